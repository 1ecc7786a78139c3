//! The book's own preprocessor: includes with their marks, check links, directives and charts.
//!
//! It runs before mdBook's `links`, so that mdBook finds no directive left to expand. What can't be
//! expanded is reported and replaced by something harmless, so that one mistake is one line.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use mdbook_preprocessor::book::{Book, Chapter};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::book::crates::BLESS;
use crate::book::include::{self, Target};
use crate::book::markdown::{self, Directive, Edits, Fence, Kind, Piece, escape, html_block, line_of};
use crate::book::marks::{self, Mark};
use crate::book::world::{World, two_ids};
use crate::book::{Findings, charts, checks, lint, orderings};
use crate::problem::slashes;

/// What mends a number that the benches give.
const BENCH: &str = "mend it, or run `cargo book bench`";

/// The preprocessor. What it finds wrong is collected, not returned: the book is built to its end, so that
/// everything is reported at once.
#[derive(Debug, Clone)]
pub(crate) struct Expand {
    /// Where the findings of all steps of the build come together.
    pub(crate) findings: Arc<Mutex<Findings>>,
}

impl Preprocessor for Expand {
    fn name(&self) -> &'static str {
        "book"
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let mut findings = self.findings.lock().unwrap_or_else(PoisonError::into_inner);
        let world = World::load(context, &book, &mut findings)?;
        checks::report_uncited(&world.crates, &world.citations, &mut findings);
        if world.appendix.is_none() && !world.citations.is_empty() {
            let summary = world.src.join("SUMMARY.md");
            findings.problems.add(summary, None, "no page lists the checks", "give one page a line `{{#checks}}`");
        }
        book.for_each_chapter_mut(|chapter| {
            let expanded = expand(&world, chapter, &mut findings);
            chapter.content = expanded;
        });
        Ok(book)
    }
}

/// The text of a page with everything expanded.
fn expand(world: &World, chapter: &Chapter, findings: &mut Findings) -> String {
    let path = chapter.source_path.clone().or_else(|| chapter.path.clone()).unwrap_or_default();
    let pieces = markdown::scan(&chapter.content);
    let mut page = PageExpansion {
        world,
        file: world.src.join(&path),
        path,
        text: &chapter.content,
        edits: Edits::default(),
        callouts: Vec::new(),
        folded: BTreeSet::new(),
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
    let in_fence = |directive: &Directive<'_>| {
        pieces.iter().any(|piece| match &piece.kind {
            Kind::Fence(fence) => !fence.is_callout() && piece.range.contains(&directive.range.start),
            _ => false,
        })
    };
    for directive in markdown::directives(page.text) {
        if !in_fence(&directive) {
            page.directive(&directive);
        }
    }
    page.lengthen_callouts();
    page.edits.apply(page.text)
}

/// One page on its way.
struct PageExpansion<'a> {
    world: &'a World,
    /// The page's file, relative to the root.
    file: PathBuf,
    /// The same within the book.
    path: PathBuf,
    text: &'a str,
    edits: Edits,
    /// The callouts met so far, each with the length that the fences put into it ask of its own.
    callouts: Vec<Callout>,
    /// The programs that are given whole on this page already.
    folded: BTreeSet<PathBuf>,
    findings: &'a mut Findings,
}

/// A callout's fence.
struct Callout {
    range: Range<usize>,
    end: Option<Range<usize>>,
    mark: char,
    length: usize,
    asked: usize,
}

