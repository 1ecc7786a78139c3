//! An execution of a few threads, ready to be drawn.
//!
//! Two recorders write such a figure and the book's generator reads it: `platform::figure` records a program that a
//! model runs, and `harness::Exploration` goes through the orders of what no model can run. What both know of a
//! program is a list of [`events`]; [`events::picture`] makes steps and arrows of them. Nothing here is drawn by
//! hand: a figure is committed as the recorder wrote it, and [`Figure::settle`] refuses it once the recorder would
//! write another. [`settle`] does the same for other texts that a test records.

pub mod events;

use std::env;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// More lanes than this don't fit a phone.
pub const LANES: usize = 4;
/// More steps than this nobody follows.
pub const STEPS: usize = 24;

/// Every outcome of a program, each with one execution that comes to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// How the executions were found.
    pub source: Source,
    /// How many there are, of all outcomes.
    pub executions: u64,
    /// The threads, in the order in which they are drawn.
    pub lanes: Vec<String>,
    /// The words of memory that are drawn.
    pub cells: Vec<String>,
    /// By name.
    pub outcomes: Vec<Outcome>,
}

/// How the executions were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Source {
    /// A model ran the book's own code.
    Model {
        /// The test that recorded it.
        test: String,
        /// `exhaustive`, or `3 preemptions`.
        bounds: String,
    },
    /// Every order of a program's steps.
    Exploration {
        /// The test that recorded it.
        test: String,
        /// The example whose lines the steps are.
        program: String,
    },
}

/// One thing that can come of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// What the test calls it.
    pub name: String,
    /// How many executions come to it.
    pub executions: u64,
    /// Whether the threads that are left sleep for ever.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stuck: bool,
    /// What the cells hold before the first step.
    pub initially: Vec<String>,
    /// One of the shortest executions that come to it, in its order.
    pub steps: Vec<Step>,
    /// What is ordered, or caused, across lanes.
    pub edges: Vec<Edge>,
}

/// What one thread does at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Whose it is.
    pub lane: usize,
    /// A line of the program if `code`, else words.
    pub text: String,
    /// Whether `text` is of the program.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub code: bool,
    /// What came of it, such as `reads 0`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub result: String,
    /// The cells that it changes, and what they hold then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub writes: Vec<(usize, String)>,
    /// The line that it prints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prints: Option<String>,
    /// Whether the thread sleeps from here to its next step.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sleeps: bool,
}

/// An arrow from one step to a later one of another lane.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edge {
    /// The earlier step, from 0.
    pub from: usize,
    /// The later one.
    pub to: usize,
    /// What it says.
    pub kind: Kind,
    /// Such as `spawn`, `join`, `release → acquire: state`, `wake`.
    pub name: String,
}

/// What an arrow says of the two steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The first happens before the second.
    Order,
    /// The first lets the second go on, and orders no memory.
    Cause,
    /// The second reads what the first wrote, and isn't ordered after it.
    Reads,
}

impl Figure {
    /// Compares with `figures/NAME.json` of the crate under test, or writes it where `SNAPSHOTS=overwrite` is set.
    ///
    /// # Panics
    /// When the figure can't be drawn or isn't the one that is committed.
    pub fn settle(&self, name: &str) {
        if let Err(reason) = self.is_drawable() {
            panic!("the figure `{name}` can't be drawn: {reason}");
        }
        let text = serde_json::to_string_pretty(self).expect("a figure is plain data") + "\n";
        settle(Path::new("figures").join(format!("{name}.json")), &text);
    }

