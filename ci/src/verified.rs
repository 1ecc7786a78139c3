//! What was verified of a section, as `cargo book bless` wrote it down.
//!
//! Each section has a `verified.json`: the compiler, the fingerprint of every text that took part, the models
//! with the number of executions they cover, and the verdict of the ordering audit on every atomic operation.
//! The pages quote it. A text whose fingerprint has changed since makes what the pages say out of date, and that
//! fails the build.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The file's name within a section's directory.
pub const FILE_NAME: &str = "verified.json";

/// The verified facts about one section.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verified {
    /// The version of the compiler that was used, such as `1.95.0`.
    pub compiler: String,
    /// The fingerprint of every text that took part, by its path within the section.
    pub sources: BTreeMap<String, String>,
    /// The models, by name.
    pub models: Vec<Model>,
    /// The orderings of the atomic operations, by place.
    pub orderings: Vec<Site>,
}

/// A model and how far it looked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// The path of the test function, without the crate.
    pub name: String,
    /// `exhaustive` or `3 preemptions`.
    pub bounds: String,
    /// The executions that were covered, all variants together.
    pub executions: u64,
    /// The executions of each variant, such as `plain` and `spurious wake-ups`.
    #[serde(default)]
    pub variants: BTreeMap<String, u64>,
}

/// What was searched for a test, in all of its models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched<'a> {
    /// The path of the test function, without the crate.
    pub name: &'a str,
    /// How many models it runs.
    pub models: usize,
    /// How far they look.
    pub bounds: Vec<&'a str>,
    /// The executions that were covered.
    pub executions: u64,
}

impl Searched<'_> {
    /// How far, and in how many models if that isn't one.
    pub fn bounds(&self) -> String {
        let bounds = self.bounds.join(" or ");
        match self.models {
            1 => bounds,
            models => format!("{models} models, {bounds}"),
        }
    }
}

/// One ordering that the source names, and what the audit found when it was weakened.
///
/// A compare-exchange names two and so makes two of these.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// The path within the section, such as `src/lib.rs`.
    pub file: String,
    /// The line of the operation, from 1.
    pub line: usize,
    /// The column of the operation, from 1.
    pub column: usize,
    /// 0, or 1 for the failure ordering of a compare-exchange.
    pub argument: usize,
    /// The function around it, such as `Packet::finish`.
    pub function: String,
    /// The operation's source text, on one line.
    pub code: String,
    /// What it does to memory.
    pub operation: Operation,
    /// The ordering as it is in the source.
    pub ordering: Ordering,
    /// The text of its `// ORDERING:` comment.
    pub why: String,
    /// Why no model executes it; from a comment `// AUDIT: not modelled: reason`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unmodelled: Option<String>,
    /// One for each ordering that is one step weaker.
    pub mutants: Vec<Mutant>,
}

/// An ordering, one step weaker than the source's, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mutant {
    /// The weaker ordering.
    pub to: Ordering,
    /// Whether a model noticed.
    pub verdict: Verdict,
    /// The model that failed; empty unless killed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// What that model reported; empty unless killed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// The failing execution, step by step; empty unless killed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trace: Vec<String>,
    /// Why the stronger ordering stays although no model needs it; empty unless excused.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What became of a weakened ordering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// A model failed, as it should.
    Killed,
    /// Every model passed, and nothing beside the code says why that is right.
    Survived,
    /// Every model passed, and a comment beside the code says why that is right.
    Excused,
}

/// What an operation does to memory, which decides the orderings it may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Operation {
    /// Reads.
    Load,
    /// Writes.
    Store,
    /// Reads and writes in one step.
    Rmw,
    /// Orders the operations around it.
    Fence,
}

/// The orderings, by the names that the source uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "they are the language's own")]
pub enum Ordering {
    Relaxed,
    Acquire,
    Release,
    AcqRel,
    SeqCst,
}

impl Ordering {
    /// The ordering of that name, if it is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "Relaxed" => Self::Relaxed,
            "Acquire" => Self::Acquire,
            "Release" => Self::Release,
            "AcqRel" => Self::AcqRel,
            "SeqCst" => Self::SeqCst,
            _ => return None,
        })
    }

    /// The name that the source uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Relaxed => "Relaxed",
            Self::Acquire => "Acquire",
            Self::Release => "Release",
            Self::AcqRel => "AcqRel",
            Self::SeqCst => "SeqCst",
        }
    }

    /// The orderings that are one step weaker and that `operation` may have.
    pub fn weaker(self, operation: Operation) -> &'static [Self] {
        match (operation, self) {
            (_, Self::Relaxed) => &[],
            (Operation::Load, Self::SeqCst) => &[Self::Acquire],
            (Operation::Store, Self::SeqCst) => &[Self::Release],
            (Operation::Rmw | Operation::Fence, Self::SeqCst) => &[Self::AcqRel],
            (_, Self::AcqRel) => &[Self::Acquire, Self::Release],
            (_, Self::Acquire | Self::Release) => &[Self::Relaxed],
        }
    }
}

