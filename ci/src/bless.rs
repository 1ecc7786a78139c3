//! `cargo book bless`: everything that is generated, generated again. The way to a newer compiler.

use anyhow::{Result, bail};
use clap::Args;

use crate::audit;
use crate::stages::{Context, LIMIT};
use crate::test::must_pass;
use crate::workspace::Section;

/// A test target that blessing runs.
struct Target {
    name: &'static str,
    /// Whether it runs in models.
    model: bool,
    /// Whether it records what it would otherwise compare. The statements record nothing: they hold or
    /// they don't.
    records: bool,
}

#[rustfmt::skip] // It is a table.
const TARGETS: [Target; 6] = [
    Target { name: "outputs", model: false, records: true },
    Target { name: "reject",  model: false, records: true },
    Target { name: "planted", model: true,  records: true },
    Target { name: "figures", model: false, records: true },
    Target { name: "figures", model: true,  records: true },
    Target { name: "checks",  model: false, records: false },
];

/// Regenerate outputs, diagnostics, figures and verified.json, for review
///
/// Runs the examples and records their outputs, has the compiler refuse the rejected programs and
/// records its diagnostics, records the failing executions of planted bugs and the figures, runs models and audit and
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
    for target in TARGETS {
        let test = target.name;
        if !section.dir.join(format!("tests/{test}.rs")).is_file() {
            continue;
        }
        println!("{}: tests/{test}.rs …", section.name);
        let command = || {
            let mut command = if target.model {
                context.workspace.cargo_model()
            } else {
                context.workspace.cargo()
            };
            command.args(["test", "--locked", "--no-fail-fast"]);
            command.args(["--package", &section.name, "--test", test]);
            command
        };
        // A run that records is no judgement: a test may look at what it has just written. The run
        // after it is the judgement.
        if target.records {
            let mut recording = command();
            recording
                .env("SNAPSHOTS", "overwrite")
                .env("TRYBUILD", "overwrite");
            context.runner.run(
                &format!("recording {test} of {}", section.name),
                &mut recording,
            )?;
        }
        must_pass(
            context,
            &format!("cargo test -p {} --test {test}", section.name),
            &mut command(),
        )?;
    }
    Ok(())
}
