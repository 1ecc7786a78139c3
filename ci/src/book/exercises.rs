//! The fences `exercise`, `hint`, `solution` and `wrong`, which name an exercise (`threads/wait-for-all`) and become what its
//! files say. Each exercise has one of each, on three pages, below a heading that is its title.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use mdbook_preprocessor::book::Book;

use crate::book::fences::continued;
use crate::book::include::{self, Target};
use crate::book::markdown::{self, Fence, Kind, Piece, escape, fence_length};
use crate::book::marks::{self, Mark};
use crate::book::preprocess::Expansion;
use crate::book::{Findings, World};
use crate::exercise::catalogue::{self, Exercise};
use crate::exercise::wrong::{self, Expected};
use crate::problem::{Fault, Problems, fault, slashes};

/// The fences, in the order in which a reader needs them.
pub(crate) const FENCES: [&str; 4] = ["exercise", "hint", "solution", "wrong"];

/// What they are called in a sentence.
fn words(fence: &str) -> &str {
    match fence {
        "wrong" => "wrong solutions",
        other => other,
    }
}

/// The page of a section that has the fences of one kind.
fn page(fence: &str) -> &str {
    match fence {
        "exercise" => "exercises",
        "hint" => "hints",
        _ => "solutions",
    }
}

/// The exercises that there are, and the pages that show them.
#[derive(Debug, Default)]
pub(crate) struct Exercises {
    all: Vec<Exercise>,
    /// By fence and id.
    pages: BTreeMap<(&'static str, String), PathBuf>,
}

impl Exercises {
    /// Looks for exercises in the code and for their fences on the pages.
    pub(crate) fn load(root: &Path, book: &Book) -> Self {
        let mut pages = BTreeMap::new();
        for chapter in book.chapters() {
            let Some(path) = chapter.source_path.clone().or_else(|| chapter.path.clone()) else {
                continue;
            };
            for piece in markdown::scan(&chapter.content) {
                let Kind::Fence(fence) = piece.kind else {
                    continue;
                };
                if let Some(name) = FENCES.into_iter().find(|name| fence.language() == *name) {
                    let id = fence.content.trim().to_owned();
                    pages.entry((name, id)).or_insert_with(|| path.clone());
                }
            }
        }
        Self {
            all: catalogue::load(root),
            pages,
        }
    }

    /// Reports the exercises that no page shows, or whose hint or solution none does.
    pub(crate) fn report_unshown(&self, findings: &mut Findings) {
        for exercise in &self.all {
            let id = exercise.id();
            for fence in FENCES {
                if !self.pages.contains_key(&(fence, id.clone())) {
                    let what = match fence {
                        "exercise" => format!("no page shows the exercise `{id}`"),
                        _ => format!("no page shows the {} of the exercise `{id}`", words(fence)),
                    };
                    let mend = format!(
                        "write a fence ```{fence} with `{id}` on src/{}/{}.md",
                        exercise.section,
                        page(fence)
                    );
                    findings
                        .problems
                        .add(exercise.file("exercise.rs"), None, what, mend);
                }
            }
        }
    }

    /// Where a page leads to a part of an exercise, if some page shows it.
    fn link(&self, from: &Path, fence: &'static str, exercise: &Exercise) -> Option<String> {
        let page = self.pages.get(&(fence, exercise.id()))?;
        Some(format!(
            "{}#{}",
            World::link(from, page),
            anchor(fence, exercise)
        ))
    }
}

/// The place of a part of an exercise on its page.
fn anchor(fence: &str, exercise: &Exercise) -> String {
    format!("{fence}-{}", exercise.name)
}

impl Expansion<'_> {
    /// Expands one of the three fences.
    pub(super) fn exercise(&mut self, piece: &Piece, fence: &Fence, name: &'static str) {
        match self.expanded(piece, fence, name) {
            Ok(text) => self.edits.replace(
                piece.range.clone(),
                continued(text.trim_end(), &fence.prefix),
            ),
            Err(fault) => {
                self.problem(piece.range.start, fault);
                // One problem is one line: what leads here is not broken besides.
                let exercise = fence.content.trim().rsplit('/').next().unwrap_or_default();
                let place = format!("<div id=\"{name}-{}\"></div>", escape(exercise));
                self.edits.replace(piece.range.clone(), place);
            }
        }
    }

