//! Building the exercises' tests and putting one of them to one file.
//!
//! Each test runs in a process of its own: a model that fails may abort, and a thread that hangs can't be stopped.

use anyhow::{Result, bail};

use super::catalogue::Exercise;
use crate::models::{self, Binary};
use crate::process::{Ended, Runner};
use crate::stages::Context;

/// The two ways in which an exercise is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum World {
    /// On the operating system's threads.
    Real,
    /// In the model checker.
    Model,
}

impl World {
    pub(super) const BOTH: [Self; 2] = [Self::Real, Self::Model];

    /// What a reader is told about where a test ran.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Real => "on real threads",
            Self::Model => "in a model, in every order within its bounds",
        }
    }
}

/// What building them came to.
pub(super) enum Built {
    /// The tests of each exercise that was asked for, and what the compiler had to say.
    Tests(Vec<Binary>, String),
    /// The compiler refuses something, and says what.
    Refused(String),
}

/// Builds the tests of these exercises, all in one call of cargo.
pub(super) fn build(context: &Context, exercises: &[&Exercise], world: World) -> Result<Built> {
    let (mut cargo, what) = match world {
        World::Real => (context.workspace.cargo(), "building"),
        World::Model => (context.workspace.cargo_model(), "building for the model"),
    };
    cargo.args([
        "test",
        "--locked",
        "--no-run",
        "--message-format=json-render-diagnostics",
    ]);
    for exercise in exercises {
        cargo.args(["--package", &exercise.section, "--test", &exercise.target()]);
    }
    let finished = context.runner.run(what, &mut cargo)?;
    let said = said(&finished.output);
    if finished.status.success() {
        Ok(Built::Tests(models::binaries(&finished)?, said))
    } else {
        Ok(Built::Refused(said))
    }
}

/// What the compiler says, without cargo's report of its progress.
fn said(output: &str) -> String {
    let progress = |line: &&str| {
        let word = line.trim_start().split(' ').next().unwrap_or_default();
        line.starts_with('{')
            || (line.starts_with("  ")
                && matches!(word, "Compiling" | "Finished" | "Executable" | "Blocking"))
            || line.starts_with("warning: `")
    };
    let lines: Vec<&str> = output.lines().filter(|line| !progress(line)).collect();
    tidy(lines.join("\n").trim())
}

/// Paths as a reader knows them: the tests name each file from a directory within its own.
pub(super) fn tidy(text: &str) -> String {
    text.replace("/./", "/")
}

/// The binary of an exercise.
pub(super) fn binary_of<'a>(binaries: &'a [Binary], exercise: &Exercise) -> Option<&'a Binary> {
    binaries.iter().find(|binary| {
        binary.target == exercise.target()
            && binary
                .dir
                .file_name()
                .is_some_and(|name| *name == *exercise.section)
    })
}

/// The tests in a binary that are put to `variant`, by their own names.
pub(super) fn tests_of(runner: &Runner, binary: &Binary, variant: &str) -> Result<Vec<String>> {
    let prefix = format!("{variant}::tests::");
    let all = models::list(runner, binary)?;
    Ok(all
        .iter()
        .filter_map(|name| name.strip_prefix(&prefix))
        .map(str::to_owned)
        .collect())
}

/// How a test ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    Passed,
    Failed {
        /// What the failing assertion said, or the model checker.
        message: String,
        /// The failing execution, a line for each step; none but in a model.
        trace: Vec<String>,
    },
    /// It didn't end in time.
    Hung {
        /// Whether all threads slept then, where the system tells.
        asleep: Option<bool>,
    },
}

/// What the message of a `todo!()` begins with.
const TODO: &str = "not yet implemented";

impl Verdict {
    /// Whether it came to something that nobody has written yet.
    pub(super) fn is_todo(&self) -> bool {
        matches!(self, Self::Failed { message, .. } if message.starts_with(TODO))
    }
}

