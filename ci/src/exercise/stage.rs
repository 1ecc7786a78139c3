//! The stage `exercises`: each exercise can be solved, and not by accident.
//!
//! The skeleton fails every test because it is not written yet; the solution passes all, on real threads and in the model;
//! each wrong solution fails the test that it names, in the words that it names.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use super::catalogue::{self, Exercise};
use super::trial::{self, Built, Verdict, World};
use super::wrong::{self, Expected, KINDS, Wrong};
use crate::book::WIDTH;
use crate::models::Binary;
use crate::problem::{Problems, slashes};
use crate::stages::{Context, Outcome};
use crate::workspace::Section;

/// How long a test may take. It takes a second or two; a wrong solution that is to hang may take all of this.
const LIMIT: Duration = Duration::from_secs(10);

/// Less is enough where the system tells that all threads are asleep by then: `harness::hangs` asks for no more.
const ASLEEP: Duration = Duration::from_secs(2);

/// The same where no test is to hang, so that a busy machine is no reason to fail.
const PATIENCE: Duration = Duration::from_mins(3);

/// What mends a file that is not there.
const WRITE: &str = "write it; ci/src/exercise.rs says what it is for";

/// Stage: all exercises.
///
/// # Errors
/// When something can't be built or run.
pub fn run(context: &Context) -> Result<Outcome> {
    check(context, &context.workspace.sections)
}

/// Checks the exercises of these sections.
///
/// # Errors
/// When something can't be built or run.
pub fn check(context: &Context, sections: &[Section]) -> Result<Outcome> {
    let root = &context.workspace.root;
    let mut exercises = catalogue::load(root);
    exercises.retain(|exercise| {
        sections
            .iter()
            .any(|section| section.name == exercise.section)
    });
    if exercises.is_empty() {
        return Ok(Outcome::Passed {
            tests: Some(0),
            note: "no section has exercises".into(),
        });
    }
    let mut problems = Problems::default();
    let mut planted = Vec::new();
    for exercise in &exercises {
        planted.push(files(root, exercise, &mut problems));
    }
    formatting(context, &exercises, &mut problems)?;
    if !problems.is_empty() {
        // What isn't there can't be built.
        return Ok(Outcome::Failed(problems.sorted().to_string()));
    }

    let all: Vec<&Exercise> = exercises.iter().collect();
    let mut built = Vec::new();
    for world in World::BOTH {
        match trial::build(context, &all, world)? {
            Built::Tests(binaries, _) => built.push((world, binaries)),
            Built::Refused(said) => {
                println!("{said}");
                return Ok(Outcome::Failed(refusal(&said)));
            }
        }
    }
    let mut passed = 0;
    for (exercise, planted) in exercises.iter().zip(&planted) {
        let mut examination = Examination {
            context,
            exercise,
            binaries: Vec::new(),
            problems: &mut problems,
            passed: 0,
        };
        for (world, binaries) in &built {
            examination
                .binaries
                .push((*world, super::binary(binaries, exercise)?));
        }
        examination.examine(planted)?;
        passed += examination.passed;
    }
    if problems.is_empty() {
        return Ok(Outcome::Passed {
            tests: Some(passed),
            note: format!("{} exercises", exercises.len()),
        });
    }
    Ok(Outcome::FailedTests {
        passed,
        failed: problems.iter().count() as u64,
        what: problems.sorted().to_string(),
    })
}

/// The first thing that the compiler refuses, as one line.
fn refusal(said: &str) -> String {
    // A warning may come before, with a place of its own.
    let said = &said[said.find("error").unwrap_or(0)..];
    let error = said.lines().next();
    let place = said
        .lines()
        .find_map(|line| line.trim_start().strip_prefix("--> "))
        .and_then(|place| {
            let mut parts = place.rsplitn(3, ':');
            let (_column, line, file) = (parts.next()?, parts.next()?, parts.next()?);
            Some((file.to_owned(), line.parse::<usize>().ok()?))
        });
    let (file, line) = place.map_or(("code".to_owned(), None), |(file, line)| (file, Some(line)));
    let mut problems = Problems::default();
    let what = format!("it does not compile: {}", error.unwrap_or("cargo failed"));
    problems.add(
        file,
        line,
        what,
        "mend it; the compiler's whole answer is above",
    );
    problems.to_string()
}

