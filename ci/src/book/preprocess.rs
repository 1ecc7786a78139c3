//! The book's own preprocessor: includes with their marks, check links, directives and charts.
//!
//! It runs before mdBook's `links`, so that mdBook finds no directive left to expand. A page is taken apart
//! once, and everything that changes in it is an edit at a place ([`Edits`]): [`fences`](super::fences) sees to
//! programs, outputs, charts and callouts, [`directives`](super::directives) to what stands outside them, this
//! module to links. What can't be expanded is reported and replaced by something harmless, so that one
//! mistake is one line.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use mdbook_preprocessor::book::{Book, Chapter};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::book::fences::Callout;
use crate::book::known::Known;
use crate::book::markdown::{self, Directive, Edits, Kind, Piece, escape, line_of};
use crate::book::world::World;
use crate::book::{Findings, checks, highlight, lint, lookup, theme};
use crate::problem::{Fault, fault};
use crate::social;

/// What mends an include whose file is not there.
pub(crate) const WRITE: &str = "write it, or correct the path (it is relative to the page)";
/// What mends a number that the benches give.
pub(crate) const BENCH: &str = "mend it, or run `cargo book bench`";

/// The preprocessor. What it finds wrong is collected, not returned: the book is built to its end, so that
/// everything is reported at once.
#[derive(Debug, Clone)]
pub(crate) struct Expand {
    /// What earlier builds found out.
    pub(crate) known: Known,
    /// Where the findings of all steps of the build come together.
    pub(crate) findings: Arc<Mutex<Findings>>,
}

impl Preprocessor for Expand {
    fn name(&self) -> &'static str {
        "book"
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let mut findings = self.findings.lock().unwrap_or_else(PoisonError::into_inner);
        let world = World::load(context, &book, &self.known, &mut findings)?;
        checks::report_uncited(&world.crates, &world.citations, &mut findings);
        world.exercises.report_unshown(&mut findings);
        lookup::report(&world, &mut findings.problems);
        if !world.citations.is_empty()
            && (world.crates.iter()).any(|found| world.appendix_of(&found.name).is_none())
        {
            let summary = world.src.join("SUMMARY.md");
            let mend = "give one page a line `{{#checks}}`";
            findings
                .problems
                .add(summary, None, "no page lists the checks", mend);
        }
        social::check(&context.root, &context.config.book, &book, &mut findings);
        book.for_each_chapter_mut(|chapter| {
            chapter.content = expand(&world, chapter, &self.known, &mut findings);
        });
        theme::assemble(context, &book, &mut findings.problems)?;
        Ok(book)
    }
}

/// The text of a page with everything expanded.
fn expand(world: &World, chapter: &Chapter, known: &Known, findings: &mut Findings) -> String {
    let path = chapter
        .source_path
        .clone()
        .or_else(|| chapter.path.clone())
        .unwrap_or_default();
    let pieces = markdown::scan(&chapter.content);
    let mut page = Expansion {
        world,
        file: world.src.join(&path),
        path,
        text: &chapter.content,
        edits: Edits::default(),
        callouts: Vec::new(),
        folded: BTreeSet::new(),
        questions: 0,
        late: Vec::new(),
        findings,
    };
    lint::page(&page.file, page.text, &pieces, &mut page.findings.problems);
    for piece in &pieces {
        match &piece.kind {
            Kind::Fence(fence) => page.fence(piece, fence),
            Kind::Link(destination) => {
                if let Some(id) = destination.strip_prefix("check:") {
                    page.check_link(&piece.range, id);
                }
            }
            _ => {}
        }
    }
    // Those in fences are expanded with their fences.
    for directive in markdown::directives(page.text) {
        if !pieces.iter().any(|piece| holds(piece, &directive)) {
            page.directive(&directive);
        }
    }
    page.link_terms();
    page.lengthen_callouts();
    for (at, text) in std::mem::take(&mut page.late) {
        page.edits.insert(at, text);
    }
    let expanded = page.edits.apply(page.text);
    let Ok(coloured) = known.coloured.get(&page.path, expanded, |text| {
        Ok::<_, Infallible>(highlight::page(text))
    });
    coloured.as_ref().clone()
}

/// Whether a directive belongs to a piece that is expanded as a whole.
fn holds(piece: &Piece, directive: &Directive<'_>) -> bool {
    let whole = match &piece.kind {
        Kind::Fence(fence) => !fence.holds_markdown(),
        Kind::Link(destination) => destination.starts_with("check:"),
        _ => false,
    };
    whole && piece.range.contains(&directive.range.start)
}

