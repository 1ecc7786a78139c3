//! `--watch`: the same again on each save.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use anyhow::{Result, bail};

use super::catalogue::Exercise;
use crate::process::Runner;
use crate::serve;
use crate::stages::Context;

/// How often Ctrl-C is looked for.
const TICK: Duration = Duration::from_millis(100);

/// Runs the exercise now and after each change of one of its files, until Ctrl-C. Commands are ended by their runner
/// then.
pub(super) fn watch(context: &Context, trials: &Runner, exercise: &Exercise) -> Result<()> {
    // Watching comes first: what is saved during a run is run after it.
    let (_watcher, changes) = serve::watch(&context.workspace.root)?;
    loop {
        if let Err(error) = super::try_once(context, trials, exercise)
            && !trials.interrupted()
        {
            println!("{error:#}");
        }
        if !trials.interrupted() {
            println!(
                "\nwaiting for a change of {} (Ctrl-C ends it)",
                exercise.skeleton()
            );
        }
        if !wait(&changes, trials, exercise)? {
            println!("stopped");
            return Ok(());
        }
        println!("\n----");
    }
}

/// Waits for a change; `false` on Ctrl-C.
fn wait(changes: &Receiver<Vec<PathBuf>>, trials: &Runner, exercise: &Exercise) -> Result<bool> {
    while !trials.interrupted() {
        match changes.recv_timeout(TICK) {
            Ok(paths) if paths.iter().any(|path| path.starts_with(&exercise.dir)) => {
                // What was saved meanwhile is in the same run.
                while changes.try_recv().is_ok() {}
                return Ok(true);
            }
            Ok(_) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => bail!("files are not watched any more"),
        }
    }
    Ok(false)
}
