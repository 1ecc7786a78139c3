//! Directives outside fences: numbers within a sentence, generated tables and figures on lines of their own.

use std::fs;

use anyhow::anyhow;

use crate::book::crates::BLESS;
use crate::book::include::Target;
use crate::book::markdown::{Directive, escape, html_block, line_of};
use crate::book::preprocess::{BENCH, Expansion, WRITE};
use crate::book::world::two_ids;
use crate::book::{charts, checks, orderings, tables, tools};
use crate::problem::{Fault, fault, slashes};

impl Expansion<'_> {
    /// Expands a directive that is not in a fence.
    pub(super) fn directive(&mut self, directive: &Directive<'_>) {
        let at = directive.range.start;
        let expanded = match directive.call {
            None => Err(unknown(directive, "write `{{#name arguments}}`")),
            // mdBook's own: the title in the browser's tab.
            Some(("title", _)) => return,
            Some(("measured" | "ratio" | "executions", _)) => Ok(self.number(directive)),
            Some(_) if self.text[self.lines_of(&directive.range)].trim() != directive.text => {
                let what = format!("`{}` is not alone on its line", directive.text);
                Err(fault(what, "give it a line of its own"))
            }
            Some((name, arguments)) => self.block(directive, name, arguments),
        };
        let expanded = expanded.unwrap_or_else(|fault| {
            self.problem(at, fault);
            String::new()
        });
        self.edits.replace(directive.range.clone(), expanded);
    }

    /// A number, as text within a paragraph.
    fn number(&mut self, directive: &Directive<'_>) -> String {
        let at = directive.range.start;
        let root = &self.world.root;
        let (text, mend) = match directive.call {
            Some(("measured", id)) => (charts::quantity_of(&self.world.measured, id), BENCH),
            Some(("executions", id)) => {
                self.models_of(at, id.split("::").next().unwrap_or_default());
                (orderings::executions(root, id), BLESS)
            }
            Some((_, ids)) => {
                let two = two_ids(ids)
                    .ok_or_else(|| anyhow!("`{}` does not name two measurements", directive.text));
                (
                    two.and_then(|(a, b)| charts::ratio(&self.world.measured, a, b)),
                    BENCH,
                )
            }
            None => return String::new(),
        };
        escape(&self.rendered(at, text, mend))
    }

    /// A block of its own.
    fn block(
        &mut self,
        directive: &Directive<'_>,
        name: &str,
        arguments: &str,
    ) -> Result<String, Fault> {
        let at = directive.range.start;
        let root = &self.world.root;
        let (html, mend) = match name {
            "checks" if arguments.is_empty() => {
                return Ok(checks::appendix(self.world, &self.path));
            }
            "checks" => return checks::section(self.world, arguments, &self.path),
            "errors" => return Ok(self.errors(at)),
            "symptom" => return Ok(self.symptom(arguments)),
            "symptoms" => return Ok(self.symptoms()),
            "table" => {
                return tables::table(self.world, arguments).map(|text| self.with_marks(at, &text));
            }
            "include" => return self.figure(arguments).map(|html| html_block(&html)),
            "machine" => (charts::machine(&self.world.measured), BENCH),
            "orderings" => {
                self.models_of(at, arguments.split('/').next().unwrap_or_default());
                (orderings::orderings(root, arguments), BLESS)
            }
            "models" => {
                self.models_of(at, arguments);
                (orderings::models(root, arguments), BLESS)
            }
            "tools" => (tools::tools(root, arguments), BLESS),
            _ => return Err(unknown(directive, "write one that is known")),
        };
        let html = self.rendered(at, html, mend);
        Ok(html_block(&self.with_marks(at, &html)))
    }

    /// HTML or SVG from a file.
    fn figure(&self, argument: &str) -> Result<String, Fault> {
        let target = Target::parse(argument, &self.directory())?;
        let shown = slashes(&target.path);
        let is_figure = target
            .path
            .extension()
            .is_some_and(|extension| extension == "html" || extension == "svg");
        if target.anchor.is_some() || !is_figure {
            return Err(fault(
                format!("`{shown}` is included outside a fence"),
                "put a program or output into a fence; only .html and .svg are included without one",
            ));
        }
        fs::read_to_string(self.world.root.join(&target.path))
            .map_err(|_| fault(format!("`{shown}` does not exist"), WRITE))
    }

    /// Reports that what is shown of a section's models is of an older text.
    fn models_of(&mut self, at: usize, section: &str) {
        let stale =
            |found: &crate::book::crates::Crate| found.name == section && found.models_are_stale();
        if self.world.crates.iter().any(stale) {
            let line = line_of(self.text, at);
            let what = format!("what this shows of the models of `{section}` is out of date");
            self.findings.out_of_date(&self.file, line, what);
        }
    }
}

/// Says that a directive is not one, or not one that this book uses.
pub(super) fn unknown(directive: &Directive<'_>, mend: &str) -> Fault {
    match directive.call {
        Some((name @ ("rustdoc_include" | "playground" | "playpen"), _)) => fault(
            format!("`{{{{#{name}}}}}` is not used in this book"),
            "write `{{#include …}}`",
        ),
        _ => fault(
            format!("`{}` is no directive of this book", directive.text),
            mend,
        ),
    }
}
