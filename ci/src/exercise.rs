//! `cargo book exercise`: lists the exercises, runs one, gives its hint and its solution; and the stage that checks that
//! each can be solved and can't be solved by accident.
//!
//! An exercise is a directory `code/<section>/exercises/<name>`:
//!
//! | file | what it is |
//! |---|---|
//! | `exercise.rs` | what the reader edits; its head says the title and the task |
//! | `tests.rs` | what must hold; a test's doc comment says it in a sentence |
//! | `hint.md` | a step, not the answer |
//! | `solution.rs` | an answer |
//! | `wrong/*.rs` | answers that are wrong, each with the reason and the test that has to find it |
//! | `main.rs` | a test target of the section's crate: a module for each of these files, with the tests in it |
//!
//! The tests are built twice, for real threads and for the model checker. [`catalogue`] finds the exercises, `trial`
//! puts a test to a file, `report` says what came of it, `progress` remembers it, [`stage`] checks them all.

use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use clap::Args;

pub mod catalogue;
mod progress;
mod report;
pub mod stage;
mod trial;
mod watch;
pub mod wrong;

use catalogue::Exercise;
use progress::{Progress, State};
use trial::{Built, Verdict, World};

use crate::models::Binary;
use crate::process::Runner;
use crate::stages::{Context, LIMIT};

/// List the exercises, or work on one
///
/// An exercise is a file to complete: `code/<section>/exercises/<name>/exercise.rs`. Its tests run on real threads, and
/// then in a model checker, in every order of what the threads do, within bounds.
#[expect(clippy::struct_excessive_bools, reason = "flags of the command line")]
#[derive(Debug, Args)]
pub struct Arguments {
    /// The exercise, such as `threads/wait-for-all`, or the beginning of its name; all are listed if left out
    name: Option<String>,
    /// Run it again whenever a file of it is saved
    #[arg(long, short, requires = "name", group = "instead")]
    watch: bool,
    /// Print its hint
    #[arg(long, requires = "name", group = "instead")]
    hint: bool,
    /// Print a solution
    #[arg(long, requires = "name", group = "instead")]
    solution: bool,
    /// Put the file back as it was
    #[arg(long, requires = "name", group = "instead")]
    reset: bool,
    /// Seconds that one test may take before it counts as hung
    #[arg(long, value_name = "SECONDS", default_value_t = 20)]
    limit: u64,
}

/// Does what was asked for. The result is whether the exercise, if one was run, is solved.
///
/// # Errors
/// When there is no such exercise, and when something can't be run.
pub fn run(arguments: &Arguments) -> Result<bool> {
    let context = Context::new(LIMIT)?;
    let root = &context.workspace.root;
    let exercises = catalogue::load(root);
    let Some(name) = &arguments.name else {
        list(&context, &exercises);
        return Ok(true);
    };
    let exercise = catalogue::find(&exercises, name)?;
    if arguments.hint {
        let hint = read(&context, exercise, "hint.md")?;
        println!("{}", report::for_a_terminal(&hint));
        return Ok(true);
    }
    if arguments.solution {
        let solution = read(&context, exercise, "solution.rs")?;
        let file = exercise.file("solution.rs");
        println!("{}\n\n{}", file.display(), solution.trim_end());
        return Ok(true);
    }
    if arguments.reset {
        reset(&context, exercise)?;
        return Ok(true);
    }
    let trials = context
        .runner
        .with_limit(Duration::from_secs(arguments.limit));
    if arguments.watch {
        watch::watch(&context, &trials, exercise)?;
        return Ok(true);
    }
    try_once(&context, &trials, exercise)
}

/// One of an exercise's files.
fn read(context: &Context, exercise: &Exercise, name: &str) -> Result<String> {
    let file = exercise.file(name);
    fs::read_to_string(context.workspace.root.join(&file))
        .with_context(|| format!("{} can't be read", file.display()))
}

/// All exercises, how far the reader has come, and what is next.
fn list(context: &Context, exercises: &[Exercise]) {
    let progress = Progress::load(&context.workspace.target);
    let states: Vec<(&Exercise, State)> = exercises
        .iter()
        .map(|exercise| {
            let text = read(context, exercise, "exercise.rs").unwrap_or_default();
            (exercise, progress.state(exercise, &text))
        })
        .collect();
    println!("{}", report::list(&states));
}

/// Puts the skeleton back, if git can; the reader's text is kept beside what cargo builds.
fn reset(context: &Context, exercise: &Exercise) -> Result<()> {
    let skeleton = exercise.skeleton();
    let text = read(context, exercise, "exercise.rs")?;
    let kept = context
        .workspace
        .target
        .join(format!("{}.rs", exercise.target()));
    fs::create_dir_all(&context.workspace.target)?;
    fs::write(&kept, text).with_context(|| format!("{} can't be written", kept.display()))?;
    let by_hand = format!("git checkout HEAD -- {skeleton}");
    let mut git = Command::new("git");
    git.current_dir(&context.workspace.root)
        .args(["checkout", "HEAD", "--"])
        .arg(&skeleton);
    let done = context.runner.run("git checkout", &mut git);
    match done {
        Ok(finished) if finished.status.success() => {
            println!(
                "{skeleton} is as it was; your version is in {}",
                kept.display()
            );
            Ok(())
        }
        Ok(finished) => bail!(
            "{skeleton} could not be put back by git: {}; take the file from a fresh clone",
            finished.last_line()
        ),
        Err(_) => bail!("git can't be run; in a clone, `{by_hand}` puts the file back"),
    }
}

/// Runs the tests of one exercise on the reader's file and reports them. The result is whether all pass.
fn try_once(context: &Context, trials: &Runner, exercise: &Exercise) -> Result<bool> {
    let text = read(context, exercise, "exercise.rs")?;
    println!("{}: {}", exercise.id(), exercise.title);
    let solved = put_to_tests(context, trials, exercise)?;
    Progress::load(&context.workspace.target).note(exercise, &text, solved)?;
    println!("\n{}", report::next(exercise, solved));
    Ok(solved)
}

/// On real threads first; what fails there is not worth a model's time.
fn put_to_tests(context: &Context, trials: &Runner, exercise: &Exercise) -> Result<bool> {
    const VARIANT: &str = "exercise";
    let statements = report::statements(&read(context, exercise, "tests.rs")?);
    for world in World::BOTH {
        let binaries = match trial::build(context, &[exercise], world)? {
            Built::Refused(said) => {
                println!("\n{said}\n\nIt does not compile yet.");
                return Ok(false);
            }
            Built::Tests(binaries, said) => {
                if world == World::Real && !said.is_empty() {
                    println!("\n{said}");
                }
                binaries
            }
        };
        let binary = binary(&binaries, exercise)?;
        let tests = trial::tests_of(trials, binary, VARIANT)?;
        println!("\n{}:", world.words());
        let mut all_pass = true;
        for test in &tests {
            let verdict = trial::run(trials, binary, VARIANT, test)?;
            println!(
                "{}",
                report::verdict(test, statements.get(test), &verdict, world)
            );
            all_pass &= verdict == Verdict::Passed;
            if verdict.is_todo() {
                // The other tests would say the same.
                return Ok(false);
            }
        }
        if !all_pass {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The built tests of an exercise.
fn binary<'a>(binaries: &'a [Binary], exercise: &Exercise) -> Result<&'a Binary> {
    trial::binary_of(binaries, exercise).with_context(|| {
        format!(
            "code/{}/Cargo.toml has no test target `{}`",
            exercise.section,
            exercise.target()
        )
    })
}