/// Reports what an exercise lacks, and returns its wrong solutions.
fn files(root: &Path, exercise: &Exercise, problems: &mut Problems) -> Vec<Wrong> {
    let id = exercise.id();
    for name in [
        "exercise.rs",
        "tests.rs",
        "hint.md",
        "solution.rs",
        "main.rs",
    ] {
        let text = fs::read_to_string(root.join(exercise.file(name))).unwrap_or_default();
        if text.trim().is_empty() {
            problems.add(
                exercise.file(name),
                None,
                format!("`{id}` has no {name}"),
                WRITE,
            );
        }
    }
    let skeleton = fs::read_to_string(root.join(exercise.file("exercise.rs"))).unwrap_or_default();
    let code = skeleton
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with("//!"));
    for (index, line) in code {
        let width = line.chars().count();
        if width > WIDTH {
            problems.add(
                exercise.file("exercise.rs"),
                index + 1,
                format!("a line of {width} columns is shown on a page"),
                format!("break it at {WIDTH}"),
            );
        }
    }
    if !skeleton.contains("todo!(") {
        // Its tests might wait for each other until the limit.
        problems.add(
            exercise.file("exercise.rs"),
            None,
            "nothing in it is left to be written",
            "leave a `todo!()` where the reader's work begins; if you are at work on it, `--reset`",
        );
    }
    if exercise.title.is_empty() || exercise.task.is_empty() {
        problems.add(
            exercise.file("exercise.rs"),
            1,
            "it does not say what is to be done",
            "begin it with `//! # A title`, an empty `//!` and the task",
        );
    }
    let manifest = Path::new("code").join(&exercise.section).join("Cargo.toml");
    if !has_target(root, &manifest, exercise) {
        let what = format!("`{id}` is no test target that `cargo test` leaves out");
        let mend = format!(
            "add [[test]] with name = \"{}\", path = \"exercises/{}/main.rs\", test = false",
            exercise.target(),
            exercise.name
        );
        problems.add(manifest, None, what, mend);
    }
    for page in ["exercises", "hints", "solutions"] {
        let file = Path::new("src")
            .join(&exercise.section)
            .join(page)
            .with_extension("md");
        let text = fs::read_to_string(root.join(&file)).unwrap_or_default();
        if !text.lines().any(|line| line.trim() == id) {
            let fence = page.trim_end_matches('s');
            let mend = format!("give it a fence ```{fence} with `{id}`");
            problems.add(file, None, format!("the page does not show `{id}`"), mend);
        }
    }
    let (planted, broken) = wrong::load(root, exercise);
    for (file, fault) in broken {
        problems.add(file, 1, fault.what, fault.mend);
    }
    let main = fs::read_to_string(root.join(exercise.file("main.rs"))).unwrap_or_default();
    for kind in KINDS {
        let excused = format!("//! No `{kind}`: ");
        let is_there = root
            .join(exercise.file("wrong"))
            .join(kind)
            .with_extension("rs")
            .is_file();
        if !is_there && !main.lines().any(|line| line.starts_with(&excused)) {
            problems.add(
                exercise.file("wrong"),
                None,
                format!("`{id}` has no wrong solution `{kind}`"),
                format!("write wrong/{kind}.rs, or say in main.rs why there is none: `{excused}…`"),
            );
        }
    }
    planted
}

/// Whether the section's manifest has the exercise as a test target that a plain `cargo test` doesn't run.
fn has_target(root: &Path, manifest: &Path, exercise: &Exercise) -> bool {
    let text = fs::read_to_string(root.join(manifest)).unwrap_or_default();
    let Ok(table) = text.parse::<toml::Table>() else {
        return false;
    };
    let tests = table.get("test").and_then(toml::Value::as_array);
    tests.into_iter().flatten().any(|test| {
        let says =
            |key: &str, value: &str| test.get(key).and_then(toml::Value::as_str) == Some(value);
        says("name", &exercise.target())
            && says("path", &format!("exercises/{}/main.rs", exercise.name))
            && test.get("test").and_then(toml::Value::as_bool) == Some(false)
    })
}

/// Reports the files that rustfmt would change: `cargo fmt` doesn't see modules that a macro declares. The reader's file is
/// the reader's.
fn formatting(context: &Context, exercises: &[Exercise], problems: &mut Problems) -> Result<()> {
    let root = &context.workspace.root;
    let mut files = Vec::new();
    for exercise in exercises {
        files.extend(["tests.rs", "solution.rs"].map(|name| exercise.file(name)));
        files.extend(
            wrong::load(root, exercise)
                .0
                .into_iter()
                .map(|wrong| wrong.file),
        );
    }
    files.retain(|file| root.join(file).is_file());
    let mut rustfmt = Command::new("rustfmt");
    rustfmt
        .current_dir(root)
        .args(["--edition", "2024", "--check", "--files-with-diff"])
        .args(&files);
    let finished = context.runner.run("rustfmt", &mut rustfmt)?;
    for file in &files {
        let shown = slashes(file);
        if finished
            .output
            .lines()
            .any(|line| slashes(Path::new(line)).ends_with(&shown))
        {
            let mend = format!("run `rustfmt --edition 2024 {shown}`");
            problems.add(file, None, "it is not formatted", mend);
        }
    }
    Ok(())
}

/// One exercise under its tests.
struct Examination<'a> {
    context: &'a Context,
    exercise: &'a Exercise,
    binaries: Vec<(World, &'a Binary)>,
    problems: &'a mut Problems,
    passed: u64,
}

