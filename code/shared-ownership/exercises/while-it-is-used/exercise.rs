//! # Keep it while it is used
//!
//! Charts are large, and take long to load. Whoever asks for one that somebody uses is to get the same one, and a chart that
//! nobody uses any more is to be dropped: the cupboard doesn't keep it. It may remember the name of a chart that is gone
//! until it next has to load one, and no longer. Write `chart`, and change the type of `charts`, which would keep them.

use std::collections::HashMap;
use std::sync::Arc;

/// Where the charts are.
pub struct Cupboard<T> {
    charts: HashMap<String, Arc<T>>,
}

impl<T> Cupboard<T> {
    /// An empty cupboard.
    pub fn new() -> Self {
        Self {
            charts: HashMap::new(),
        }
    }

    /// The chart of that name: the one in use, or one that is loaded now.
    pub fn chart(&mut self, name: &str, load: impl FnOnce() -> T) -> Arc<T> {
        let _ = (name, load, &mut self.charts);
        todo!("find the chart that is in use, or load it")
    }

    /// How many names it remembers.
    pub fn names(&self) -> usize {
        self.charts.len()
    }
}