/// One page on its way.
pub(super) struct Expansion<'a> {
    pub(super) world: &'a World,
    /// The page's file, relative to the root.
    pub(super) file: PathBuf,
    /// The same within the book.
    pub(super) path: PathBuf,
    pub(super) text: &'a str,
    pub(super) edits: Edits,
    /// The callouts met so far.
    pub(super) callouts: Vec<Callout>,
    /// The programs that are given whole on this page already.
    pub(super) folded: BTreeSet<PathBuf>,
    /// How many questions were met so far.
    pub(super) questions: usize,
    /// What comes behind everything else that is inserted at the same place.
    pub(super) late: Vec<(usize, String)>,
    pub(super) findings: &'a mut Findings,
}

impl Expansion<'_> {
    /// Reports what is wrong at the byte `at`.
    pub(super) fn problem(&mut self, at: usize, fault: Fault) {
        self.findings
            .problems
            .add(&self.file, line_of(self.text, at), fault.what, fault.mend);
    }

    /// What another module rendered; if it could not, a problem and nothing.
    pub(super) fn rendered(&mut self, at: usize, result: Result<String>, mend: &str) -> String {
        result.unwrap_or_else(|error| {
            self.problem(at, fault(format!("{error:#}"), mend));
            String::new()
        })
    }

    /// The directory that includes are relative to.
    pub(super) fn directory(&self) -> PathBuf {
        self.file.parent().unwrap_or(Path::new("")).to_owned()
    }

    /// The bytes of the line or lines of `range`, without the end of the last.
    pub(super) fn lines_of(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[range.end..]
            .find('\n')
            .map_or(self.text.len(), |at| range.end + at);
        start..end
    }

    /// A link to a check becomes a mark with a name that says what was checked.
    fn check_link(&mut self, range: &Range<usize>, id: &str) {
        let link = &self.text[range.clone()];
        let words = link
            .strip_prefix('[')
            .and_then(|rest| rest.split_once("]("))
            .map_or("✓", |(words, _)| words);
        if words.contains("{{") {
            return self.problem(
                range.start,
                fault(
                    "a directive within a link to a check",
                    "put it beside the link",
                ),
            );
        }
        if self.text[self.lines_of(range)].starts_with('#') {
            // mdBook makes a heading a link to itself, and links don't nest.
            self.problem(
                range.start,
                fault("a link to a check in a heading", "put it into the text"),
            );
            return self.edits.replace(range.clone(), words);
        }
        let Some(mark) = self.mark(id, words) else {
            self.problem(range.start, no_check(id));
            return self.edits.replace(range.clone(), words);
        };
        // A mark stays on the line of the words that it vouches for.
        let before = &self.text[..range.start];
        let words_end = before.trim_end_matches([' ', '\n']).len();
        let gap = &before[words_end..];
        let follows_words =
            !gap.contains("\n\n") && !before[..words_end].ends_with(['|', '>', '-', '*', '\\']);
        if follows_words && !gap.is_empty() && words_end > 0 {
            self.edits
                .replace(words_end..range.end, format!("\u{a0}{mark}"));
        } else {
            self.edits.replace(range.clone(), mark);
        }
    }

    /// The same for the links in what another module rendered.
    pub(super) fn with_marks(&mut self, at: usize, html: &str) -> String {
        const OPEN: &str = "[✓](check:";
        let mut marked = String::with_capacity(html.len());
        let mut rest = html;
        while let Some((before, after)) = rest.split_once(OPEN) {
            marked.push_str(before);
            let (id, after) = after.split_once(')').unwrap_or((after, ""));
            match self.mark(id, "✓") {
                Some(mark) => marked.push_str(&mark),
                None => self.problem(at, no_check(id)),
            }
            rest = after;
        }
        marked + rest
    }

    /// `words` as a link to the check in the appendix; `None` if there is no such check.
    fn mark(&self, id: &str, words: &str) -> Option<String> {
        let check = self.world.check(id)?;
        let section = id.split("::").next().unwrap_or_default();
        let Some(appendix) = self.world.appendix_of(section) else {
            return Some(words.to_owned());
        };
        let address = format!("{}#{}", World::link(&self.path, appendix), check.anchor());
        let statement = escape(&check.plain());
        // Where the link has words of its own they are its name.
        let name = if words == "✓" {
            format!(" aria-label=\"Checked: {statement}\"")
        } else {
            String::new()
        };
        Some(format!(
            "<a class=\"check\" href=\"{address}\" title=\"{statement}\"{name}>{words}</a>"
        ))
    }
}

fn no_check(id: &str) -> Fault {
    fault(
        format!("there is no check `{id}`"),
        "write it, or correct the name (`crate::function`)",
    )
}
