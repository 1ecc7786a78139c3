//! The planted wrong solutions: what each says of itself.
//!
//! ```text
//! //! Fails because no pause is long enough.
//! //! Caught by: `it_waits_for_every_job`: "has not ended".
//! ```
//!
//! The second line names the test that has to fail, and words that its failure has to say; or `hangs`, where it is not to
//! end.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use super::catalogue::{Exercise, head};
use crate::problem::{Fault, fault};

/// The kinds that every exercise has, or says in its `main.rs` why not: `` //! No `sleeps`: … ``.
pub(super) const KINDS: [&str; 4] = ["nothing", "sleeps", "deadlocks", "lucky"];

/// A solution that is wrong on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The name of its file, which is the kind of its mistake.
    pub name: String,
    /// Its file, relative to the root.
    pub file: PathBuf,
    /// Why it fails: what follows *Fails because*.
    pub reason: String,
    /// The test that fails.
    pub test: String,
    /// How.
    pub expected: Expected,
    /// The line that says so, from 1.
    pub line: usize,
}

/// How the test fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// It says these words.
    Says(String),
    /// It doesn't end.
    Hangs,
}

impl Wrong {
    /// The module in which `main.rs` has it.
    pub(super) fn variant(&self) -> String {
        format!("wrong_{}", self.name)
    }
}

/// The wrong solutions of an exercise, the usual kinds first; and those that don't say what they have to, with what they
/// lack.
pub fn load(root: &Path, exercise: &Exercise) -> (Vec<Wrong>, Vec<(PathBuf, Fault)>) {
    let mut found = Vec::new();
    let mut broken = Vec::new();
    let mut names: Vec<String> = fs::read_dir(root.join(exercise.file("wrong")))
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".rs")?.to_owned()))
        .collect();
    let usual = |name: &String| {
        KINDS
            .iter()
            .position(|kind| kind == name)
            .unwrap_or(KINDS.len())
    };
    names.sort_by_key(|name| (usual(name), name.clone()));
    for name in names {
        let file = exercise.file("wrong").join(&name).with_extension("rs");
        let text = fs::read_to_string(root.join(&file)).unwrap_or_default();
        match parse(name, file.clone(), &text) {
            Ok(wrong) => found.push(wrong),
            Err(fault) => broken.push((file, fault)),
        }
    }
    (found, broken)
}

fn parse(name: String, file: PathBuf, text: &str) -> Result<Wrong, Fault> {
    static CAUGHT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"^Caught by: `([a-z0-9_]+)`: (?:"(.+)"|hangs)\.$"#).expect("a valid pattern")
    });
    let head = head(text);
    let lines: Vec<&str> = head.lines().collect();
    let reason: Vec<&str> = lines
        .iter()
        .take_while(|line| !line.starts_with("Caught by:"))
        .copied()
        .collect();
    let (count, reason) = (reason.len(), reason.join(" "));
    let Some(reason) = reason.strip_prefix("Fails because ") else {
        return Err(fault(
            "a wrong solution that does not say why it is wrong",
            "begin it with `//! Fails because …`",
        ));
    };
    let Some(caught) = lines.get(count).and_then(|line| CAUGHT.captures(line)) else {
        return Err(fault(
            "a wrong solution that does not say which test finds it",
            "add ``//! Caught by: `test`: \"words of its failure\".``, or `hangs` for the words",
        ));
    };
    Ok(Wrong {
        reason: reason.trim().to_owned(),
        test: caught[1].to_owned(),
        expected: caught.get(2).map_or(Expected::Hangs, |words| {
            Expected::Says(words.as_str().to_owned())
        }),
        line: count + 1,
        name,
        file,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Wrong, Fault> {
        parse("sleeps".into(), "wrong/sleeps.rs".into(), text)
    }

    #[test]
    fn a_wrong_solution_says_why_and_what_finds_it() {
        let wrong = parsed("//! Fails because it\n//! sleeps.\n//! Caught by: `it_waits`: \"has \"not\" ended\".\n\nfn").unwrap();
        assert_eq!(wrong.reason, "it sleeps.");
        assert_eq!(wrong.test, "it_waits");
        assert_eq!(wrong.expected, Expected::Says("has \"not\" ended".into()));
        assert_eq!(wrong.line, 3);
        assert_eq!(wrong.variant(), "wrong_sleeps");
        let hangs = parsed("//! Fails because.\n//! Caught by: `a`: hangs.\n");
        assert!(hangs.is_err(), "no reason");
        let hangs = parsed("//! Fails because so.\n//! Caught by: `a`: hangs.\n").unwrap();
        assert_eq!(hangs.expected, Expected::Hangs);
    }

    #[test]
    fn what_it_lacks_is_said() {
        let lacks = |text| parsed(text).unwrap_err().what;
        assert!(lacks("fn f() {}\n").contains("why it is wrong"));
        assert!(lacks("//! Fails because so.\n").contains("which test finds it"));
        assert!(lacks("//! Fails because so.\n//! Caught by: a: \"b\".\n").contains("which test"));
    }
}
