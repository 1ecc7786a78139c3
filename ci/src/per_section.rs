//! `cargo book audit` and `cargo book bench`: what is done for one section or for all of them.

use anyhow::Result;
use clap::Args;

use crate::stages::{Context, LIMIT, Outcome};
use crate::{audit, bench};

/// Weaken every atomic ordering and expect a model to fail
///
/// For each atomic operation with an ordering stronger than Relaxed: weakens it one step, runs the
/// models and expects one to fail. An ordering that can be weakened unnoticed is an error, unless a
/// comment beside the code gives the reason.
#[derive(Debug, Args)]
pub struct AuditArguments {
    /// The section to audit, all of them if left out
    section: Option<String>,
}

/// Measure the primitives and write measurements/*.json
///
/// Runs the benches in several passes, so that a machine that drifts shows as spread. The charts are
/// drawn from the medians.
#[derive(Debug, Args)]
pub struct BenchArguments {
    /// The section to measure, all of them if left out
    section: Option<String>,
    /// How often each bench is run
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    passes: u32,
}

/// Audits; the result is whether every ordering is accounted for.
///
/// # Errors
/// When there is no such section, or a command can't be run.
pub fn audit(arguments: &AuditArguments) -> Result<bool> {
    let context = Context::new(LIMIT)?;
    let sections = context.workspace.select(arguments.section.as_deref())?;
    match audit::run(&context, &sections)? {
        Outcome::Passed { note, .. } => {
            println!(
                "every ordering is accounted for{}",
                if note.is_empty() {
                    note
                } else {
                    format!(": {note}")
                }
            );
            Ok(true)
        }
        Outcome::NotRun(what) | Outcome::Failed(what) | Outcome::FailedTests { what, .. } => {
            eprintln!("error: {what}");
            Ok(false)
        }
    }
}

/// Measures.
///
/// # Errors
/// When there is no such section, or a bench can't be run.
pub fn bench(arguments: &BenchArguments) -> Result<()> {
    let context = Context::new(LIMIT)?;
    let sections = context.workspace.select(arguments.section.as_deref())?;
    bench::run(&context, &sections, arguments.passes)
}
