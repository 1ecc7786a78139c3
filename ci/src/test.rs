//! `cargo book test`, and those of its stages that cargo can do alone.
#![expect(
    clippy::missing_errors_doc,
    reason = "a stage that ends with an error has failed: stages.rs"
)]

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;

use crate::book::build;
use crate::process::Finished;
use crate::stages::{self, Context, Needs, Outcome, Stage};
use crate::{audit, models};

/// Test everything in the book
///
/// Needs nothing but Rust. With --all it also runs the stages that need a browser, a nightly compiler
/// or more time; one whose tool is missing is reported as not run, and fails when CI=true.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Run every stage
    #[arg(long)]
    all: bool,
    /// Run these stages and no other
    #[arg(long, value_name = "STAGE", num_args = 1.., conflicts_with = "all")]
    only: Vec<String>,
    /// Name the stages and what each does
    #[arg(long)]
    list: bool,
    /// Seconds that one command may take before it counts as hung
    #[arg(long, value_name = "SECONDS", default_value_t = 1200)]
    limit: u64,
}

/// Runs the stages that were asked for; the result is whether all passed.
pub fn run(arguments: &Arguments, all: &[Stage]) -> Result<bool> {
    if arguments.list {
        list(all);
        return Ok(true);
    }
    if let Some(name) = arguments
        .only
        .iter()
        .find(|name| all.iter().all(|stage| stage.name != **name))
    {
        let known: Vec<_> = all.iter().map(|stage| stage.name).collect();
        bail!(
            "no stage is named `{name}`; there are: {}",
            known.join(", ")
        );
    }
    let chosen: Vec<Stage> = all
        .iter()
        .filter(|stage| {
            if arguments.only.is_empty() {
                arguments.all || stage.needs == Needs::OnlyRust
            } else {
                arguments.only.iter().any(|name| name == stage.name)
            }
        })
        .copied()
        .collect();
    let context = Context::new(Duration::from_secs(arguments.limit))?;
    Ok(stages::run(&context, &chosen))
}

fn list(all: &[Stage]) {
    let width = all.iter().map(|stage| stage.name.len()).max().unwrap_or(0);
    for stage in all {
        let when = match stage.needs {
            Needs::OnlyRust => "test      ",
            Needs::More => "test --all",
        };
        println!("{:width$}  {when}  {}", stage.name, stage.about);
    }
}

/// Stage: the strict build of the book.
pub fn book(context: &Context) -> Result<Outcome> {
    built_book(context)?;
    Ok(Outcome::Passed {
        tests: None,
        note: String::new(),
    })
}

/// Builds the book strictly, to a place where no reader's copy is overwritten.
pub fn built_book(context: &Context) -> Result<PathBuf> {
    let dest = context.workspace.target.join("book");
    build::build(&build::Options {
        root: context.workspace.root.clone(),
        strict: true,
        dest: Some(dest.clone()),
        live_reload: None,
    })?;
    Ok(dest)
}

/// Stage: what plain `cargo test` does.
pub fn code(context: &Context) -> Result<Outcome> {
    let mut command = context.workspace.cargo();
    command.args(["test", "--locked", "--no-fail-fast"]);
    cargo_test(context, "cargo test", &mut command)
}

/// Stage: the models and the planted bugs of every section.
pub fn models(context: &Context) -> Result<Outcome> {
    models::run(context, &context.workspace.sections)
}

/// Stage: the tests of the automation itself.
pub fn ci(context: &Context) -> Result<Outcome> {
    let mut command = context.workspace.cargo();
    command.args([
        "test",
        "--locked",
        "--no-fail-fast",
        "--package",
        "ci",
        "--package",
        "figure",
        "--package",
        "harness",
    ]);
    cargo_test(
        context,
        "cargo test -p ci -p figure -p harness",
        &mut command,
    )
}