    fn expanded(
        &mut self,
        piece: &Piece,
        fence: &Fence,
        name: &'static str,
    ) -> Result<String, Fault> {
        let world = self.world;
        let id = fence.content.trim();
        let Some(exercise) = world.exercises.all.iter().find(|found| found.id() == id) else {
            let known: Vec<String> = world.exercises.all.iter().map(Exercise::id).collect();
            let mend = match known[..] {
                [] => "write it below code/<section>/exercises".to_owned(),
                _ => format!("name one of {}", known.join(", ")),
            };
            return Err(fault(format!("there is no exercise `{id}`"), mend));
        };
        self.heading_is_title(piece, exercise)?;
        let parts = match name {
            "exercise" => self.task(exercise)?,
            "hint" => self.hint(exercise)?,
            "solution" => self.shown(exercise, "solution.rs", &Mark::Solved)?,
            _ => self.wrong(exercise),
        };
        let mut text = format!(
            "<div class=\"{name}\" id=\"{}\">\n\n{parts}\n",
            anchor(name, exercise)
        );
        if name == "solution" {
            // What is said of it comes next, and what is wrong with others.
            text.push_str("</div>\n");
            return Ok(text);
        }
        let mut links = Vec::new();
        for (other, words) in [
            ("exercise", "The exercise"),
            ("hint", "A hint"),
            ("solution", "A solution"),
        ] {
            let is_here = other == name || (name == "wrong" && other == "solution");
            if !is_here && let Some(link) = world.exercises.link(&self.path, other, exercise) {
                links.push(format!("<a href=\"{}\">{words}</a>", escape(&link)));
            }
        }
        let _ = write!(
            text,
            "<p class=\"exercise-links\">{}</p>\n</div>\n",
            links.join(" · ")
        );
        Ok(text)
    }

    /// The title stands in the exercise's file; a page that calls it otherwise is out of date.
    fn heading_is_title(&self, piece: &Piece, exercise: &Exercise) -> Result<(), Fault> {
        let heading = self.text[..piece.range.start]
            .lines()
            .rev()
            .find_map(|line| {
                let words = line.trim_start_matches('#');
                (words.len() < line.len()).then(|| words.strip_prefix(' '))?
            })
            .unwrap_or_default();
        if heading.trim() == exercise.title && !exercise.title.is_empty() {
            return Ok(());
        }
        Err(fault(
            format!(
                "the heading above is not the title of the exercise `{}`",
                exercise.id()
            ),
            format!(
                "write `## {}`, or correct the head of {}",
                exercise.title,
                exercise.skeleton()
            ),
        ))
    }

    /// What is asked for, what there is to begin with, and the command.
    fn task(&mut self, exercise: &Exercise) -> Result<String, Fault> {
        let program = self.shown(exercise, "exercise.rs", &Mark::Exercise)?;
        Ok(format!(
            "{}\n\n{program}\n```sh\ncargo book exercise {} --watch\n```\n",
            exercise.task,
            exercise.id()
        ))
    }

    fn hint(&self, exercise: &Exercise) -> Result<String, Fault> {
        let file = exercise.file("hint.md");
        let text = fs::read_to_string(self.world.root.join(&file)).unwrap_or_default();
        if text.trim().is_empty() {
            let what = format!("`{}` is missing or empty", slashes(&file));
            return Err(fault(what, "write a step, not the answer"));
        }
        Ok(text)
    }

    /// What is wrong with other solutions.
    fn wrong(&mut self, exercise: &Exercise) -> String {
        let mut text = String::new();
        let (planted, broken) = wrong::load(&self.world.root, exercise);
        for (file, fault) in broken {
            self.findings.problems.add(file, 1, fault.what, fault.mend);
        }
        if !planted.is_empty() {
            text.push_str("These don't pass:\n\n");
        }
        for wrong in planted {
            let name = format!("<code>wrong/{}.rs</code>", wrong.name);
            let name = match self.world.source_url(&wrong.file, None) {
                Some(url) => format!("<a href=\"{}\">{name}</a>", escape(&url)),
                None => name,
            };
            let found = match &wrong.expected {
                Expected::Says(words) => format!("`{}` says: “{}”.", wrong.test, escape(words)),
                Expected::Hangs => format!("`{}` hangs.", wrong.test),
            };
            let _ = writeln!(text, "- {name} fails because {} {found}", wrong.reason);
        }
        text
    }

    /// A file of the exercise as a program with its mark.
    fn shown(&mut self, exercise: &Exercise, name: &str, mark: &Mark) -> Result<String, Fault> {
        let target = Target {
            path: exercise.file(name),
            anchor: None,
        };
        let Ok(text) = fs::read_to_string(self.world.root.join(&target.path)) else {
            let what = format!("`{}` does not exist", slashes(&target.path));
            return Err(fault(what, "write it"));
        };
        // Whoever edits the exercise may write long lines, and still read the book.
        let mut of_readers = Problems::default();
        let problems = match mark {
            Mark::Exercise => &mut of_readers,
            _ => &mut self.findings.problems,
        };
        let excerpt = include::excerpt(&target, &text.replace("\r\n", "\n"), problems)?;
        let under = marks::under(self.world, &target.path, &excerpt, mark, false, false);
        let fence = "`".repeat(fence_length(&excerpt.text, '`'));
        Ok(format!(
            "{}{fence}rust\n{}{fence}\n\n{under}",
            marks::OPEN,
            excerpt.text
        ))
    }
}
