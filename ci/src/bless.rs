//! `cargo book bless`: everything that is generated, generated again. The way to a newer compiler.

use anyhow::{Result, bail};
use clap::Args;

use crate::stages::{Context, LIMIT, Outcome};
use crate::test::must_pass;
use crate::workspace::{PLATFORM, Section};
use crate::{audit, exercise, social};

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
const TARGETS: [Target; 9] = [
    Target { name: "outputs",  model: false, records: true },
    Target { name: "reject",   model: false, records: true },
    Target { name: "listings", model: false, records: true },
    Target { name: "tables",   model: false, records: true },
    Target { name: "planted",  model: true,  records: true },
    Target { name: "figures",  model: false, records: true },
    Target { name: "figures",  model: true,  records: true },
    Target { name: "checks",   model: false, records: false },
    Target { name: "contract", model: false, records: false },
];

/// Regenerate outputs, diagnostics, figures and verified.json, for review
///
/// Runs the examples and records their outputs, has the compiler refuse the rejected programs and
/// records its diagnostics, has it optimise programs and records what it makes of them, records the failing executions of planted bugs and the figures, runs models and audit and
/// records their results. Draws the social pictures that are out of date, where there is a Chromium.
/// Nothing is judged right here: what has changed is to be reviewed with `git diff`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The section to bless; `platform` for the figures of its tests, `social` for the social pictures; all if left out
    section: Option<String>,
}

/// Blesses.
///
/// # Errors
/// When there is no such section, and when something does not even come to a result.
pub fn run(arguments: &Arguments) -> Result<()> {
    let context = Context::new(LIMIT)?;
    if arguments.section.as_deref() == Some("social") {
        return match social::draw(&context)? {
            social::Outcome::Drawn(0) => {
                println!("the social pictures are up to date");
                Ok(())
            }
            social::Outcome::Drawn(pictures) => {
                println!("{pictures} social pictures drawn; look at them");
                Ok(())
            }
            social::Outcome::NotDrawn(missing) => bail!("no social pictures: {missing}"),
        };
    }
    sections(&context, arguments.section.as_deref())
}

/// Blesses the named section, or all.
///
/// # Errors
/// When there is no such section, and when something does not even come to a result.
pub fn sections(context: &Context, name: Option<&str>) -> Result<()> {
    // No section, and nothing is generated of it but the figures that its tests record.
    let platform = Section {
        name: PLATFORM.to_owned(),
        dir: context.workspace.root.join("code").join(PLATFORM),
    };
    if name.is_none_or(|name| name == PLATFORM) && platform.dir.is_dir() {
        record(context, &platform)?;
        if name.is_some() {
            println!("blessed; review what has changed with `git diff`");
            return Ok(());
        }
    }
    let sections = context.workspace.select(name)?;
    if sections.is_empty() {
        bail!("there is no section in code/");
    }
    for section in &sections {
        record(context, section)?;
    }
    println!("exercises …");
    if let Outcome::Failed(what) | Outcome::FailedTests { what, .. } =
        exercise::stage::check(context, &sections)?
    {
        bail!("{what}");
    }
    println!("models and orderings …");
    audit::bless(context, &sections)?;
    // Not a reason to fail: the pictures have nothing to do with what else is blessed.
    match social::draw(context)? {
        social::Outcome::Drawn(0) => {}
        social::Outcome::Drawn(pictures) => println!("{pictures} social pictures drawn"),
        social::Outcome::NotDrawn(missing) => println!("social pictures not drawn: {missing}"),
    }
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
