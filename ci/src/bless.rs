//! `cargo book bless`: everything that is generated, generated again. The way to a newer compiler.

use anyhow::{Result, bail};
use clap::Args;

use crate::audit;
use crate::stages::{Context, LIMIT};
use crate::test::must_pass;
use crate::workspace::Section;

/// The tests that record what they would otherwise compare, and whether they run in models.
const RECORDING: [(&str, bool); 3] = [("outputs", false), ("reject", false), ("planted", true)];

/// Regenerate outputs, diagnostics and verified.json, for review
///
/// Runs the examples and records their outputs, has the compiler refuse the rejected programs and
/// records its diagnostics, records the failing executions of planted bugs, runs models and audit and
/// records their results. Nothing is judged right
/// here: what has changed is to be reviewed with `git diff`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The section to bless, all of them if left out
    section: Option<String>,
}

/// Blesses.
///
/// # Errors
/// When there is no such section, and when something does not even come to a result.
pub fn run(arguments: &Arguments) -> Result<()> {
    sections(&Context::new(LIMIT)?, arguments.section.as_deref())
}

/// Blesses the named section, or all.
///
/// # Errors
/// When there is no such section, and when something does not even come to a result.
pub fn sections(context: &Context, name: Option<&str>) -> Result<()> {
    let sections = context.workspace.select(name)?;
    if sections.is_empty() {
        bail!("there is no section in code/");
    }
    for section in &sections {
        record(context, section)?;
    }
    println!("models and orderings …");
    audit::bless(context, &sections)?;
    println!("blessed; review what has changed with `git diff`");
    Ok(())
}

fn record(context: &Context, section: &Section) -> Result<()> {
    for (test, model) in RECORDING {
        if !section.dir.join(format!("tests/{test}.rs")).is_file() {
            continue;
        }
        println!("{}: tests/{test}.rs …", section.name);
        let command = || {
            let mut command = if model {
                context.workspace.cargo_model()
            } else {
                context.workspace.cargo()
            };
            command.args(["test", "--locked", "--no-fail-fast"]);
            command.args(["--package", &section.name, "--test", test]);
            command
        };
        // The first run records. Its result is no judgement: a test may look at what it has just
        // written. The second run is the judgement.
        let mut recording = command();
        recording
            .env("SNAPSHOTS", "overwrite")
            .env("TRYBUILD", "overwrite");
        context.runner.run(
            &format!("recording {test} of {}", section.name),
            &mut recording,
        )?;
        must_pass(
            context,
            &format!("cargo test -p {} --test {test}", section.name),
            &mut command(),
        )?;
    }
    // The statements, which nothing records: they hold or they don't.
    if section.dir.join("tests/checks.rs").is_file() {
        println!("{}: tests/checks.rs …", section.name);
        let mut checks = context.workspace.cargo();
        checks.args(["test", "--locked", "--no-fail-fast"]);
        checks.args(["--package", &section.name, "--test", "checks"]);
        must_pass(
            context,
            &format!("the checks of {}", section.name),
            &mut checks,
        )?;
    }
    Ok(())
}
