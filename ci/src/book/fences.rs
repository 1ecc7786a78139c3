//! Fences: programs and outputs come in by include and get their marks, charts are drawn, callouts are
//! kept whole around what is put into them.

use std::fs;
use std::ops::Range;

use crate::book::crates::BLESS;
use crate::book::directives::unknown;
use crate::book::exercises::FENCES;
use crate::book::include::{self, Excerpt, Target};
use crate::book::markdown::{self, Directive, Fence, Piece, fence_length, html_block};
use crate::book::marks::{self, Mark};
use crate::book::preprocess::{BENCH, Expansion, WRITE};
use crate::book::{charts, figures, lint};
use crate::problem::{Fault, fault, slashes};

/// What mends a figure that can't be drawn.
const RECORD: &str = "mend it, or run `cargo book bless`";

/// A callout's fence.
pub(super) struct Callout {
    pub(super) range: Range<usize>,
    end: Option<Range<usize>>,
    mark: char,
    length: usize,
    /// The length that the fences put into it ask for.
    asked: usize,
}

impl<'a> Expansion<'a> {
    /// Expands what is in a fence.
    pub(super) fn fence(&mut self, piece: &Piece, fence: &Fence) {
        let at = piece.range.start;
        let directives = self.directives_in(fence);
        if let Some(name) = FENCES.into_iter().find(|name| fence.language() == *name) {
            return self.exercise(piece, fence, name);
        }
        match (fence.language(), directives.first()) {
            ("admonish", _) => self.callout(piece, fence),
            ("question", _) => self.question(piece, fence),
            ("chart", _) => {
                let html = charts::chart(&self.world.measured, &fence.content);
                let html = html_block(&self.rendered(at, html, BENCH));
                self.edits.replace(
                    piece.range.clone(),
                    continued(html.trim_end(), &fence.prefix),
                );
            }
            ("figure", _) => {
                let html = figures::figure(&self.world.root, &fence.content);
                let html = self.rendered(at, html, RECORD);
                let html = html_block(&self.with_marks(at, &html));
                self.edits.replace(
                    piece.range.clone(),
                    continued(html.trim_end(), &fence.prefix),
                );
            }
            (language, Some(directive)) => {
                if let Err(fault) = self.include(piece, fence, language, directive) {
                    self.problem(directive.range.start, fault);
                    for directive in &directives {
                        self.edits.replace(directive.range.clone(), "");
                    }
                }
            }
            ("rust", None) => self.problem(
                at,
                fault(
                    "a Rust program typed into the page, which nothing compiles",
                    "put it into the section's crate and include it",
                ),
            ),
            (language @ ("console" | "text" | "asm"), None) => self.problem(
                at,
                fault(
                    format!("a typed `{language}` block: what a tool printed is never typed"),
                    "include the file that `cargo book bless` writes",
                ),
            ),
            _ => {}
        }
    }

