//! Fails because it remembers one chart, which is enough as long as nobody asks for two in turn.
//! Caught by: `a_chart_in_use_is_not_loaded_again`: "a chart in use is loaded again".

use std::sync::{Arc, Weak};

/// Where the charts are.
pub struct Cupboard<T> {
    last: Option<(String, Weak<T>)>,
}

impl<T> Cupboard<T> {
    /// An empty cupboard.
    pub fn new() -> Self {
        Self { last: None }
    }

    /// The chart of that name, if it was the last that somebody asked for.
    pub fn chart(&mut self, name: &str, load: impl FnOnce() -> T) -> Arc<T> {
        if let Some((last, chart)) = &self.last
            && last == name
            && let Some(chart) = chart.upgrade()
        {
            return chart;
        }
        let chart = Arc::new(load());
        self.last = Some((name.to_owned(), Arc::downgrade(&chart)));
        chart
    }

    /// How many names it remembers.
    pub fn names(&self) -> usize {
        usize::from(self.last.is_some())
    }
}
