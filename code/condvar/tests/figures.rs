//! The figures of *Condition variables*: executions that a model runs.
#![cfg(model)]

#[path = "planted/counting.rs"]
mod counting;
#[path = "planted/one_condvar.rs"]
mod one_condvar;

/// What is built from a mutex and a condition variable.
mod built {
    use platform::figure::{Recorder, call, says};
    use platform::model::Bounds;
    use platform::sync::Arc;
    use platform::thread::{Options, start};

    use super::counting::Barrier;
    use super::one_condvar::BoundedQueue;

    /// At a queue with one condition variable, of whose threads one is woken at a time, a producer of two items and two consumers come to an end; or a
    /// consumer wakes the other, and the producer and that one sleep for ever.
    #[test]
    fn three_threads_at_a_queue_with_one_condition_variable() {
        Recorder::new("one-condvar", &["consumer 1", "consumer 2", "producer"])
            .bounds(Bounds::preemptions(1))
            .record(|| {
                let queue = Arc::new(BoundedQueue::new(1));
                let producer = {
                    let queue = Arc::clone(&queue);
                    move || {
                        call("push, push", || {
                            queue.push(1);
                            queue.push(2);
                        });
                        says("two items are pushed");
                    }
                };
                let other = {
                    let queue = Arc::clone(&queue);
                    move || {
                        start(&Options::default(), Box::new(producer)).expect("a thread");
                        call("pop", || queue.pop());
                        says("2 has an item");
                    }
                };
                start(&Options::default(), Box::new(other)).expect("a thread");
                call("pop", || queue.pop());
                says("1 has an item");
                "all come to an end"
            });
    }

    /// At a barrier that only counts, two threads meet twice; or one of them comes round again before the other has looked, and both sleep for ever.
    #[test]
    fn two_threads_at_a_barrier_that_only_counts() {
        Recorder::new("count-alone", &["one", "other"])
            .bounds(Bounds::preemptions(2))
            .record(|| {
                let barrier = Arc::new(Barrier::new(2));
                let theirs = Arc::clone(&barrier);
                let other = move || {
                    call("wait", || theirs.wait());
                    says("other leaves");
                    call("wait", || theirs.wait());
                    says("other leaves again");
                };
                start(&Options::default(), Box::new(other)).expect("a thread");
                call("wait", || barrier.wait());
                says("one leaves");
                call("wait", || barrier.wait());
                says("one leaves again");
                "they meet twice"
            });
    }
}
