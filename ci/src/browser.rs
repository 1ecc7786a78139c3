//! The pages in a browser: ci/browser/run.mjs examines the built book in Chromium, check by check.
//!
//! The checks are in JavaScript because what is worth asking a page (accessibility, validity, speed) is
//! asked by programs from npm. Those live below cargo's target directory; the repository holds the lock
//! file. What is served, and how, is the driver's too, so that a check can be run without this stage:
//! `node target/browser/run.mjs --only keyboard`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use ignore::WalkBuilder;

use crate::stages::{Context, Outcome};
use crate::test::{built_book, is_there, must_pass};

/// The names that systems give to Chromium; `CHROMIUM` comes before all of them.
const CHROMIUM: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// How the driver marks what is worth telling and not wrong.
const NOTE: &str = "note: ";

/// Stage: every page of the built book.
///
/// # Errors
/// When the book can't be built, or the browser hangs.
pub fn pages(context: &Context) -> Result<Outcome> {
    let chromium = match tools() {
        Ok(chromium) => chromium,
        Err(missing) => return Ok(Outcome::NotRun(missing)),
    };
    if !is_there(Command::new("java").arg("-version")) {
        return Ok(Outcome::NotRun(
            "no java, which checks the HTML; install it with `apt-get install default-jre-headless`"
                .into(),
        ));
    }
    // The search's own tests: what of it needs no page.
    let mut command = Command::new("node");
    command
        .current_dir(&context.workspace.root)
        .args(["--test", "ci/browser/search.test.mjs"]);
    must_pass(context, "tests of the search", &mut command)?;
    let book = built_book(context)?;
    let visitor = Visitor {
        context,
        chromium,
        book,
        driver: driver(context)?,
    };
    let mut seen = 0;
    let mut notes = Vec::new();
    // First pages whose faults are known: a visitor who misses those proves nothing by silence.
    for (what, options) in [("planted faults", ["--planted"].as_slice()), ("pages", &[])] {
        match visitor.visit(what, options)? {
            Outcome::Passed { tests, note } => {
                seen += tests.unwrap_or_default();
                notes.extend((!note.is_empty()).then_some(note));
            }
            failed => return Ok(failed),
        }
    }
    Ok(Outcome::Passed {
        tests: Some(seen),
        note: notes.join("; "),
    })
}

/// The browser, what is shown to it, and the script that drives it.
struct Visitor<'a> {
    context: &'a Context,
    chromium: PathBuf,
    book: PathBuf,
    driver: PathBuf,
}

impl Visitor<'_> {
    /// Runs all checks.
    fn visit(&self, what: &str, options: &[&str]) -> Result<Outcome> {
        let mut command = Command::new("node");
        command
            .current_dir(&self.driver)
            .arg("run.mjs")
            .args(["--chromium".as_ref(), self.chromium.as_os_str()])
            .args(["--book".as_ref(), self.book.as_os_str()])
            .args(["--root".as_ref(), self.context.workspace.root.as_os_str()])
            .args(options);
        let finished = self.context.runner.run(what, &mut command)?;
        let passed = finished.status.success();
        Ok(match finished.tests() {
            Some(tests) if passed => Outcome::Passed {
                tests: Some(tests.passed),
                note: notes(&finished.output),
            },
            Some(tests) => {
                print!("{}", finished.output);
                Outcome::FailedTests {
                    passed: tests.passed,
                    failed: tests.failed,
                    what: first_problem(&finished.output).to_owned(),
                }
            }
            None => {
                print!("{}", finished.output);
                Outcome::Failed(format!("the browser gave up: {}", finished.last_line()))
            }
        })
    }
}

/// What is worth telling of what the driver wrote.
fn notes(output: &str) -> String {
    let notes: Vec<&str> = output
        .lines()
        .filter_map(|line| line.strip_prefix(NOTE))
        .collect();
    notes.join("; ")
}

/// The first line that says what is wrong: progress is indented.
fn first_problem(output: &str) -> &str {
    output
        .lines()
        .find(|line| !line.starts_with(' ') && !line.starts_with(NOTE))
        .unwrap_or_default()
}

/// Chromium; or else which of the tools is missing, and how to install it.
pub(crate) fn tools() -> Result<PathBuf, String> {
    for tool in ["node", "npm"] {
        if !is_there(Command::new(tool).arg("--version")) {
            return Err(format!(
                "no {tool}; install it with `apt-get install nodejs npm`"
            ));
        }
    }
    chromium().ok_or_else(|| {
        "no Chromium; install it with `apt-get install chromium`, or name it in CHROMIUM".into()
    })
}

fn chromium() -> Option<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Some(named.into());
    }
    let path = env::var_os("PATH")?;
    CHROMIUM.iter().find_map(|name| {
        env::split_paths(&path)
            .map(|dir| dir.join(name))
            .find(|file| file.is_file())
    })
}

/// Lays out the scripts and their packages, and installs those if the lock file has changed.
pub(crate) fn driver(context: &Context) -> Result<PathBuf> {
    let to = context.workspace.target.join("browser");
    lay_out(&context.workspace.root.join("ci/browser"), &to)?;
    let stamp = to.join("installed.json");
    let lock = to.join("package-lock.json");
    if !same(&lock, &stamp) {
        let mut command = Command::new("npm");
        command
            .current_dir(&to)
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
        must_pass(context, "npm ci", &mut command)?;
        fs::copy(&lock, &stamp)?;
    }
    Ok(to)
}

/// Copies the scripts. Those of the last time go first: a check that was removed would still be there.
fn lay_out(from: &Path, to: &Path) -> Result<()> {
    for entry in WalkBuilder::new(from).hidden(false).build() {
        let entry = entry?;
        let path = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_some_and(|kind| kind.is_dir()) {
            if entry.depth() == 1 && path.exists() {
                fs::remove_dir_all(&path)?;
            }
            fs::create_dir_all(&path)?;
        } else {
            fs::copy(entry.path(), &path).with_context(|| entry.path().display().to_string())?;
        }
    }
    Ok(())
}

fn same(one: &Path, other: &Path) -> bool {
    matches!((fs::read(one), fs::read(other)), (Ok(one), Ok(other)) if one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "  axe: accessibility\n\
                          note: axe: slow\n\
                          axe: a.html at 390 px, dark: too pale — mend it\n\
                          axe: b.html at 390 px, dark: too pale — mend it\n\
                          note: weight: light\n\
                          test result: FAILED. 1 passed; 2 failed\n";

    #[test]
    fn the_first_problem_is_neither_progress_nor_a_note() {
        assert_eq!(
            first_problem(OUTPUT),
            "axe: a.html at 390 px, dark: too pale — mend it"
        );
        assert_eq!(notes(OUTPUT), "axe: slow; weight: light");
    }

    #[test]
    fn what_was_removed_from_the_scripts_is_gone_and_the_packages_stay() {
        let directory = tempfile::tempdir().unwrap();
        let (from, to) = (directory.path().join("from"), directory.path().join("to"));
        for path in ["from/checks", "to/checks", "to/node_modules"] {
            fs::create_dir_all(directory.path().join(path)).unwrap();
        }
        fs::write(from.join("run.mjs"), "new").unwrap();
        fs::write(from.join("checks/new.mjs"), "").unwrap();
        fs::write(to.join("checks/old.mjs"), "").unwrap();
        lay_out(&from, &to).unwrap();
        assert_eq!(fs::read_to_string(to.join("run.mjs")).unwrap(), "new");
        assert!(to.join("checks/new.mjs").exists());
        assert!(!to.join("checks/old.mjs").exists());
        assert!(to.join("node_modules").exists());
    }
}
