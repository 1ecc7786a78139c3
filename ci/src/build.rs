//! `cargo book build`: the book, once and strictly.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Result, bail};
use clap::Args;

use crate::book::build;
use crate::stages::seconds;
use crate::workspace::Workspace;

/// Build the book once, strictly
///
/// Every warning of mdBook's is an error, and so is an output, a diagnostic or a table that is out of
/// date.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Directory to write to, instead of the one that book.toml names
    #[arg(long, short, value_name = "DIR")]
    dest: Option<PathBuf>,
}

/// Builds the book.
///
/// # Errors
/// With the list of problems.
pub fn run(arguments: &Arguments) -> Result<()> {
    let workspace = Workspace::find()?;
    let dest = arguments
        .dest
        .as_deref()
        .map(std::path::absolute)
        .transpose()?;
    if let Some(dest) = dest.as_deref().filter(|dest| !may_be_emptied(dest)) {
        bail!(
            "--dest: {} has files in it and is no built book, and a build would empty it; name another \
             directory",
            dest.display()
        );
    }
    let started = Instant::now();
    let report = build::build(&build::Options {
        root: workspace.root,
        strict: true,
        dest,
        live_reload: None,
    })?;
    println!(
        "{} pages in {}, built in {}",
        report.pages,
        report.dest.display(),
        seconds(started.elapsed())
    );
    Ok(())
}

/// mdBook empties the directory that it writes to.
fn may_be_emptied(dest: &Path) -> bool {
    let is_book = dest.join("index.html").is_file();
    is_book || fs::read_dir(dest).map_or(!dest.exists(), |mut entries| entries.next().is_none())
}