    /// Whether the generator can draw it and a reader can follow it.
    ///
    /// # Errors
    /// What is in the way.
    pub fn is_drawable(&self) -> Result<(), String> {
        if self.outcomes.is_empty() {
            return Err("no execution was recorded".to_owned());
        }
        if self.lanes.len() > LANES {
            return Err(format!("{} lanes are more than {LANES}", self.lanes.len()));
        }
        for outcome in &self.outcomes {
            let name = &outcome.name;
            match outcome.steps.len() {
                0 => return Err(format!("the outcome `{name}` has no step that is shown")),
                count if count > STEPS => {
                    return Err(format!(
                        "the outcome `{name}` takes {count} steps, more than {STEPS}; name fewer cells"
                    ));
                }
                _ => {}
            }
            if let Some(step) = outcome
                .steps
                .iter()
                .find(|step| step.lane >= self.lanes.len())
            {
                return Err(format!(
                    "thread {} has no name, in `{}` of the outcome `{name}`",
                    step.lane, step.text
                ));
            }
            if outcome.initially.len() != self.cells.len() {
                return Err(format!(
                    "the outcome `{name}` doesn't say what every cell holds"
                ));
            }
            for edge in &outcome.edges {
                if edge.from >= edge.to || edge.to >= outcome.steps.len() {
                    return Err(format!(
                        "the outcome `{name}` has an arrow that doesn't point down"
                    ));
                }
            }
        }
        Ok(())
    }
}

/// Compares a text that was recorded with the committed `file` of the crate under test, or writes it where `SNAPSHOTS=overwrite`
/// is set.
///
/// # Panics
/// When it isn't the text that is committed, or can't be written.
pub fn settle(file: impl AsRef<Path>, text: &str) {
    let file = file.as_ref();
    let committed = fs::read_to_string(file)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    if committed == text {
        return;
    }
    if env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite") {
        let folder = file.parent().expect("a file has a folder");
        fs::create_dir_all(folder).expect("the folder could not be made");
        fs::write(file, text).expect("the file could not be written");
        return;
    }
    let differs = committed
        .lines()
        .zip(text.lines())
        .position(|(old, new)| old != new);
    let line = differs.unwrap_or_else(|| committed.lines().count().min(text.lines().count()));
    panic!(
        "{}:{}: out of date\ncommitted: {}\nrecorded:  {}\nUpdate with SNAPSHOTS=overwrite",
        file.display(),
        line + 1,
        committed.lines().nth(line).unwrap_or("nothing").trim(),
        text.lines().nth(line).unwrap_or("nothing").trim(),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure() -> Figure {
        Figure {
            source: Source::Exploration {
                test: "t".into(),
                program: "p".into(),
            },
            executions: 1,
            lanes: vec!["main".into()],
            cells: Vec::new(),
            outcomes: vec![Outcome {
                name: "it ends".into(),
                executions: 1,
                stuck: false,
                initially: Vec::new(),
                steps: vec![Step {
                    text: "go".into(),
                    ..Step::default()
                }],
                edges: Vec::new(),
            }],
        }
    }

    #[test]
    fn what_nobody_could_follow_is_refused() {
        figure().is_drawable().unwrap();
        let refused = |change: fn(&mut Figure)| {
            let mut wrong = figure();
            change(&mut wrong);
            wrong.is_drawable().unwrap_err()
        };
        assert_eq!(refused(|f| f.outcomes.clear()), "no execution was recorded");
        assert_eq!(
            refused(|f| f.lanes = vec![String::new(); 5]),
            "5 lanes are more than 4"
        );
        assert_eq!(
            refused(|f| f.outcomes[0].steps.clear()),
            "the outcome `it ends` has no step that is shown"
        );
        assert_eq!(
            refused(|f| f.outcomes[0].steps = vec![Step::default(); 25]),
            "the outcome `it ends` takes 25 steps, more than 24; name fewer cells"
        );
        assert_eq!(
            refused(|f| f.outcomes[0].steps[0].lane = 1),
            "thread 1 has no name, in `go` of the outcome `it ends`"
        );
        assert_eq!(
            refused(|f| f.outcomes[0].edges.push(Edge {
                from: 0,
                to: 0,
                kind: Kind::Order,
                name: String::new()
            })),
            "the outcome `it ends` has an arrow that doesn't point down"
        );
    }

    #[test]
    fn what_is_written_is_read() {
        let text = serde_json::to_string_pretty(&figure()).unwrap();
        assert_eq!(serde_json::from_str::<Figure>(&text).unwrap(), figure());
    }
}