/// Stage: formatting, and clippy on both bodies of the platform.
pub fn lint(context: &Context) -> Result<Outcome> {
    let workspace = &context.workspace;
    let mut command = workspace.cargo();
    command.args(["fmt", "--all", "--check"]);
    must_pass(context, "cargo fmt --check", &mut command)?;

    let mut command = workspace.cargo();
    command.args([
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]);
    must_pass(context, "cargo clippy", &mut command)?;

    // What `cargo test` leaves out, `--all-targets` does too.
    let mut command = workspace.cargo();
    command.args(["clippy", "--locked", "--test", "exercise_*"]);
    command.args(["--", "-D", "warnings"]);
    must_pass(context, "cargo clippy, exercises", &mut command)?;

    // What is built for a model and nothing else: programs and benches are not.
    let mut command = workspace.cargo_model();
    command.args(["clippy", "--locked", "--lib"]);
    command.args([
        "--test",
        "models",
        "--test",
        "planted",
        "--test",
        "figures",
        "--test",
        "exercise_*",
    ]);
    command.args(["--", "-D", "warnings"]);
    must_pass(context, "cargo clippy, in models", &mut command)?;
    Ok(Outcome::Passed {
        tests: None,
        note: String::new(),
    })
}

/// Stage: the crates' documentation.
pub fn doc(context: &Context) -> Result<Outcome> {
    let mut command = context.workspace.cargo();
    command
        .args([
            "doc",
            "--locked",
            "--workspace",
            "--no-deps",
            "--document-private-items",
        ])
        .env(
            "RUSTDOCFLAGS",
            "-D warnings -A rustdoc::private_intra_doc_links",
        );
    must_pass(context, "cargo doc", &mut command)?;
    Ok(Outcome::Passed {
        tests: None,
        note: String::new(),
    })
}

/// Stage: every ordering, weakened.
pub fn audit(context: &Context) -> Result<Outcome> {
    audit::run(context, &context.workspace.sections)
}

/// Stage: licences, sources and duplicates. Advisories are left to the hosted workflow: their database is
/// fetched, and changes from one day to the next.
pub fn deny(context: &Context) -> Result<Outcome> {
    let deny = |arguments: &[&str]| {
        let mut command = Command::new("cargo-deny");
        command
            .current_dir(&context.workspace.root)
            .args(["--color", "never"])
            .args(arguments);
        command
    };
    if !is_there(&mut deny(&["--version"])) {
        return Ok(Outcome::NotRun(
            "no cargo-deny; install it with `cargo install cargo-deny --locked`".into(),
        ));
    }
    must_pass(
        context,
        "cargo deny",
        &mut deny(&["--locked", "check", "bans", "licenses", "sources"]),
    )?;
    Ok(Outcome::Passed {
        tests: None,
        note: String::new(),
    })
}

/// Whether a program can be started and says that all is well.
pub fn is_there(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// Runs a command that must succeed, and shows what it wrote if it does not.
pub fn must_pass(context: &Context, what: &str, command: &mut Command) -> Result<Finished> {
    let finished = context.runner.run(what, command)?;
    if !finished.status.success() {
        print!("{}", finished.output);
        bail!("{what}: {}", complaint(&finished));
    }
    Ok(finished)
}

/// Runs `cargo test`, counts, and shows what it wrote if something failed.
pub fn cargo_test(context: &Context, what: &str, command: &mut Command) -> Result<Outcome> {
    let finished = context.runner.run(what, command)?;
    let tests = finished.tests();
    if finished.status.success() {
        return Ok(Outcome::Passed {
            tests: tests.map(|tests| tests.passed),
            note: String::new(),
        });
    }
    print!("{}", finished.output);
    let what = complaint(&finished);
    Ok(tests.map_or(Outcome::Failed(what.clone()), |tests| {
        Outcome::FailedTests {
            passed: tests.passed,
            failed: tests.failed,
            what,
        }
    }))
}

/// The names of the tests that failed, or else the first error, or else the last words.
fn complaint(finished: &Finished) -> String {
    let failed: Vec<&str> = finished
        .output
        .lines()
        .filter_map(|line| {
            line.strip_prefix("test ")?
                .split_once(" ... FAILED")
                .map(|(name, _)| name)
        })
        .collect();
    match failed.as_slice() {
        [] => {
            let complains = |line: &&str| line.starts_with("error") || line.starts_with("Diff in ");
            let first = finished.output.lines().find(complains);
            first.unwrap_or_else(|| finished.last_line()).to_owned()
        }
        [one, two, three, rest @ ..] if !rest.is_empty() => {
            format!("{one}, {two}, {three} and {} more", rest.len())
        }
        few => few.join(", "),
    }
}