impl PageExpansion<'_> {
    fn problem(&mut self, at: usize, (what, mend): (String, String)) {
        self.findings.problems.add(&self.file, line_of(self.text, at), what, mend);
    }

    fn fence(&mut self, piece: &Piece, fence: &Fence) {
        let directive = markdown::directives(&self.text[fence.body.clone()]).into_iter().next().map(|directive| {
            let at = fence.body.start;
            (directive.range.start + at..directive.range.end + at, directive)
        });
        match (fence.language(), directive) {
            ("admonish", _) => {
                if lint::callout(fence).is_err() {
                    // Reported already; mdbook-admonish would stop at it.
                    let info = piece.range.start + fence.length;
                    self.edits.replace(info..fence.body.start, "admonish\n");
                }
                self.callouts.push(Callout {
                    range: piece.range.clone(),
                    end: fence.end.clone(),
                    mark: fence.mark,
                    length: fence.length,
                    asked: 0,
                });
            }
            ("chart", _) => {
                let html = charts::chart(&self.world.root, &fence.content);
                let html = self.rendered(piece.range.start, html, BENCH);
                self.replace_block(piece, fence, &html_block(&html));
            }
            (language, Some((range, directive))) => self.include_in_fence(piece, fence, language, range, &directive),
            ("rust", None) => self.problem(piece.range.start, (
                "a Rust program typed into the page, which nothing compiles".into(),
                "put it into the section's crate and include it".into(),
            )),
            ("console" | "text" | "asm", None) => self.problem(piece.range.start, (
                format!("a typed `{}` block: what a tool printed is never typed", fence.language()),
                "include the file that `cargo book bless` writes".into(),
            )),
            _ => {}
        }
    }

    fn include_in_fence(
        &mut self,
        piece: &Piece,
        fence: &Fence,
        language: &str,
        range: Range<usize>,
        directive: &Directive<'_>,
    ) {
        let Some(("include", argument)) = directive.call else {
            self.edits.replace(range.clone(), "");
            let problem = not_a_directive(directive, "only `{{#include …}}` works in a fence");
            return self.problem(range.start, problem);
        };
        if fence.content.trim() != directive.text {
            let what = format!("`{}` is not alone in its fence", directive.text);
            for other in markdown::directives(&self.text[fence.body.clone()]) {
                let at = fence.body.start;
                self.edits.replace(other.range.start + at..other.range.end + at, "");
            }
            return self.problem(range.start, (what, "give each include a fence of its own".into()));
        }
        match self.included(argument, language) {
            Err(problem) => {
                self.edits.replace(range.clone(), "");
                self.problem(range.start, problem);
            }
            Ok((target, excerpt)) => {
                let (start, end) = self.lines_of(&range);
                self.edits.replace(start..end, prefixed(&excerpt.text, &fence.prefix));
                let length = markdown::fence_length(&excerpt.text, fence.mark);
                self.lengthen(piece, fence, length);
                if language == "rust" {
                    self.program(piece, fence, &target, &excerpt);
                }
            }
        }
    }

    /// The file that an include names, if a fence of this language may show it.
    fn included(&mut self, argument: &str, language: &str) -> Result<(Target, include::Excerpt), (String, String)> {
        let directory = self.file.parent().unwrap_or(Path::new("")).to_owned();
        let target = Target::parse(argument, &directory)?;
        let shown = slashes(&target.path);
        let extension = target.path.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
        let fitting = match extension.as_str() {
            "rs" => Some("rust"),
            "out" | "runs" => Some("console"),
            "stderr" => Some("text"),
            _ => None,
        };
        if fitting.is_some_and(|fitting| fitting != language) || (fitting.is_none() && language == "rust") {
            let mend = fitting.map_or("include a Rust file".to_owned(), |fitting| format!("write ```{fitting}"));
            return Err((format!("`{shown}` in a fence for `{language}`"), mend));
        }
        let Ok(text) = fs::read_to_string(self.world.root.join(&target.path)) else {
            let mend = match fitting {
                Some("console" | "text") => BLESS.to_owned(),
                _ => "write it, or correct the path (it is relative to the page)".to_owned(),
            };
            return Err((format!("`{shown}` does not exist"), mend));
        };
        if matches!(fitting, Some("console" | "text"))
            && !self.world.root.join(&target.path).with_extension("rs").is_file()
        {
            return Err((format!("`{shown}` has no program beside it"), "remove it, or correct the path".into()));
        }
        if let Some(found) = markdown::directives(&text).first() {
            return Err((
                format!("`{shown}` holds `{}`, which mdBook would expand", found.text),
                "keep directives out of what is included".into(),
            ));
        }
        let excerpt = include::excerpt(&target, &text.replace("\r\n", "\n"), &mut self.findings.problems)?;
        Ok((target, excerpt))
    }

    fn program(&mut self, piece: &Piece, fence: &Fence, target: &Target, excerpt: &include::Excerpt) {
        let mark = match Mark::of(self.world, &target.path) {
            Ok(mark) => mark,
            Err(problem) => return self.problem(fence.body.start, problem),
        };
        let part = target.anchor.is_some();
        let fold = part && self.folded.insert(target.path.clone());
        let under = marks::under(self.world, &target.path, excerpt, &mark, part, fold);
        self.ask_of_callouts(&piece.range, '`', markdown::fence_length(&under, '`'));
        self.edits.insert(piece.range.start, continued(marks::OPEN, &fence.prefix));
        let end = self.after_line(piece.range.end);
        self.edits.insert(end, format!("{}\n", prefixed(&format!("\n{under}\n"), &fence.prefix)));
    }

    /// A link to a check becomes a mark with a name that says what was checked.
    fn check_link(&mut self, range: &Range<usize>, id: &str) {
        let link = &self.text[range.clone()];
        let words = link.strip_prefix('[').and_then(|rest| rest.split_once("](")).map_or("✓", |(words, _)| words);
        let Some(check) = self.world.check(id) else {
            let what = format!("there is no check `{id}`");
            self.problem(range.start, (what, "write it, or correct the name (`crate::function`)".into()));
            return self.edits.replace(range.clone(), words);
        };
        let Some(appendix) = &self.world.appendix else {
            return self.edits.replace(range.clone(), words);
        };
        let address = format!("{}#{}", self.world.link(&self.path, appendix), check.anchor());
        let statement = escape(&check.plain());
        let name = if words == "✓" { format!(" aria-label=\"Checked: {statement}\"") } else { String::new() };
        self.edits.replace(
            range.clone(),
            format!("<a class=\"check\" href=\"{address}\" title=\"{statement}\"{name}>{words}</a>"),
        );
    }

    /// A directive that is not in a fence.
    fn directive(&mut self, directive: &Directive<'_>) {
        let Some((name, arguments)) = directive.call else {
            self.edits.replace(directive.range.clone(), "");
            return self.problem(directive.range.start, not_a_directive(directive, "write `{{#name arguments}}`"));
        };
        let root = &self.world.root;
        let at = directive.range.start;
        // What is text within a paragraph.
        let inline = match name {
            "measured" => Some((charts::measured(root, arguments), BENCH)),
            "ratio" => Some((
                two_ids(arguments)
                    .ok_or_else(|| anyhow::anyhow!("`{}` does not name two measurements", directive.text))
                    .and_then(|(a, b)| charts::ratio(root, a, b)),
                BENCH,
            )),
            "executions" => {
                self.models_of(at, arguments.split("::").next().unwrap_or_default());
                Some((orderings::executions(root, arguments), BLESS))
            }
            _ => None,
        };
        if let Some((text, mend)) = inline {
            let text = self.rendered(at, text, mend);
            return self.edits.replace(directive.range.clone(), escape(&text));
        }
        if name == "title" {
            // mdBook's own: the title in the browser's tab.
            return;
        }
        // What is a block of its own.
        let (start, end) = self.lines_of(&directive.range);
        if self.text[start..end].trim() != directive.text {
            self.edits.replace(directive.range.clone(), "");
            let what = format!("`{}` is not alone on its line", directive.text);
            return self.problem(at, (what, "give it a line of its own".into()));
        }
        let html = match name {
            "checks" => {
                let list = checks::appendix(self.world, &self.path);
                return self.edits.replace(directive.range.clone(), list);
            }
            "orderings" => {
                self.models_of(at, arguments);
                (orderings::orderings(root, arguments), BLESS)
            }
            "models" => {
                self.models_of(at, arguments);
                (orderings::models(root, arguments), BLESS)
            }
            "machine" => (charts::machine(root), BENCH),
            "include" => (self.included_html(at, arguments), "mend it"),
            _ => {
                self.edits.replace(directive.range.clone(), "");
                return self.problem(at, not_a_directive(directive, "write one that is known"));
            }
        };
        let block = self.rendered(at, html.0, html.1);
        self.edits.replace(directive.range.clone(), html_block(&block));
    }

    /// Reports numbers that come from models of an older text.
    fn models_of(&mut self, at: usize, section: &str) {
        if self.world.crates.iter().any(|found| found.name == section && found.models_are_stale()) {
            let line = line_of(self.text, at);
            let what = format!("what this shows of the models of `{section}` is out of date");
            self.findings.out_of_date(&self.file, line, what);
        }
    }

    /// A figure: HTML or SVG from a file.
    fn included_html(&mut self, at: usize, argument: &str) -> Result<String> {
        let directory = self.file.parent().unwrap_or(Path::new("")).to_owned();
        let target = match Target::parse(argument, &directory) {
            Ok(target) => target,
            Err(problem) => {
                self.problem(at, problem);
                return Ok(String::new());
            }
        };
        let shown = slashes(&target.path);
        if target.anchor.is_some() || !target.path.extension().is_some_and(|e| e == "html" || e == "svg") {
            let mend = "put a program or output into a fence; only .html and .svg are included without one";
            self.problem(at, (format!("`{shown}` is included outside a fence"), mend.into()));
            return Ok(String::new());
        }
        match fs::read_to_string(self.world.root.join(&target.path)) {
            Ok(html) => Ok(html),
            Err(_) => {
                let mend = "write it, or correct the path (it is relative to the page)";
                self.problem(at, (format!("`{shown}` does not exist"), mend.into()));
                Ok(String::new())
            }
        }
    }

    /// What another module rendered; if it could not, a problem and nothing.
    fn rendered(&mut self, at: usize, result: Result<String>, mend: &str) -> String {
        result.unwrap_or_else(|error| {
            self.problem(at, (format!("{error:#}"), mend.to_owned()));
            String::new()
        })
    }

    fn replace_block(&mut self, piece: &Piece, fence: &Fence, html: &str) {
        self.edits.replace(piece.range.clone(), continued(html.trim_end(), &fence.prefix));
    }

    /// The bytes of the line or lines of `range`, without the end of the last.
    fn lines_of(&self, range: &Range<usize>) -> (usize, usize) {
        let start = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[range.end..].find('\n').map_or(self.text.len(), |at| range.end + at);
        (start, end)
    }

    /// The byte after the end of the line before or in which `at` is.
    fn after_line(&self, at: usize) -> usize {
        if self.text[..at].ends_with('\n') {
            return at;
        }
        self.text[at..].find('\n').map_or(self.text.len(), |end| at + end + 1)
    }

    /// Makes a fence long enough for what was put into it.
    fn lengthen(&mut self, piece: &Piece, fence: &Fence, asked: usize) {
        if asked > fence.length {
            let more = fence.mark.to_string().repeat(asked - fence.length);
            self.edits.insert(piece.range.start + fence.length, more.clone());
            if let Some(end) = &fence.end {
                self.edits.insert(end.start, more);
            }
            self.ask_of_callouts(&piece.range, fence.mark, asked);
        }
    }

    /// The callouts around `range` hold a fence of this length now.
    fn ask_of_callouts(&mut self, range: &Range<usize>, mark: char, length: usize) {
        for callout in &mut self.callouts {
            if callout.mark == mark && callout.range.start < range.start && range.end <= callout.range.end {
                callout.asked = callout.asked.max(length + 1);
            }
        }
    }

    fn lengthen_callouts(&mut self) {
        // An inner callout is listed after the one around it, which has to be the longer.
        let mut inner: Vec<(Range<usize>, usize)> = Vec::new();
        for callout in self.callouts.iter().rev() {
            let within = inner
                .iter()
                .filter(|(range, _)| callout.range.start < range.start && range.end <= callout.range.end)
                .map(|(_, length)| length + 1)
                .max()
                .unwrap_or(0);
            let length = callout.length.max(callout.asked).max(within);
            inner.push((callout.range.clone(), length));
            let more = callout.mark.to_string().repeat(length - callout.length);
            self.edits.insert(callout.range.start + callout.length, more.clone());
            if let Some(end) = &callout.end {
                self.edits.insert(end.start, more);
                // The HTML of a callout ends at an empty line only.
                self.edits.insert(end.end, "\n");
            }
        }
    }
}

fn not_a_directive(directive: &Directive<'_>, mend: &str) -> (String, String) {
    match directive.call {
        Some((name @ ("rustdoc_include" | "playground" | "playpen"), _)) => {
            (format!("`{{{{#{name}}}}}` is not used in this book"), "write `{{#include …}}`".into())
        }
        _ => (format!("`{}` is no directive of this book", directive.text), mend.into()),
    }
}

/// `text` with `prefix` before each of its lines; no end of line at the end.
fn prefixed(text: &str, prefix: &str) -> String {
    let lines: Vec<String> =
        text.lines().map(|line| format!("{prefix}{line}").trim_end().to_owned()).collect();
    lines.join("\n")
}

/// The same for text that begins in a line whose prefix is there already.
fn continued(text: &str, prefix: &str) -> String {
    text.replace('\n', &format!("\n{prefix}"))
}