impl std::fmt::Display for Ordering {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::fmt::Display for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Load => "load",
            Self::Store => "store",
            Self::Rmw => "read-modify-write",
            Self::Fence => "fence",
        })
    }
}

impl Verified {
    /// Reads a section's `verified.json`; `None` if it has none.
    ///
    /// # Errors
    /// When the file can't be read or isn't what `bless` writes.
    pub fn load(section_dir: &Path) -> Result<Option<Self>> {
        let path = section_dir.join(FILE_NAME);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(error).with_context(|| format!("can't read {}", path.display()));
            }
        };
        serde_json::from_str(&text)
            .with_context(|| format!("{} isn't what `cargo book bless` writes", path.display()))
            .map(Some)
    }

    /// What was searched for each test: one that runs several models is one row for a reader.
    pub fn searched(&self) -> Vec<Searched<'_>> {
        let mut all: Vec<Searched<'_>> = Vec::new();
        for Model {
            name,
            bounds,
            executions,
            ..
        } in &self.models
        {
            match all.last_mut().filter(|last| last.name == name) {
                Some(last) => {
                    last.models += 1;
                    last.executions += executions;
                    if !last.bounds.contains(&bounds.as_str()) {
                        last.bounds.push(bounds);
                    }
                }
                None => all.push(Searched {
                    name,
                    models: 1,
                    bounds: vec![bounds],
                    executions: *executions,
                }),
            }
        }
        all
    }

    /// Writes a section's `verified.json`, whole or not at all. The same facts give the same bytes.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn store(&self, section_dir: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self)? + "\n";
        replace(&section_dir.join(FILE_NAME), &text)
    }

    /// The paths whose text isn't the one that was verified: changed, new or gone.
    pub fn stale(&self, section_dir: &Path) -> Vec<String> {
        let Ok(now) = sources(section_dir) else {
            return self.sources.keys().cloned().collect();
        };
        let changed = now
            .iter()
            .filter(|(path, print)| self.sources.get(*path) != Some(*print));
        let gone = self
            .sources
            .iter()
            .filter(|(path, _)| !now.contains_key(*path));
        changed.chain(gone).map(|(path, _)| path.clone()).collect()
    }
}

/// The first 16 hexadecimal digits of the SHA-256 of `text`, with CR LF read as LF.
pub fn fingerprint(text: &str) -> String {
    let digest = Sha256::digest(text.replace("\r\n", "\n"));
    digest.iter().take(8).fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String takes everything");
        text
    })
}

/// The fingerprint of every text in a section that something verified depends on: the examples, the listings, the
/// rejected programs, the library, the tests, the recorded figures and tables, which nobody makes by hand, and the exercises but for the
/// files that readers edit. The tests too, because a check that has lost one of its assertions still
/// passes: what it verified has to be looked at again.
///
/// # Errors
/// When a directory or a file can't be read.
pub fn sources(section_dir: &Path) -> Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    rust_files(section_dir, "examples", false, &mut found)?;
    rust_files(section_dir, "listings", false, &mut found)?;
    files(section_dir, "listings", "s", false, &mut found)?;
    rust_files(section_dir, "src", true, &mut found)?;
    rust_files(section_dir, "tests", true, &mut found)?;
    files(section_dir, "figures", "json", false, &mut found)?;
    files(section_dir, "tables", "md", false, &mut found)?;
    rust_files(section_dir, "exercises", true, &mut found)?;
    found.retain(|path, _| !(path.starts_with("exercises/") && path.ends_with("/exercise.rs")));
    Ok(found)
}

/// Adds the Rust files of `section_dir/below`, and of the directories in it if `deep`.
fn rust_files(
    section_dir: &Path,
    below: &str,
    deep: bool,
    found: &mut BTreeMap<String, String>,
) -> Result<()> {
    files(section_dir, below, "rs", deep, found)
}

/// The same for files of another kind.
fn files(
    section_dir: &Path,
    below: &str,
    kind: &str,
    deep: bool,
    found: &mut BTreeMap<String, String>,
) -> Result<()> {
    let directory = section_dir.join(below);
    if !directory.is_dir() {
        return Ok(());
    }
    let cannot = || format!("can't list {}", directory.display());
    for entry in fs::read_dir(&directory).with_context(cannot)? {
        let entry = entry.with_context(cannot)?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let path = format!("{below}/{name}");
        if entry.path().is_dir() {
            if deep {
                files(section_dir, &path, kind, deep, found)?;
            }
        } else if entry
            .path()
            .extension()
            .is_some_and(|extension| extension == kind)
        {
            add(section_dir, path, found)?;
        }
    }
    Ok(())
}

