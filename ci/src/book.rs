//! What happens to one page on its way to HTML.
//!
//! 1. [`build`] reads book.toml and SUMMARY.md; [`lint`] reports what mdBook would let pass in them.
//! 2. [`world`] reads what pages are written against: the crates of `code/` ([`crates`]), their
//!    [`checks`], and which page links which check.
//! 3. [`preprocess`] takes the page apart with mdBook's own Markdown parser ([`markdown`]); [`lint`] looks
//!    at its structure. In [`fences`], each include is replaced by the lines it names ([`mod@include`]), with the
//!    mark that the program's tests give it ([`marks`], [`playground`]). Each check link becomes a link into
//!    the appendix. Charts, [`figures`], [`exercises`] and [`directives`] become what [`charts`], [`figures`] and
//!    [`orderings`] make of the measurements, recorded executions and models, and [`tables`] are those that tests have written. [`questions`] are laid out, [`lookup`] lists errors and symptoms, and the first
//!    use of a term becomes a link into the [`glossary`]. [`highlight`] makes each block of code ready HTML.
//!    Last, [`theme`] makes mdBook's theme of the sources in theme/ and of what is known of the pages.
//! 4. mdBook's own preprocessors run and find nothing left to do; [`admonish`] renders the callouts.
//! 5. mdBook renders the HTML into a temporary directory; what it warns of is a problem.
//! 6. [`rendered`] follows every link in the HTML; [`sitemap`] lists the pages. Without a problem, the new
//!    book replaces the old.
//!
//! Every problem is one line with file, line and mend, and all of a build are reported together. With plain
//! `mdbook`, steps 3 and 4 are run by mdBook through `cargo book preprocess` and `cargo book admonish`.

use std::path::PathBuf;

use crate::problem::Problems;

mod admonish;
pub mod build;
pub mod charts;
mod checks;
mod crates;
mod directives;
mod exercises;
mod fences;
pub mod figures;
mod glossary;
mod highlight;
pub(crate) mod include;
mod known;
pub(crate) mod lint;
mod lookup;
mod markdown;
mod marks;
pub mod orderings;
mod playground;
mod preprocess;
mod questions;
mod rendered;
pub(crate) mod sitemap;
mod svg;
mod tables;
#[cfg(test)]
mod tests;
pub(crate) mod theme;
pub mod tools;
mod world;

pub(crate) use include::WIDTH;
pub(crate) use world::World;

/// What was found on the way.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// What fails the build.
    pub(crate) problems: Problems,
    /// What is out of date where that is allowed.
    pub(crate) warnings: Problems,
    strict: bool,
}

impl Findings {
    /// Nothing found yet; `strict` decides whether what is out of date fails the build.
    pub(crate) fn new(strict: bool) -> Self {
        Self {
            strict,
            ..Self::default()
        }
    }

    /// Adds something that `cargo book bless` brings up to date.
    pub(crate) fn out_of_date(
        &mut self,
        file: impl Into<PathBuf>,
        line: impl Into<Option<usize>>,
        what: impl Into<String>,
    ) {
        self.stale(file, line, what, crates::BLESS);
    }

    /// The same, where something else mends it.
    pub(crate) fn stale(
        &mut self,
        file: impl Into<PathBuf>,
        line: impl Into<Option<usize>>,
        what: impl Into<String>,
        mend: impl Into<String>,
    ) {
        let found = if self.strict {
            &mut self.problems
        } else {
            &mut self.warnings
        };
        found.add(file, line, what, mend);
    }
}