    /// The directives in a fence, with their places in the page.
    fn directives_in(&self, fence: &Fence) -> Vec<Directive<'a>> {
        let start = fence.body.start;
        let mut directives = markdown::directives(&self.text[fence.body.clone()]);
        for directive in &mut directives {
            directive.range = directive.range.start + start..directive.range.end + start;
        }
        directives
    }

    fn include(
        &mut self,
        piece: &Piece,
        fence: &Fence,
        language: &str,
        directive: &Directive<'_>,
    ) -> Result<(), Fault> {
        let Some(("include", argument)) = directive.call else {
            return Err(unknown(directive, "only `{{#include …}}` works in a fence"));
        };
        if fence.content.trim() != directive.text {
            let what = format!("`{}` is not alone in its fence", directive.text);
            return Err(fault(what, "give each include a fence of its own"));
        }
        let (target, excerpt) = self.excerpt(argument, language)?;
        if language == "rust" {
            match Mark::of(self.world, &target.path) {
                Ok(mark) => self.program(piece, fence, &target, &excerpt, &mark),
                Err(fault) => self.problem(directive.range.start, fault),
            }
        }
        self.edits.replace(
            self.lines_of(&directive.range),
            prefixed(&excerpt.text, &fence.prefix),
        );
        self.lengthen(piece, fence, fence_length(&excerpt.text, fence.mark));
        Ok(())
    }

    /// What an include shows, if a fence of this language may show it.
    fn excerpt(&mut self, argument: &str, language: &str) -> Result<(Target, Excerpt), Fault> {
        let target = Target::parse(argument, &self.directory())?;
        let file = self.world.root.join(&target.path);
        let shown = slashes(&target.path);
        // The language that a kind of file is in, if only that fits.
        let wanted = match target
            .path
            .extension()
            .and_then(|extension| extension.to_str())
        {
            Some("rs") => Some("rust"),
            Some("out" | "runs") => Some("console"),
            Some("stderr") => Some("text"),
            Some("s") => Some("asm"),
            _ => None,
        };
        match wanted {
            Some(wanted) if wanted != language => {
                return Err(fault(
                    format!("`{shown}` in a fence for `{language}`"),
                    format!("write ```{wanted}"),
                ));
            }
            None if matches!(language, "rust" | "console" | "asm") => {
                let kind = match language {
                    "rust" => "a Rust file",
                    "asm" => "a listing's .s",
                    _ => "an example's .out or .runs",
                };
                return Err(fault(
                    format!("`{shown}` in a fence for `{language}`"),
                    format!("include {kind}"),
                ));
            }
            _ => {}
        }
        // What a tool writes beside a program.
        let is_output = matches!(wanted, Some("console" | "text" | "asm"));
        let Ok(text) = fs::read_to_string(&file) else {
            return Err(fault(
                format!("`{shown}` does not exist"),
                if is_output { BLESS } else { WRITE },
            ));
        };
        if is_output && !file.with_extension("rs").is_file() {
            return Err(fault(
                format!("`{shown}` has no program beside it"),
                "remove it, or correct the path",
            ));
        }
        if let Some(found) = markdown::directives(&text).first() {
            let what = format!(
                "`{shown}` holds `{}`, which mdBook would expand",
                found.text
            );
            return Err(fault(what, "keep directives out of what is included"));
        }
        let excerpt = include::excerpt(
            &target,
            &text.replace("\r\n", "\n"),
            &mut self.findings.problems,
        )?;
        Ok((target, excerpt))
    }

    /// Puts a figure around a program's fence, with its mark.
    fn program(
        &mut self,
        piece: &Piece,
        fence: &Fence,
        target: &Target,
        excerpt: &Excerpt,
        mark: &Mark,
    ) {
        let part = target.anchor.is_some();
        let fold = part && self.folded.insert(target.path.clone());
        let under = marks::under(self.world, &target.path, excerpt, mark, part, fold);
        self.ask_of_callouts(&piece.range, '`', fence_length(&under, '`'));
        self.edits
            .insert(piece.range.start, continued(marks::OPEN, &fence.prefix));
        let under = prefixed(&format!("\n{under}\n"), &fence.prefix);
        self.edits
            .insert(self.after_line(piece.range.end), under + "\n");
    }

    /// The byte after the end of the line before or in which `at` is.
    pub(super) fn after_line(&self, at: usize) -> usize {
        if self.text[..at].ends_with('\n') {
            return at;
        }
        self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |end| at + end + 1)
    }

    /// Makes a fence long enough for what was put into it.
    fn lengthen(&mut self, piece: &Piece, fence: &Fence, asked: usize) {
        if asked > fence.length {
            let more = fence.mark.to_string().repeat(asked - fence.length);
            self.edits
                .insert(piece.range.start + fence.length, more.clone());
            if let Some(end) = &fence.end {
                self.edits.insert(end.start, more);
            }
            self.ask_of_callouts(&piece.range, fence.mark, asked);
        }
    }

    fn callout(&mut self, piece: &Piece, fence: &Fence) {
        if lint::callout(fence).is_err() {
            // Reported already; mdbook-admonish would stop at it.
            self.edits.replace(
                piece.range.start + fence.length..fence.body.start,
                "admonish\n",
            );
        }
        self.callouts.push(Callout {
            range: piece.range.clone(),
            end: fence.end.clone(),
            mark: fence.mark,
            length: fence.length,
            asked: 0,
        });
    }

    /// The callouts around `range` hold a fence of this length now.
    fn ask_of_callouts(&mut self, range: &Range<usize>, mark: char, length: usize) {
        for callout in &mut self.callouts {
            if callout.mark == mark
                && callout.range.start < range.start
                && range.end <= callout.range.end
            {
                callout.asked = callout.asked.max(length + 1);
            }
        }
    }

    /// Makes every callout's fence longer than those within it.
    pub(super) fn lengthen_callouts(&mut self) {
        // An inner callout is listed after the one around it, which has to be the longer.
        let mut inner: Vec<(Range<usize>, usize)> = Vec::new();
        for callout in self.callouts.iter().rev() {
            let within = inner
                .iter()
                .filter(|(range, _)| {
                    callout.range.start < range.start && range.end <= callout.range.end
                })
                .map(|(_, length)| length + 1)
                .max()
                .unwrap_or(0);
            let length = callout.length.max(callout.asked).max(within);
            inner.push((callout.range.clone(), length));
            let more = callout.mark.to_string().repeat(length - callout.length);
            self.edits
                .insert(callout.range.start + callout.length, more.clone());
            if let Some(end) = &callout.end {
                self.edits.insert(end.start, more);
                // The HTML of a callout ends at an empty line only.
                self.edits.insert(end.end, "\n");
            }
        }
    }
}

/// `text` with `prefix` before each of its lines; no end of line at the end.
fn prefixed(text: &str, prefix: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(|line| match line {
            // Not even an empty line of a program may end with a space that its file doesn't have.
            "" => prefix.trim_end().to_owned(),
            line => format!("{prefix}{line}"),
        })
        .collect();
    lines.join("\n")
}

/// The same for text that begins in a line whose prefix is there already.
pub(super) fn continued(text: &str, prefix: &str) -> String {
    text.replace('\n', &format!("\n{prefix}"))
}