fn add(section_dir: &Path, path: String, found: &mut BTreeMap<String, String>) -> Result<()> {
    let file = section_dir.join(&path);
    let text =
        fs::read_to_string(&file).with_context(|| format!("can't read {}", file.display()))?;
    found.insert(path, fingerprint(&text));
    Ok(())
}

/// Writes `text` beside `path` and renames it over `path`, so that a reader sees the old file or the new one.
/// A file that has this text already keeps its date.
///
/// # Errors
/// When the directory can't be written to.
pub fn replace(path: &Path, text: &str) -> Result<()> {
    use std::io::Write as _;

    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    let cannot = || format!("can't write {}", path.display());
    let directory = path.parent().unwrap_or(Path::new("."));
    let mut temporary = tempfile::Builder::new();
    // The default is readable by the owner alone, which no other file of the repository is.
    #[cfg(unix)]
    temporary.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = temporary.tempfile_in(directory).with_context(cannot)?;
    file.write_all(text.as_bytes()).with_context(cannot)?;
    file.persist(path).with_context(cannot)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_does_not_see_the_kind_of_line_end() {
        assert_eq!(fingerprint("a\nb\n"), fingerprint("a\r\nb\r\n"));
        assert_ne!(fingerprint("a\nb\n"), fingerprint("a\nc\n"));
        // SHA-256 of the empty text.
        assert_eq!(fingerprint(""), "e3b0c44298fc1c14");
    }

    #[test]
    fn a_changed_a_new_and_a_missing_text_are_out_of_date() {
        let section = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = section.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("src/lib.rs", "//! Library.\n");
        write("src/deep/inner.rs", "//! Inner.\n");
        write("examples/a.rs", "fn main() {}\n");
        write("examples/a.out", "not a source\n");
        write("tests/models.rs", "// models\n");
        write("tests/checks.rs", "// checks\n");
        let verified = Verified {
            sources: sources(section.path()).unwrap(),
            ..Verified::default()
        };
        let paths: Vec<_> = verified.sources.keys().map(String::as_str).collect();
        assert_eq!(
            paths,
            [
                "examples/a.rs",
                "src/deep/inner.rs",
                "src/lib.rs",
                "tests/checks.rs",
                "tests/models.rs"
            ]
        );
        assert_eq!(verified.stale(section.path()), [""; 0]);

        write("src/lib.rs", "//! Changed.\n");
        write("tests/checks.rs", "// an assertion less\n");
        write("tests/reject/new.rs", "fn main() {}\n");
        fs::remove_file(section.path().join("examples/a.rs")).unwrap();
        assert_eq!(
            verified.stale(section.path()),
            [
                "src/lib.rs",
                "tests/checks.rs",
                "tests/reject/new.rs",
                "examples/a.rs"
            ]
        );
    }

    #[test]
    fn a_test_that_runs_two_models_is_told_of_once() {
        let model = |name: &str, bounds: &str, executions| Model {
            name: name.into(),
            bounds: bounds.into(),
            executions,
            variants: BTreeMap::new(),
        };
        let verified = Verified {
            models: vec![
                model("a", "exhaustive", 4),
                model("m::b", "2 preemptions", 30),
                model("m::b", "3 preemptions", 500),
                model("m::b", "2 preemptions", 6000),
            ],
            ..Verified::default()
        };
        let searched: Vec<_> = verified
            .searched()
            .iter()
            .map(|searched| (searched.name, searched.bounds(), searched.executions))
            .collect();
        assert_eq!(
            searched,
            [
                ("a", "exhaustive".to_owned(), 4),
                (
                    "m::b",
                    "3 models, 2 preemptions or 3 preemptions".to_owned(),
                    6530
                ),
            ]
        );
    }

    #[test]
    fn what_is_stored_is_loaded() {
        let section = tempfile::tempdir().unwrap();
        assert_eq!(Verified::load(section.path()).unwrap(), None);
        let site = Site {
            file: "src/lib.rs".into(),
            line: 3,
            column: 14,
            argument: 0,
            function: "Flag::get".into(),
            code: "self.set.load(Acquire)".into(),
            operation: Operation::Load,
            ordering: Ordering::Acquire,
            why: "pairs with the store in `set`".into(),
            unmodelled: None,
            mutants: vec![Mutant {
                to: Ordering::Relaxed,
                verdict: Verdict::Killed,
                by: "a_reader_sees_the_value".into(),
                message: "Causality violation".into(),
                trace: vec!["1 T0 …".into()],
                reason: String::new(),
            }],
        };
        let verified = Verified {
            compiler: "1.95.0".into(),
            orderings: vec![site],
            ..Verified::default()
        };
        verified.store(section.path()).unwrap();
        assert_eq!(Verified::load(section.path()).unwrap(), Some(verified));
        fs::write(section.path().join(FILE_NAME), "{}").unwrap();
        let error = Verified::load(section.path()).unwrap_err().to_string();
        assert!(
            error.contains("isn't what `cargo book bless` writes"),
            "{error}"
        );
    }
}
