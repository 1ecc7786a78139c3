//! Fails because the cupboard owns the charts, like everybody else.
//! Caught by: `a_chart_that_nobody_uses_is_dropped`: "it is still there".

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
        if let Some(chart) = self.charts.get(name) {
            return Arc::clone(chart);
        }
        let chart = Arc::new(load());
        self.charts.insert(name.to_owned(), Arc::clone(&chart));
        chart
    }

    /// How many names it remembers.
    pub fn names(&self) -> usize {
        self.charts.len()
    }
}
