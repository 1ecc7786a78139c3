//! How far the reader has come, as of the last run of each exercise. Kept beside what cargo builds, since it is the
//! reader's and not the book's.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::catalogue::Exercise;
use crate::verified::{fingerprint, replace};

/// What is known of an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// There is a `todo!` in the file.
    NotBegun,
    /// It was not run since it was changed.
    NotRun,
    /// A test failed when it was last run.
    Failing,
    /// All tests passed when it was last run.
    Solved,
}

impl State {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::NotBegun => "not begun",
            Self::NotRun => "not run yet",
            Self::Failing => "failing",
            Self::Solved => "solved",
        }
    }
}

/// The last run of an exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    solved: bool,
    /// Of the file that was run.
    fingerprint: String,
}

/// The last run of each, by id.
#[derive(Debug, Default)]
pub(super) struct Progress {
    file: PathBuf,
    runs: BTreeMap<String, Run>,
}

impl Progress {
    /// What the last runs have left in `target`. A file that can't be read is as good as none.
    pub(super) fn load(target: &Path) -> Self {
        let file = target.join("exercises.json");
        let text = fs::read_to_string(&file).unwrap_or_default();
        Self {
            runs: serde_json::from_str(&text).unwrap_or_default(),
            file,
        }
    }

    /// Notes how a run ended.
    pub(super) fn note(&mut self, exercise: &Exercise, text: &str, solved: bool) -> Result<()> {
        let run = Run {
            solved,
            fingerprint: fingerprint(text),
        };
        self.runs.insert(exercise.id(), run);
        replace(
            &self.file,
            &(serde_json::to_string_pretty(&self.runs)? + "\n"),
        )
    }

    /// What is known of an exercise whose file has this text.
    pub(super) fn state(&self, exercise: &Exercise, text: &str) -> State {
        match self.runs.get(&exercise.id()) {
            Some(run) if run.fingerprint == fingerprint(text) && run.solved => State::Solved,
            _ if text.contains("todo!(") => State::NotBegun,
            Some(run) if run.fingerprint == fingerprint(text) => State::Failing,
            _ => State::NotRun,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_that_of_the_text_that_was_run() {
        let target = tempfile::tempdir().unwrap();
        let exercise = Exercise {
            section: "one".into(),
            name: "add".into(),
            dir: PathBuf::new(),
            title: String::new(),
            task: String::new(),
        };
        let mut progress = Progress::load(target.path());
        assert_eq!(progress.state(&exercise, "todo!()"), State::NotBegun);
        assert_eq!(progress.state(&exercise, "1 + 1"), State::NotRun);
        progress.note(&exercise, "1 + 1", false).unwrap();
        assert_eq!(progress.state(&exercise, "1 + 1"), State::Failing);
        assert_eq!(progress.state(&exercise, "1 + 2"), State::NotRun);
        progress.note(&exercise, "1 + 2", true).unwrap();
        let again = Progress::load(target.path());
        assert_eq!(again.state(&exercise, "1 + 2"), State::Solved);
        assert_eq!(again.state(&exercise, "todo!()"), State::NotBegun);
    }
}
