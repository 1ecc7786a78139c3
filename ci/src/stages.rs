//! What a stage is, and running a list of them: a line when each starts, its time and result when it
//! ends, one table and one line of counts at the end.
//!
//! To add a stage, write a function `fn(&Context) -> Result<Outcome>` beside its kin (test.rs for what
//! cargo does alone, or a module of its own) and name it in `STAGES` in main.rs. The order there is the
//! order of running. A stage returns
//! - [`Outcome::Passed`] with the number of tests it counted, if it counted any,
//! - [`Outcome::NotRun`] when a tool is missing, with the reason and how to get the tool: a stage that
//!   did not run has not passed, and under `CI=true` it is a failure,
//! - [`Outcome::FailedTests`] or [`Outcome::Failed`]; an `Err` is a failure too.

use std::env;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::process::Runner;
use crate::workspace::Workspace;

/// How long one command may take where the reader has not said: none takes as long unless it hangs.
pub const LIMIT: Duration = Duration::from_hours(1);

/// One thing that `cargo book test` does.
#[derive(Debug, Clone, Copy)]
pub struct Stage {
    /// What `--only` calls it.
    pub name: &'static str,
    /// What it does, in half a line.
    pub about: &'static str,
    /// Whether plain `test` runs it; the others need `--all` or `--only`.
    pub needs: Needs,
    /// Does it.
    pub run: Run,
}

/// What a stage does.
pub type Run = fn(&Context) -> Result<Outcome>;

impl Stage {
    /// A stage of plain `test`.
    pub const fn quick(name: &'static str, about: &'static str, run: Run) -> Self {
        Self {
            name,
            about,
            needs: Needs::OnlyRust,
            run,
        }
    }

    /// A stage of `test --all`.
    pub const fn more(name: &'static str, about: &'static str, run: Run) -> Self {
        Self {
            name,
            about,
            needs: Needs::More,
            run,
        }
    }
}

/// What a machine must have for a stage to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing but Rust, and little time: part of plain `cargo book test`.
    OnlyRust,
    /// More tools or more time: part of `cargo book test --all`.
    More,
}

/// How a stage ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Everything that it looked at was right.
    Passed {
        /// How many tests it counted, where it counts.
        tests: Option<u64>,
        /// What else is worth a word in the table.
        note: String,
    },
    /// A tool is missing: why, and how to install it.
    NotRun(String),
    /// Some of the tests that it counted failed.
    FailedTests {
        /// Those that passed.
        passed: u64,
        /// Those that did not.
        failed: u64,
        /// What failed, in a line.
        what: String,
    },
    /// It failed: what, in a line.
    Failed(String),
}

/// What every stage is given.
#[derive(Debug)]
pub struct Context {
    /// The repository.
    pub workspace: Workspace,
    /// Runs commands, shows their progress and ends those that hang.
    pub runner: Runner,
}

impl Context {
    /// Finds the repository and prepares to run commands, each for at most `limit`.
    ///
    /// # Errors
    /// Outside the repository.
    pub fn new(limit: Duration) -> Result<Self> {
        Ok(Self {
            workspace: Workspace::find()?,
            runner: Runner::new(limit),
        })
    }
}

/// Whether this is a run that nobody watches and in which nothing may be missing.
pub fn in_ci() -> bool {
    env::var("CI").is_ok_and(|value| value == "true" || value == "1")
}

/// Runs the stages one after the other, all of them whatever fails, and prints the table and the
/// counts. Returns whether everything passed.
pub fn run(context: &Context, stages: &[Stage]) -> bool {
    let mut rows = Vec::new();
    let width = stages
        .iter()
        .map(|stage| stage.name.len())
        .max()
        .unwrap_or(0);
    for stage in stages {
        println!("{:width$}  {} …", stage.name, stage.about);
        let started = Instant::now();
        let outcome =
            (stage.run)(context).unwrap_or_else(|error| Outcome::Failed(format!("{error:#}")));
        let row = Row::new(stage.name, outcome, started.elapsed(), in_ci());
        println!("{}", row.line(width));
        rows.push(row);
        if context.runner.interrupted() {
            break;
        }
    }
    let (table, counts) = summary(&rows);
    println!("\n{table}\n{counts}");
    counts.failed == 0
}

/// One line of the table.
struct Row {
    name: &'static str,
    result: &'static str,
    counts: Counts,
    tests: Option<u64>,
    time: Duration,
    note: String,
}

