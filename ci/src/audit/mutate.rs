//! Weakening one ordering at a time and looking which model notices.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use indicatif::ProgressBar;

use crate::models::{Binary, Executed, command};
use crate::process::Runner;
use crate::verified::Ordering;

/// One ordering to weaken.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub(super) site: Executed,
    pub(super) to: Ordering,
    /// The tests that execute it, cheapest first.
    pub(super) tests: Vec<String>,
}

/// What the models said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// A model failed, and reported how.
    Killed {
        by: String,
        message: String,
        trace: Vec<String>,
    },
    /// All of them passed.
    Survived,
    /// Something went wrong that tells nothing about the ordering.
    Unclear { by: String, what: String },
}

/// Runs the jobs, as many at once as there are cores. The answers are in the order of the jobs, each with its time.
pub(super) fn run(
    runner: &Runner,
    binary: &Binary,
    jobs: &[Job],
) -> Result<Vec<(Answer, Duration)>> {
    let next = AtomicUsize::new(0);
    let answers = Mutex::new(BTreeMap::new());
    let progress = ProgressBar::new(jobs.len() as u64);
    let workers = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(jobs.len());
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    // ORDERING: Relaxed: it only deals out numbers.
                    let index = next.fetch_add(1, Relaxed);
                    let Some(job) = jobs.get(index) else { return };
                    let started = Instant::now();
                    let answer = one(runner, binary, job);
                    progress.inc(1);
                    let mut answers = answers
                        .lock()
                        .expect("no worker panics while it holds the lock");
                    answers.insert(index, answer.map(|answer| (answer, started.elapsed())));
                }
            });
        }
    });
    progress.finish_and_clear();
    answers
        .into_inner()
        .expect("every worker has ended")
        .into_values()
        .collect()
}

/// Runs the tests, cheapest first, until one fails.
fn one(runner: &Runner, binary: &Binary, job: &Job) -> Result<Answer> {
    let Executed {
        file,
        line,
        column,
        argument,
        ..
    } = &job.site;
    for test in &job.tests {
        let mut command = command(binary);
        command
            .args(["--exact", test, "--test-threads=1", "--nocapture"])
            .env(
                "PLATFORM_WEAKEN",
                format!("{file}:{line}:{column}:{argument}={}", job.to),
            )
            .env("PLATFORM_CHILD", "audit");
        let finished = match runner.run(test, &mut command) {
            Ok(finished) => finished,
            Err(error) if runner.interrupted() => return Err(error),
            Err(error) => {
                return Ok(Answer::Unclear {
                    by: test.clone(),
                    what: format!("{error:#}"),
                });
            }
        };
        if !finished.status.success() {
            return Ok(read_report(test, &finished.output));
        }
    }
    Ok(Answer::Survived)
}

/// The report of a failed model.
pub(super) fn read_report(test: &str, output: &str) -> Answer {
    let mut lines = output.lines();
    let Some(message) = lines.find_map(|line| line.strip_prefix("model failed: ")) else {
        let last = output
            .lines()
            .rev()
            .find(|line| !line.trim().is_empty())
            .unwrap_or("no output");
        return Answer::Unclear {
            by: test.to_owned(),
            what: format!("it failed without a report: {last}"),
        };
    };
    if !tells_of_an_ordering(message) {
        return Answer::Unclear {
            by: test.to_owned(),
            what: format!("it failed with `{message}`"),
        };
    }
    // The report comes through one pipe and what libtest says through another: its lines may stand between.
    let trace = lines
        .skip_while(|line| *line != "failing execution:")
        .filter(|line| is_step(line));
    Answer::Killed {
        by: test.to_owned(),
        message: message.to_owned(),
        trace: trace.map(|line| line.trim_end().to_owned()).collect(),
    }
}

/// Whether a failure is one that a wrong ordering leads to: a data race, a deadlock, a leak, or an assertion that does
/// not hold. What is left is the checker giving up.
fn tells_of_an_ordering(message: &str) -> bool {
    const LIMITS: [&str; 5] = [
        "exceeded maximum number",
        "[loom internal bug]",
        "unexpected exploration state",
        "unexpected object stored",
        "outside a loom model",
    ];
    let message = message.to_lowercase();
    !LIMITS.iter().any(|limit| message.contains(limit))
}

/// `  1  T0  lib.rs:22  …`
fn is_step(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let number = words
        .next()
        .is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let thread = words.next().and_then(|word| word.strip_prefix('T'));
    number && thread.is_some_and(|id| id.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_a_kill_and_anything_else_is_unclear() {
        let report = "running 1 test\nmodel failed: Causality violation: x\nfailing execution:\n  1  T0  lib.rs:2  load\ntest a ... FAILED\n 10  T12  lib.rs:3  store  \n\ntest a ... FAILED";
        assert_eq!(
            read_report("a", report),
            Answer::Killed {
                by: "a".into(),
                message: "Causality violation: x".into(),
                trace: vec![
                    "  1  T0  lib.rs:2  load".into(),
                    " 10  T12  lib.rs:3  store".into()
                ],
            }
        );
        for (output, what) in [
            ("", "it failed without a report: no output"),
            (
                "thread panicked\nSIGSEGV\n",
                "it failed without a report: SIGSEGV",
            ),
            (
                "model failed: Model exceeded maximum number of branches. Try\nfailing execution:\n",
                "it failed with `Model exceeded maximum number of branches. Try`",
            ),
        ] {
            assert_eq!(
                read_report("a", output),
                Answer::Unclear {
                    by: "a".into(),
                    what: what.into()
                }
            );
        }
    }
}
