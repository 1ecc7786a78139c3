//! Running a test body in every execution that a model allows, or again and again on real threads.

#[cfg(model)]
pub(crate) mod choice;
#[cfg(model)]
mod modelled;

#[cfg(model)]
pub use modelled::{model, model_fails};

/// How far a model looks.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    #[cfg_attr(not(model), expect(dead_code, reason = "real threads have no bounds"))]
    preemptions: Option<usize>,
}

impl Bounds {
    /// Every execution.
    pub const EXHAUSTIVE: Self = Self { preemptions: None };

    /// Every execution in which running threads are interrupted `count` times at most. A switch
    /// where a thread blocks, yields or ends doesn't count. Few bugs need more than three.
    pub const fn preemptions(count: usize) -> Self {
        Self {
            preemptions: Some(count),
        }
    }
}

/// Runs `body` on real threads, `STRESS` times if that is set, else 100 times. This finds little: it
/// shows that the body of a model works outside one, and gives the sanitizers something to watch.
///
/// # Panics
/// When `STRESS` isn't a number.
#[cfg(not(model))]
pub fn model(_bounds: Bounds, body: impl Fn() + Send + Sync + 'static) {
    let times = std::env::var("STRESS").map_or(100, |times| times.parse().expect("STRESS"));
    for _ in 0..times {
        body();
    }
}