/// The line at the end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl Row {
    fn new(name: &'static str, outcome: Outcome, time: Duration, ci: bool) -> Self {
        // A stage that counts no tests is itself one.
        let (result, passed, failed, skipped, tests, note) = match outcome {
            Outcome::Passed { tests, note } => ("passed", tests.unwrap_or(1), 0, 0, tests, note),
            Outcome::NotRun(why) => ("not run", 0, u64::from(ci), u64::from(!ci), None, why),
            Outcome::FailedTests {
                passed,
                failed,
                what,
            } => (
                "FAILED",
                passed,
                failed.max(1),
                0,
                Some(passed + failed),
                what,
            ),
            Outcome::Failed(what) => ("FAILED", 0, 1, 0, None, what),
        };
        let counts = Counts {
            passed,
            failed,
            skipped,
        };
        Self {
            name,
            result,
            counts,
            tests,
            time,
            note,
        }
    }

    fn line(&self, width: usize) -> String {
        let mut line = format!(
            "{:width$}  {} in {}",
            self.name,
            self.result,
            seconds(self.time)
        );
        if !self.note.is_empty() {
            // Problems stand at the beginning of their lines, where editors look for them.
            let between = if self.note.contains('\n') {
                ":\n"
            } else {
                ": "
            };
            let _ = write!(line, "{between}{}", self.note);
        }
        line
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

fn summary(rows: &[Row]) -> (String, Counts) {
    let width = rows
        .iter()
        .map(|row| row.name.len())
        .chain([5])
        .max()
        .unwrap_or(5);
    let mut table = format!(
        "{:width$}  {:7}  {:>5}  {:>8}\n",
        "stage", "result", "tests", "time"
    );
    let mut counts = Counts::default();
    for row in rows {
        let tests = row
            .tests
            .map_or_else(|| "-".to_owned(), |tests| tests.to_string());
        let note = row.note.lines().next().unwrap_or_default();
        let line = format!(
            "{:width$}  {:7}  {tests:>5}  {:>8}  {note}",
            row.name,
            row.result,
            seconds(row.time)
        );
        let _ = writeln!(table, "{}", line.trim_end());
        counts.passed += row.counts.passed;
        counts.failed += row.counts.failed;
        counts.skipped += row.counts.skipped;
    }
    (table, counts)
}

/// A time as a person says it.
pub fn seconds(time: Duration) -> String {
    let all = time.as_secs_f64();
    if all < 60.0 {
        format!("{all:.1} s")
    } else {
        format!("{} min {:02} s", time.as_secs() / 60, time.as_secs() % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(outcome: Outcome, ci: bool) -> Row {
        Row::new("stage", outcome, Duration::from_millis(1200), ci)
    }

    #[test]
    fn tests_of_all_stages_are_added_up_and_a_stage_without_counts_is_one() {
        let rows = [
            row(
                Outcome::Passed {
                    tests: Some(7),
                    note: String::new(),
                },
                false,
            ),
            row(
                Outcome::Passed {
                    tests: None,
                    note: String::new(),
                },
                false,
            ),
            row(
                Outcome::FailedTests {
                    passed: 3,
                    failed: 2,
                    what: "two".into(),
                },
                false,
            ),
            row(Outcome::Failed("no".into()), false),
            row(Outcome::NotRun("no tool".into()), false),
        ];
        assert_eq!(
            summary(&rows).1.to_string(),
            "11 passed, 3 failed, 1 skipped"
        );
    }

    #[test]
    fn a_stage_that_did_not_run_is_a_failure_in_ci_and_never_a_pass() {
        let absent = || Outcome::NotRun("no tool".into());
        assert_eq!(
            row(absent(), false).counts,
            Counts {
                passed: 0,
                failed: 0,
                skipped: 1
            }
        );
        assert_eq!(
            row(absent(), true).counts,
            Counts {
                passed: 0,
                failed: 1,
                skipped: 0
            }
        );
        assert_eq!(row(absent(), true).result, "not run");
    }

    #[test]
    fn a_failure_that_counted_no_failed_test_still_counts_as_one() {
        let rows = [row(
            Outcome::FailedTests {
                passed: 4,
                failed: 0,
                what: "did not compile".into(),
            },
            false,
        )];
        assert_eq!(summary(&rows).1.failed, 1);
    }

    #[test]
    fn the_table_has_a_line_for_each_stage_and_only_the_first_line_of_its_note() {
        let rows = [
            row(
                Outcome::Passed {
                    tests: Some(7),
                    note: String::new(),
                },
                false,
            ),
            row(Outcome::Failed("first\nsecond".into()), false),
        ];
        assert_eq!(
            summary(&rows).0,
            "stage  result   tests      time\n\
             stage  passed       7     1.2 s\n\
             stage  FAILED       -     1.2 s  first\n"
        );
    }
}
