//! The crates of `code/`, as far as the book needs to know them: what their tests name, what was verified
//! of them, and their checks.

use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use proc_macro2::{TokenStream, TokenTree};

use crate::book::Findings;
use crate::book::checks::{self, Check};
use crate::book::known::Known;
use crate::problem::slashes;
use crate::verified::{FILE_NAME, Verified};
use crate::workspace::PLATFORM;

/// What mends everything that is out of date.
pub(crate) const BLESS: &str = "run `cargo book bless`";

/// A crate of the book.
#[derive(Debug)]
pub(crate) struct Crate {
    /// The name of its directory and of its page.
    pub(crate) name: String,
    /// Its directory, relative to the root.
    pub(crate) dir: PathBuf,
    /// What was verified of it.
    pub(crate) verified: Verified,
    /// The files, relative to its directory, that changed since.
    pub(crate) stale: BTreeSet<String>,
    /// What `tests/outputs.rs` and `tests/reject.rs` name: the examples and rejected programs that are run.
    pub(crate) outputs: Arc<Words>,
    /// See `outputs`.
    pub(crate) rejects: Arc<Words>,
    /// What `tests/listings.rs` names.
    pub(crate) listings: Arc<Words>,
    /// What `tests/models.rs` names.
    pub(crate) models: Arc<Words>,
    /// What tests/planted.rs names.
    pub(crate) planted: Arc<Words>,
    /// What each of the other tests names.
    pub(crate) tests: Vec<Arc<Words>>,
    /// Its checks, in the order of the files and of their text.
    pub(crate) checks: Vec<Check>,
    /// Where each is among them, by its id.
    positions: HashMap<String, usize>,
}

/// The words of a Rust file, its comments left out.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// The values of the string literals.
    pub(crate) literals: BTreeSet<String>,
    /// The identifiers.
    pub(crate) identifiers: BTreeSet<String>,
}

impl Words {
    fn of(text: &str) -> Self {
        let mut words = Self::default();
        // A file that can't be parsed is reported where its checks are read.
        if let Ok(tokens) = text.parse() {
            words.add(tokens);
        }
        words
    }

    fn add(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.add(group.stream()),
                TokenTree::Ident(identifier) => {
                    self.identifiers.insert(identifier.to_string());
                }
                TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                        self.literals.insert(text.value());
                    }
                }
                TokenTree::Punct(_) => {}
            }
        }
    }
}

impl Crate {
    /// Whether it belongs to a section. The platform carries the sections, and no page has to link its tests.
    pub(crate) fn is_section(&self) -> bool {
        is_section(&self.name)
    }

    /// Its check of that id.
    pub(crate) fn check(&self, id: &str) -> Option<&Check> {
        self.positions.get(id).map(|at| &self.checks[*at])
    }

    /// Whether `below`, a path within the crate, changed since it was verified.
    pub(crate) fn is_stale(&self, below: &str) -> bool {
        self.stale.contains(below)
    }

    /// Whether what the models say is of an older text.
    pub(crate) fn models_are_stale(&self) -> bool {
        self.stale
            .iter()
            .any(|path| path.starts_with("src/") || path == "tests/models.rs")
    }
}

/// All crates of the book, by name.
///
/// # Errors
/// When `code/` can't be read. What is wrong within a crate is a finding.
pub(crate) fn load(root: &Path, known: &Known, findings: &mut Findings) -> Result<Vec<Crate>> {
    let mut crates = Vec::new();
    let code = root.join("code");
    if !code.is_dir() {
        return Ok(crates);
    }
    for entry in fs::read_dir(&code).context("can't list code/")? {
        let entry = entry.context("can't list code/")?;
        if entry.path().join("Cargo.toml").is_file() {
            crates.push(load_one(
                root,
                &entry.file_name().to_string_lossy(),
                known,
                findings,
            ));
        }
    }
    crates.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(crates)
}

/// What was verified of a crate, and what changed since.
fn verified(
    name: &str,
    at: &Path,
    dir: &Path,
    findings: &mut Findings,
) -> (Verified, BTreeSet<String>) {
    match Verified::load(at) {
        Ok(Some(verified)) => {
            let stale: BTreeSet<String> = verified.stale(at).into_iter().collect();
            for path in &stale {
                findings.out_of_date(dir.join(path), 1, "what was verified of it is out of date");
            }
            (verified, stale)
        }
        Ok(None) => {
            // The platform has no file of this kind.
            let nothing = Verified::default();
            let stale: BTreeSet<String> = if is_section(name) {
                nothing.stale(at).into_iter().collect()
            } else {
                BTreeSet::new()
            };
            if !stale.is_empty() {
                findings.out_of_date(
                    dir.join(FILE_NAME),
                    None,
                    format!("nothing of `{name}` was verified yet"),
                );
            }
            (nothing, stale)
        }
        Err(error) => {
            findings
                .problems
                .add(dir.join(FILE_NAME), None, format!("{error:#}"), BLESS);
            (Verified::default(), BTreeSet::new())
        }
    }
}

fn is_section(name: &str) -> bool {
    name != PLATFORM
}

fn load_one(root: &Path, name: &str, known: &Known, findings: &mut Findings) -> Crate {
    let dir = Path::new("code").join(name);
    let at = root.join(&dir);
    let (verified, stale) = verified(name, &at, &dir, findings);
    let words = |file: &str| {
        let file = dir.join("tests").join(file);
        // Without the file nothing is named.
        let text = fs::read_to_string(root.join(&file)).unwrap_or_default();
        let Ok(words) = known
            .words
            .get(&file, text, |text| Ok::<_, Infallible>(Words::of(text)));
        words
    };
    let apart = ["outputs.rs", "reject.rs", "models.rs", "planted.rs"];
    let mut others = Vec::new();
    for entry in fs::read_dir(at.join("tests"))
        .into_iter()
        .flatten()
        .flatten()
    {
        let file = entry.file_name().to_string_lossy().into_owned();
        let is_rust = entry.path().extension().is_some_and(|e| e == "rs");
        if is_rust && !apart.contains(&file.as_str()) {
            others.push(words(&file));
        }
    }
    let checks = checks::read(root, name, &dir, &verified, known, &mut findings.problems);
    Crate {
        name: name.to_owned(),
        outputs: words("outputs.rs"),
        rejects: words("reject.rs"),
        listings: words("listings.rs"),
        models: words("models.rs"),
        planted: words("planted.rs"),
        tests: others,
        dir,
        verified,
        stale,
        positions: checks
            .iter()
            .enumerate()
            .map(|(at, check)| (check.id.clone(), at))
            .collect(),
        checks,
    }
}

/// The crate that a file belongs to, and the file's path within it.
pub(crate) fn of<'a>(crates: &'a [Crate], path: &Path) -> Option<(&'a Crate, String)> {
    crates
        .iter()
        .find_map(|found| Some((found, slashes(path.strip_prefix(&found.dir).ok()?))))
}
