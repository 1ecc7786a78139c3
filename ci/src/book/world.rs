//! What every page is written against: the crates of the book, its pages, and who links which check.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::Result;
use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::Book;
use regex::Regex;

use crate::book::checks::{Check, Citations};
use crate::book::crates::{self, Crate};
use crate::book::exercises::Exercises;
use crate::book::glossary::Glossary;
use crate::book::known::Known;
use crate::book::lookup::Lookup;
use crate::book::markdown::{self, Kind};
use crate::book::{Findings, figures, tables};
use crate::measurements::Measured;
use crate::problem::slashes;

/// A page of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page {
    /// Its Markdown within the book's source, such as `threads/build.md`.
    pub(crate) path: PathBuf,
    /// Its name in SUMMARY.md.
    pub(crate) title: String,
}

/// See the module.
#[derive(Debug)]
pub(crate) struct World {
    /// The repository.
    pub(crate) root: PathBuf,
    /// The directory of the pages, relative to the root.
    pub(crate) src: PathBuf,
    /// Where the repository is published, if it is.
    repository: Option<String>,
    /// What was measured.
    pub(crate) measured: Measured,
    /// The crates of `code/`.
    pub(crate) crates: Vec<Crate>,
    /// The pages, in the order of the book.
    pub(crate) pages: Vec<Page>,
    /// The pages that list checks: those of the section that is named, or under the empty name those of all sections
    /// that have no such page.
    appendix: BTreeMap<String, PathBuf>,
    /// The pages that link each check.
    pub(crate) citations: Citations,
    /// The exercises, and the pages that show each.
    pub(crate) exercises: Exercises,
    /// What the pages show that a reader may look up.
    pub(crate) lookup: Lookup,
    /// The terms and their definitions, if a page has them.
    pub(crate) glossary: Option<Glossary>,
}

impl World {
    /// Reads the code and the links of all pages.
    ///
    /// # Errors
    /// When `code/` can't be read.
    pub(crate) fn load(
        context: &PreprocessorContext,
        book: &Book,
        known: &Known,
        findings: &mut Findings,
    ) -> Result<Self> {
        let mut world = Self {
            root: context.root.clone(),
            src: context.config.book.src.clone(),
            repository: context
                .config
                .get::<String>("output.html.git-repository-url")
                .ok()
                .flatten()
                .map(|url| {
                    url.trim_end_matches('/')
                        .trim_end_matches(".git")
                        .to_owned()
                })
                .filter(|url| !url.is_empty()),
            measured: Measured::load(&context.root),
            crates: crates::load(&context.root, known, findings)?,
            pages: Vec::new(),
            appendix: BTreeMap::new(),
            citations: Citations::new(),
            exercises: Exercises::load(&context.root, book),
            lookup: Lookup::default(),
            glossary: None,
        };
        for chapter in book.chapters() {
            let Some(path) = chapter.source_path.clone().or_else(|| chapter.path.clone()) else {
                continue;
            };
            for found in markdown::directives(&chapter.content) {
                if let Some(("checks", section)) = found.call {
                    world.appendix.insert(section.to_owned(), path.clone());
                }
            }
            for id in world.cited(&chapter.content) {
                let pages = world.citations.entry(id).or_default();
                if !pages.iter().any(|(page, _)| *page == path) {
                    pages.push((path.clone(), chapter.name.clone()));
                }
            }
            let file = world.src.join(&path);
            if Glossary::is_at(&path) {
                let problems = &mut findings.problems;
                world.glossary = Some(Glossary::read(&path, &file, &chapter.content, problems));
            }
            let page = Page {
                path,
                title: chapter.name.clone(),
            };
            world
                .lookup
                .read(&page, &file, &chapter.content, &mut findings.problems);
            world.pages.push(page);
        }
        Ok(world)
    }

    /// The checks that a page leads to: by its links, its figures, and the table of a section's models.
    fn cited(&self, text: &str) -> Vec<String> {
        let mut ids = Vec::new();
        for piece in markdown::scan(text) {
            match piece.kind {
                Kind::Link(destination) => {
                    ids.extend(destination.strip_prefix("check:").map(str::to_owned));
                }
                Kind::Fence(fence) if fence.language() == "figure" => {
                    ids.extend(figures::check(&self.root, &fence.content));
                }
                _ => {}
            }
        }
        for directive in markdown::directives(text) {
            if let Some(("table", of)) = directive.call {
                ids.extend(tables::check(&self.root, of));
            }
            if let Some(("models", section)) = directive.call {
                let found = self.crates.iter().find(|found| found.name == section);
                let models = found.map_or(&[][..], |found| &found.verified.models);
                ids.extend(models.iter().map(|model| {
                    let name = model.name.rsplit("::").next().unwrap_or_default();
                    format!("{section}::{name}")
                }));
            }
        }
        ids
    }

    /// The check of that id.
    pub(crate) fn check(&self, id: &str) -> Option<&Check> {
        // Its id begins with the name of its crate.
        let (name, _) = id.split_once("::")?;
        let at = self
            .crates
            .binary_search_by(|found| found.name.as_str().cmp(name));
        self.crates[at.ok()?].check(id)
    }

    /// The page of a section: the two share a name.
    pub(crate) fn page_of(&self, name: &str) -> Option<&Page> {
        let file = Path::new(name).with_extension("md");
        self.pages.iter().find(|page| page.path == file)
    }

    /// The page that lists a section's checks.
    pub(crate) fn appendix_of(&self, section: &str) -> Option<&PathBuf> {
        self.appendix.get(section).or_else(|| self.appendix.get(""))
    }

    /// The crates in the order of their pages, then the others.
    pub(crate) fn in_order(&self) -> Vec<&Crate> {
        let mut ordered: Vec<&Crate> = self.crates.iter().collect();
        ordered.sort_by_key(|found| {
            let file = Path::new(&found.name).with_extension("md");
            self.pages
                .iter()
                .position(|page| page.path == file)
                .unwrap_or(usize::MAX)
        });
        ordered
    }

    /// The address of the page `to`, seen from the page `from`.
    pub(crate) fn link(from: &Path, to: &Path) -> String {
        let up = from.components().count().saturating_sub(1);
        format!("{}{}", "../".repeat(up), slashes(to))
    }

    /// The address of a file, or of lines of it, in the published repository.
    pub(crate) fn source_url(&self, path: &Path, lines: Option<(usize, usize)>) -> Option<String> {
        let repository = self.repository.as_ref()?;
        let lines = lines.map_or_else(String::new, |(first, last)| format!("#L{first}-L{last}"));
        Some(format!("{repository}/blob/HEAD/{}{lines}", slashes(path)))
    }
}

/// Splits `a/b/c d/e/f (g)` into two ids: an id may hold spaces, and each begins with a word that has a `/`.
pub(crate) fn two_ids(arguments: &str) -> Option<(&str, &str)> {
    static SECOND: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\s+[^\s/]+/").expect("a valid pattern"));
    let mut starts = SECOND.find_iter(arguments);
    let second = starts.next()?;
    if starts.next().is_some() {
        return None;
    }
    Some((
        arguments[..second.start()].trim(),
        arguments[second.start()..].trim(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_ids_may_hold_spaces() {
        assert_eq!(two_ids("a/b/c a/b/d"), Some(("a/b/c", "a/b/d")));
        assert_eq!(
            two_ids("a/b/c (d) a/b/e (f)"),
            Some(("a/b/c (d)", "a/b/e (f)"))
        );
        assert_eq!(two_ids("a/b/c"), None);
        assert_eq!(two_ids("a/b a/c a/d"), None);
    }
}
