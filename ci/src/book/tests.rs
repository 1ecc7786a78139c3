//! The whole way from pages to HTML, on a small book that has one of everything.
//!
//! [`Fixture::good`] builds without a word; each row of the tables in [`silent`] changes one thing in it and
//! names the only lines that the build may then print.

mod again;
mod exercises;
mod expanded;
mod learn;
mod meta;
mod silent;
mod theme;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use crate::book::build::{Builder, Options, Report};
use crate::problem::Problems;
use crate::verified::{self, Verified};

/// A change to the good book.
#[derive(Clone)]
enum Change {
    /// The file has this text.
    Write(&'static str),
    /// This comes at the file's end.
    Append(&'static str),
    /// The first becomes the second, wherever it stands.
    Swap(&'static str, &'static str),
    /// The file is gone.
    Remove,
}

use Change::{Append, Remove, Swap, Write};

/// A book in a directory of its own.
struct Fixture {
    dir: TempDir,
    builder: Builder,
}

impl Fixture {
    /// The book that has nothing wrong.
    fn good() -> Self {
        Self::with(&[])
    }

    /// The good book with some changes, and then verified.
    fn with(changes: &[(&str, Change)]) -> Self {
        let fixture = Self {
            dir: tempfile::tempdir().unwrap(),
            builder: Builder::default(),
        };
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/book"),
            fixture.root(),
        );
        fixture.change(changes);
        fixture.bless();
        fixture
    }

    fn root(&self) -> &Path {
        self.dir.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn change(&self, changes: &[(&str, Change)]) {
        for (path, change) in changes {
            let old = || fs::read_to_string(self.root().join(path)).unwrap();
            match change {
                Write(text) => self.write(path, text),
                Append(text) => self.write(path, &(old() + text)),
                Swap(from, to) => {
                    assert!(old().contains(from), "{path} does not say {from}");
                    self.write(path, &old().replace(from, to));
                }
                Remove => fs::remove_file(self.root().join(path)).unwrap(),
            }
        }
    }

    /// What `cargo book bless` would do.
    fn bless(&self) {
        let section = self.root().join("code/demo");
        let model = json!({ "name": "one_sets_it", "bounds": "exhaustive", "executions": 214, "variants": {} });
        let site = json!({
            "file": "src/lib.rs", "line": 9, "column": 11, "argument": 0, "function": "set", "code": "SET.store(true, Release)",
            "operation": "store", "ordering": "Release", "why": "", "mutants": [],
        });
        let verified = Verified {
            compiler: "1.95.0".into(),
            sources: verified::sources(&section).unwrap(),
            models: vec![serde_json::from_value(model).unwrap()],
            orderings: vec![serde_json::from_value(site).unwrap()],
        };
        verified.store(&section).unwrap();
    }

    fn build(&self, strict: bool) -> anyhow::Result<Report> {
        self.builder.build(&Options {
            root: self.root().to_owned(),
            strict,
            dest: None,
            live_reload: None,
        })
    }

    /// What a strict build prints.
    fn lines(&self) -> Vec<String> {
        match self.build(true) {
            Ok(report) => {
                assert!(report.warnings.is_empty(), "{}", report.warnings);
                Vec::new()
            }
            Err(error) => {
                let problems = error
                    .downcast::<Problems>()
                    .expect("problems, not another error");
                problems.iter().map(ToString::to_string).collect()
            }
        }
    }

    /// A page of the good book, rendered.
    fn page(&self, path: &str) -> String {
        if let Err(error) = self.build(true) {
            panic!("the book does not build:\n{error:#}");
        }
        fs::read_to_string(self.root().join("book").join(path)).unwrap()
    }
}

/// One thing that is wrong with the good book, and what the build says to it.
struct Row {
    name: &'static str,
    changes: &'static [(&'static str, Change)],
    says: &'static [&'static str],
}

/// Builds the good book with each row's change and compares all that is printed. That the good book itself
/// prints nothing shows that none of these lines is printed always.
#[track_caller]
fn check(rows: &[Row]) {
    check_with(Fixture::with, rows);
}

/// The same for a good book that is made otherwise.
#[track_caller]
fn check_with(book: impl Fn(&[(&str, Change)]) -> Fixture, rows: &[Row]) {
    assert_eq!(book(&[]).lines(), [""; 0], "the good book");
    let mut wrong = String::new();
    // One for all: what it knows of one book must not show in what it says of another.
    let builder = Builder::default();
    for row in rows {
        let mut changed = book(row.changes);
        changed.builder = builder.clone();
        let lines = changed.lines();
        let same = lines.len() == row.says.len()
            && lines
                .iter()
                .zip(row.says)
                .all(|(line, says)| match says.strip_suffix('…') {
                    // The rest is mdBook's or the system's to word.
                    Some(start) => line.starts_with(start),
                    None => line == says,
                });
        if !same {
            let _ = write!(
                wrong,
                "\n{}\n  expected:\n    {}\n  printed:\n    {}\n",
                row.name,
                row.says.join("\n    "),
                lines.join("\n    ")
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