/// Puts one test to one file.
pub(super) fn run(runner: &Runner, binary: &Binary, variant: &str, test: &str) -> Result<Verdict> {
    let mut command = models::command(binary);
    command
        .args(["--nocapture", "--test-threads=1", "--exact"])
        .arg(format!("{variant}::tests::{test}"))
        .env("PLATFORM_CHILD", "1")
        .env_remove("PLATFORM_RECORD")
        .env_remove("STRESS");
    let finished = match runner.try_run(test, &mut command)? {
        Ended::Killed { asleep, .. } => return Ok(Verdict::Hung { asleep }),
        Ended::Itself(finished) => finished,
    };
    if !finished.status.success() {
        // libtest reports on standard output, which is not what failed.
        return Ok(failure(&finished.errors));
    }
    if finished.tests().is_none_or(|tests| tests.passed != 1) {
        bail!(
            "`{variant}::tests::{test}` did not run: {}",
            finished.last_line()
        );
    }
    Ok(Verdict::Passed)
}

/// What a test that failed printed, taken apart.
fn failure(output: &str) -> Verdict {
    const MODEL: &str = "model failed: ";
    const TRACE: &str = "failing execution:";
    if let Some((_, report)) = output.split_once(MODEL) {
        let mut lines = report.lines();
        let message = lines.next().unwrap_or_default();
        return Verdict::Failed {
            message: plain(message),
            trace: lines
                .filter(|line| *line != TRACE)
                .map(str::to_owned)
                .collect(),
        };
    }
    // `thread 'name' (1234) panicked at file:1:2:` and then the message, to the note on backtraces.
    let mut lines = output
        .lines()
        .skip_while(|line| !line.contains(" panicked at "));
    lines.next();
    let message: Vec<&str> = lines
        .take_while(|line| !line.is_empty() && !line.starts_with("note: "))
        .map(str::trim)
        .collect();
    let message = if message.is_empty() {
        let last = output.lines().rev().find(|line| !line.trim().is_empty());
        last.unwrap_or("it failed without a word").trim().to_owned()
    } else {
        message.join(", ")
    };
    Verdict::Failed {
        message: plain(&message),
        trace: Vec::new(),
    }
}

/// An assertion's message is written for the reader; that it was an assertion is not.
fn plain(message: &str) -> String {
    let message = message.trim();
    let message = message
        .strip_prefix("assertion `left == right` failed: ")
        .unwrap_or(message);
    message.trim_end_matches(',').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(output: &str) -> (String, usize) {
        match failure(output) {
            Verdict::Failed { message, trace } => (message, trace.len()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_message_of_an_assertion_is_found() {
        let output = "\nthread 'exercise::tests::a' (12) panicked at code/a/./tests.rs:3:9:\n\
                      assertion `left == right` failed: the sum (left) is not 3 (right)\n  left: 4\n right: 3\n\
                      note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n";
        let expected = "the sum (left) is not 3 (right), left: 4, right: 3";
        assert_eq!(message(output), (expected.to_owned(), 0));
    }

    #[test]
    fn the_report_of_a_model_is_found() {
        let output = "model failed: deadlock\nfailing execution:\n  1  T0 x\n  2  T1 y\n";
        assert_eq!(message(output), ("deadlock".to_owned(), 2));
    }

    #[test]
    fn what_fails_without_a_message_has_its_last_words() {
        assert_eq!(message("fatal: no\n\n").0, "fatal: no");
        assert_eq!(message("").0, "it failed without a word");
        let todo = failure("thread 'x' panicked at a.rs:1:1:\nnot yet implemented: add\nnote: b\n");
        assert!(todo.is_todo());
    }

    #[test]
    fn cargos_progress_is_left_out() {
        let output = "   Compiling threads v0.1.0\n{\"reason\":1}\nwarning: unused\n --> code/a/./exercise.rs:1:1\n\n\
                      warning: `threads` (test \"a\") generated 1 warning\n    Finished `test` profile\n";
        assert_eq!(said(output), "warning: unused\n --> code/a/exercise.rs:1:1");
    }
}
