//! The figures of the section.

// ---- The section page: orders of programs that no model can run ----

#[cfg(not(model))]
mod explored;

#[cfg(not(model))]
mod orders {
    use super::explored;

    /// Two threads each clone by reading the count of owners and then writing it back, and both clones are dropped later. In 9
    /// of the 19 orders one owner isn't counted, and the value is freed while `main` still owns it.
    #[test]
    fn a_count_in_two_steps_loses_an_owner() {
        let explored = explored::racy_count();
        let outcomes = &explored.figure().outcomes;
        let freed = outcomes
            .iter()
            .find(|outcome| outcome.name.starts_with("freed"))
            .expect("an order that frees too early");
        let all = explored.figure().executions;
        assert_eq!((freed.executions, all, outcomes.len()), (9, 19, 2));
        explored.figure().settle("lost-owner");
    }

    /// Two owners that each look at `strong_count` and then drop have six orders. In four of them both see two owners, and
    /// neither finds itself the last. In none do both.
    #[test]
    fn two_owners_can_both_find_another() {
        let explored = explored::last_one_out();
        let outcomes = &explored.figure().outcomes;
        let nobody = outcomes
            .iter()
            .find(|outcome| outcome.name.starts_with("nobody"))
            .expect("an order in which nobody is the last");
        assert_eq!((nobody.executions, outcomes.len()), (4, 2));
        explored.figure().settle("last-one-out");
    }
}

// ---- Build it: executions that a model runs ----

#[cfg(model)]
mod executions {
    use std::mem;

    use platform::cell::UnsafeCell;
    use platform::figure::{Recorder, happened, says};
    use platform::thread::{Options, start};
    use shared_ownership::Arc;
    use shared_ownership::stages::relaxed;

    /// A value that the figure shows.
    struct Value(UnsafeCell<u32>);

    // SAFETY: `Arc` has to keep its uses and its drop apart, or is shown failing to.
    unsafe impl Sync for Value {}

    impl Value {
        fn read(&self) {
            // SAFETY: see `Sync`.
            self.0.with(|value| unsafe { *value });
        }
    }

    impl Drop for Value {
        fn drop(&mut self) {
            // After a failure the checker's state means nothing more.
            if !std::thread::panicking() {
                // SAFETY: see `Sync`.
                self.0.with_mut(|value| unsafe { *value = 0 });
            }
        }
    }

    fn read_and_drop(value: Arc<Value>) {
        value.read();
        drop(value);
    }

    fn spawn(main: impl FnOnce() + Send + 'static) {
        start(&Options::default(), Box::new(main)).unwrap();
    }

    /// A value whose memory is not freed, which takes another fence.
    fn counted() -> Arc<Value> {
        let value = Arc::new(Value(UnsafeCell::new(42)));
        mem::forget(Arc::downgrade(&value));
        value
    }

    fn recorder(name: &'static str) -> Recorder {
        Recorder::new(name, &["main", "thread"]).cell(
            "value",
            "UnsafeCell::new(42)",
            "42",
            &[("*value = 0", "dropped")],
        )
    }

    /// Of two threads that drop their `Arc`s, the one that takes the count from 1 to 0 drops the value. The other's use of it has
    /// happened before: its `fetch_sub` has released it, and the fence acquires it.
    #[test]
    fn the_last_drop_acquires_what_the_first_has_released() {
        recorder("last-drop")
            .atomic("strong", "strong: AtomicUsize::new(1)", &[])
            .record(|| {
                let ours = counted();
                let theirs = Arc::clone(&ours);
                spawn(|| read_and_drop(theirs));
                read_and_drop(ours);
                if happened("fence") {
                    "main is last"
                } else {
                    "the thread is last"
                }
            });
    }

    /// When a `Weak` is upgraded while the last `Arc` is dropped, one of the two comes first in `strong`, and the other finds what it
    /// has left there.
    #[test]
    fn an_upgrade_and_the_last_drop_meet_in_one_word() {
        recorder("upgrade")
            .atomic("strong", "strong: AtomicUsize::new(1)", &[])
            .record(|| {
                let ours = counted();
                let weak = Arc::downgrade(&ours);
                spawn(move || {
                    if let Some(value) = weak.upgrade() {
                        says("has the value");
                        drop(value);
                    }
                });
                drop(ours);
                if happened("has the value") {
                    "the upgrade is first"
                } else {
                    "the drop is first"
                }
            });
    }

    /// If the counter is `Relaxed`, nothing orders one thread's use of the value before another's drop of it.
    #[test]
    fn a_relaxed_counter_orders_nothing() {
        recorder("relaxed")
            .atomic("count", "let count = AtomicUsize::new(1)", &[])
            .record(|| {
                let ours = relaxed::Arc::new(Value(UnsafeCell::new(42)));
                let theirs = ours.clone();
                spawn(move || theirs.read());
                drop(ours);
                "the value is dropped in time"
            });
    }
}
