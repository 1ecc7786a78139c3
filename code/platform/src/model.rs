//! Models.

/// How far the checker looks.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Preemptions an execution may have; `None` for all.
    pub preemptions: Option<usize>,
}
impl Bounds {
    /// Every execution.
    pub const EXHAUSTIVE: Self = Self { preemptions: None };
    /// Every execution with at most `n` preemptions.
    pub const fn preemptions(n: usize) -> Self {
        Self { preemptions: Some(n) }
    }
}

/// Runs `f` in every execution that `bounds` allows; on the operating system, a hundred times.
pub fn model(_bounds: Bounds, f: impl Fn() + Send + Sync + 'static) {
    for _ in 0..100 {
        f();
    }
}
