//! The figures of *Condition variables*: executions that a model runs.
#![cfg(model)]

#[path = "planted/counting.rs"]
mod counting;

/// What is built from a mutex and a condition variable.
mod built {
    use platform::figure::{Recorder, call, says};
    use platform::model::Bounds;
    use platform::sync::Arc;
    use platform::thread::{Options, start};

    use super::counting::Barrier;

    /// At a barrier that only counts, two threads meet twice; or one of them comes round again before the other has looked, and both sleep for ever.
    #[test]
    fn two_threads_at_a_barrier_that_only_counts() {
        Recorder::new("count-alone", &["quick", "slow"])
            .bounds(Bounds::preemptions(2))
            .record(|| {
                let barrier = Arc::new(Barrier::new(2));
                let theirs = Arc::clone(&barrier);
                let slow = move || {
                    call("wait", || theirs.wait());
                    says("slow leaves");
                    call("wait", || theirs.wait());
                    says("slow leaves again");
                };
                start(&Options::default(), Box::new(slow)).expect("a thread");
                call("wait", || barrier.wait());
                says("quick leaves");
                call("wait", || barrier.wait());
                says("quick leaves again");
                "they meet twice"
            });
    }
}
