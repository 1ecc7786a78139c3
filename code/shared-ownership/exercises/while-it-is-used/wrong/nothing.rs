//! Fails because nothing is kept, and so nothing can be shared.
//! Caught by: `a_chart_in_use_is_not_loaded_again`: "a chart in use is loaded again".

use std::marker::PhantomData;
use std::sync::Arc;

/// Where the charts are not.
pub struct Cupboard<T>(PhantomData<T>);

impl<T> Cupboard<T> {
    /// An empty cupboard.
    pub fn new() -> Self {
        Self(PhantomData)
    }

    /// Loads the chart.
    pub fn chart(&mut self, _name: &str, load: impl FnOnce() -> T) -> Arc<T> {
        Arc::new(load())
    }

    /// No name is remembered.
    pub fn names(&self) -> usize {
        0
    }
}
