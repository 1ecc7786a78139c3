use std::collections::HashMap;
use std::sync::{Arc, Weak};

/// Where the charts are.
pub struct Cupboard<T> {
    charts: HashMap<String, Weak<T>>,
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
        if let Some(chart) = self.charts.get(name).and_then(Weak::upgrade) {
            return chart;
        }
        // An empty `Weak` keeps the memory of its chart.
        self.charts.retain(|_, chart| chart.strong_count() > 0);
        let chart = Arc::new(load());
        self.charts.insert(name.to_owned(), Arc::downgrade(&chart));
        chart
    }

    /// How many names it remembers.
    pub fn names(&self) -> usize {
        self.charts.len()
    }
}