impl Examination<'_> {
    fn examine(&mut self, planted: &[Wrong]) -> Result<()> {
        self.every_test("exercise", "exercise.rs", |verdict| match verdict {
            verdict if verdict.is_todo() => None,
            Verdict::Passed => Some((
                "passes, and nothing is solved yet",
                "make the test need what is missing; if you have solved it, `cargo book exercise … --reset`",
            )),
            _ => Some((
                "does not fail for want of a solution",
                "leave a `todo!()` where the reader's work begins; if you are at work on it, `--reset`",
            )),
        })?;
        let tests = self.every_test("solution", "solution.rs", |verdict| {
            (*verdict != Verdict::Passed)
                .then_some(("fails with the solution", "mend one of the two"))
        })?;
        if tests == 0 {
            self.problems.add(
                self.exercise.file("tests.rs"),
                None,
                "there is no test, or main.rs does not put it to the solution",
                "write what must hold, and list solution.rs in main.rs",
            );
            return Ok(());
        }
        for wrong in planted {
            match self.caught(wrong)? {
                None => self.passed += 1,
                Some((what, mend)) => self.problems.add(&wrong.file, wrong.line, what, mend),
            }
        }
        Ok(())
    }

    /// Runs every test on a file, in both builds; `judge` says what is wrong with a verdict. The result is how many tests
    /// there are.
    fn every_test(
        &mut self,
        variant: &str,
        file: &str,
        judge: impl Fn(&Verdict) -> Option<(&'static str, &'static str)>,
    ) -> Result<usize> {
        let runner = self.context.runner.with_limit(PATIENCE);
        let mut count = 0;
        for (world, binary) in &self.binaries {
            for test in trial::tests_of(&runner, binary, variant)? {
                count += 1;
                let verdict = trial::run(&runner, binary, variant, &test)?;
                match judge(&verdict) {
                    None => self.passed += 1,
                    Some((what, mend)) => self.problems.add(
                        self.exercise.file(file),
                        None,
                        format!("`{test}` {what} ({}: {})", world.words(), said(&verdict)),
                        mend,
                    ),
                }
            }
        }
        Ok(count)
    }

    /// What is wrong with a wrong solution: nothing, if it fails as it says.
    fn caught(&self, wrong: &Wrong) -> Result<Option<(String, String)>> {
        let listing = self.context.runner.with_limit(LIMIT);
        let variant = wrong.variant();
        let mut found = None;
        let mut is_listed = false;
        for (world, binary) in &self.binaries {
            let tests = trial::tests_of(&listing, binary, &variant)?;
            is_listed |= !tests.is_empty();
            // A model is the surer judge; of what std does, it knows nothing.
            let is_judge = (*world == World::Real) == (wrong.expected == Expected::Hangs);
            if tests.contains(&wrong.test) && (found.is_none() || is_judge) {
                found = Some(*binary);
            }
        }
        let test = &wrong.test;
        let Some(binary) = found else {
            return Ok(Some(if is_listed {
                let mend = "name one of tests.rs".to_owned();
                (format!("there is no test `{test}`"), mend)
            } else {
                let file = format!("wrong/{}.rs", wrong.name);
                let mend = format!("add `{variant} = \"{file}\";` there");
                (format!("main.rs does not put the tests to {file}"), mend)
            }));
        };
        let within = |limit| {
            let runner = self.context.runner.with_limit(limit);
            trial::run(&runner, binary, &variant, test)
        };
        let verdict = match wrong.expected {
            Expected::Says(_) => within(PATIENCE)?,
            Expected::Hangs => match within(ASLEEP)? {
                Verdict::Hung { asleep } if asleep != Some(true) => within(LIMIT)?,
                verdict => verdict,
            },
        };
        let as_said = match (&wrong.expected, &verdict) {
            (Expected::Hangs, Verdict::Hung { asleep }) => *asleep != Some(false),
            (Expected::Says(words), Verdict::Failed { message, .. }) => message.contains(words),
            _ => false,
        };
        Ok((!as_said).then(|| {
            let what = match verdict {
                Verdict::Passed => format!("a wrong solution that passes `{test}`"),
                _ => format!(
                    "`{test}` fails otherwise than is said here: {}",
                    said(&verdict)
                ),
            };
            (
                what,
                "mend the test, or say what finds the mistake".to_owned(),
            )
        }))
    }
}

/// A verdict in a few words.
fn said(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Passed => "it passes".to_owned(),
        Verdict::Failed { message, .. } => message.clone(),
        Verdict::Hung {
            asleep: Some(false),
        } => "it does not end, and is at work".to_owned(),
        Verdict::Hung { .. } => "it hangs".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_a_line_with_its_place() {
        let said = "warning: a\n --> code/a/exercise.rs:1:2\n\nerror[E0308]: mismatched types\n  --> code/a/solution.rs:16:11\n";
        assert_eq!(
            refusal(said),
            "code/a/solution.rs:16: it does not compile: error[E0308]: mismatched types; \
             mend it; the compiler's whole answer is above"
        );
        assert!(
            refusal("error: no such target\n").starts_with("code: it does not compile: error: no")
        );
    }
}
