//! The figures of *Condition variables*: executions that a model runs.
#![cfg(model)]

#[path = "planted/counting.rs"]
mod counting;
#[path = "planted/one_condvar.rs"]
mod one_condvar;

use built::Condvar;

/// The section page: one waits, another tells.
mod page {
    use condvar::Condvar;
    use mutex::{Mutex, MutexGuard};
    use platform::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
    use platform::figure::{Recorder, call, happened, says};
    use platform::futex;
    use platform::model::Bounds;
    use platform::sync::Arc;
    use platform::thread::{Options, start};

    fn start_thread(main: impl FnOnce() + Send + 'static) {
        call("spawn", || {
            start(&Options::default(), Box::new(main)).expect("a thread");
        });
    }

    /// A condition variable at its smallest. `EARLY` says whether it reads the count while it still holds the mutex.
    struct Smallest<const EARLY: bool> {
        count: AtomicU32,
    }

    impl<const EARLY: bool> Smallest<EARLY> {
        fn new() -> Self {
            Self {
                count: AtomicU32::new(0),
            }
        }

        fn wait<'a>(
            &self,
            guard: MutexGuard<'a, bool>,
            mutex: &'a Mutex<bool>,
        ) -> MutexGuard<'a, bool> {
            if EARLY {
                // ORDERING: Relaxed: the mutex orders it.
                let seen = self.count.load(Relaxed);
                call("unlock", || drop(guard));
                futex::wait(&self.count, seen);
            } else {
                call("unlock", || drop(guard));
                // ORDERING: Relaxed: it is too late, whatever the ordering.
                let seen = self.count.load(Relaxed);
                futex::wait(&self.count, seen);
            }
            call("lock", || mutex.lock())
        }

        fn notify_one(&self) {
            // ORDERING: Relaxed: the mutex orders it.
            self.count.fetch_add(1, Relaxed);
            futex::wake_one(&raw const self.count);
        }
    }

    /// One thread waits until it is ready, the other makes it ready and tells.
    fn waits_and_tells<const EARLY: bool>() -> &'static str {
        let shared = Arc::new((Mutex::new(false), Smallest::<EARLY>::new()));
        let theirs = Arc::clone(&shared);
        start_thread(move || {
            let (ready, condvar) = &*theirs;
            let mut guard = call("lock", || ready.lock());
            *guard = true;
            says("makes it ready");
            call("unlock", || drop(guard));
            condvar.notify_one();
        });
        let (ready, condvar) = &*shared;
        let mut guard = call("lock", || ready.lock());
        while !*guard {
            says("isn't ready yet");
            guard = condvar.wait(guard, ready);
        }
        says("it is ready");
        drop(guard);
        if happened("is woken") {
            "it sleeps, and is woken"
        } else if happened("isn't ready yet") {
            "told before it sleeps"
        } else {
            "it needn't wait"
        }
    }

    /// A condition variable that reads its count before it unlocks misses no notification that comes before it sleeps.
    #[test]
    fn a_notification_between_unlocking_and_sleeping_is_not_lost() {
        let figure = Recorder::new("kept", &["waiter", "teller"])
            .atomic("count", "AtomicU32::new(0)", &[])
            .recorded(waits_and_tells::<true>);
        assert!(figure.outcomes.iter().all(|outcome| !outcome.stuck));
        figure.settle("kept");
    }

    /// One that reads its count after it has unlocked does: then the waiter sleeps for ever.
    #[test]
    fn unlocking_and_sleeping_in_two_steps_loses_a_notification() {
        let figure = Recorder::new("lost", &["waiter", "teller"])
            .atomic("count", "AtomicU32::new(0)", &[])
            .recorded(waits_and_tells::<false>);
        assert!(figure.outcomes.iter().any(|outcome| outcome.stuck));
        figure.settle("lost");
    }

    /// A thread that has been told, and doesn't look again, may find that another has taken what it was told of: it has to get the mutex first.
    #[test]
    fn another_comes_first_to_what_one_was_told_of() {
        let figure = Recorder::new("stolen", &["cook", "other"])
            .bounds(Bounds::preemptions(2))
            .recorded(|| {
                let shared = Arc::new((Mutex::new(0), Condvar::new()));
                let theirs = Arc::clone(&shared);
                let (orders, changed) = &*shared;
                let mut guard = call("lock", || orders.lock());
                start_thread(move || {
                    let (orders, changed) = &*theirs;
                    *call("lock", || orders.lock()) += 1;
                    says("there is an order");
                    call("notify_one", || changed.notify_one());
                    let mut guard = call("lock", || orders.lock());
                    if *guard > 0 {
                        *guard -= 1;
                        says("takes the order");
                    }
                    call("unlock", || drop(guard));
                });
                if *guard == 0 {
                    says("no orders");
                    call("wait", || changed.wait(&mut guard));
                }
                assert!(*guard > 0, "woken, and no order there");
                *guard -= 1;
                says("has an order");
                call("unlock", || drop(guard));
                "the cook has it"
            });
        for name in ["the cook has it", "panics: woken, and no order there"] {
            assert!(figure.outcomes.iter().any(|outcome| outcome.name == name));
        }
        figure.settle("stolen");
    }

    /// A condition that changes without the mutex can change between the look and the wait, and then nobody waits who could be told.
    #[test]
    fn a_change_without_the_mutex_can_come_between() {
        let figure = Recorder::new("beside", &["waiter", "teller"])
            .atomic("boils", "AtomicBool::new(false)", &[])
            .recorded(|| {
                let shared = Arc::new((AtomicBool::new(false), Mutex::new(()), Condvar::new()));
                // So that there is something between the look and the wait where the other can come in.
                let point = Arc::new(AtomicU32::new(0));
                let (theirs, their_point) = (Arc::clone(&shared), Arc::clone(&point));
                start_thread(move || {
                    let (boils, _, whistle) = &*theirs;
                    // ORDERING: Relaxed: none would help.
                    boils.store(true, Relaxed);
                    call("notify_one", || whistle.notify_one());
                    // ORDERING: Relaxed: it tells of nothing.
                    their_point.fetch_add(1, Relaxed);
                });
                let (boils, mutex, whistle) = &*shared;
                let mut guard = call("lock", || mutex.lock());
                // ORDERING: Relaxed: none would help.
                while !boils.load(Relaxed) {
                    says("doesn't boil yet");
                    // ORDERING: Relaxed: as above.
                    if point.fetch_add(1, Relaxed) == 0 {
                        // What becomes of a wait that is told later is shown elsewhere.
                        return "told later";
                    }
                    call("wait", || whistle.wait(&mut guard));
                }
                drop(guard);
                "it goes on"
            });
        assert!(figure.outcomes.iter().any(|outcome| outcome.stuck));
        figure.settle("beside");
    }
}

/// What is built from a mutex and a condition variable.
mod built {
    use condvar::stages::{Wait, counted};
    use mutex::MutexGuard;
    use platform::figure::{Recorder, call, says};
    use platform::model::Bounds;
    use platform::sync::Arc;
    use threads::spawn;

    use super::counting::Barrier;
    use super::one_condvar::BoundedQueue;

    /// A condition variable whose uses are drawn. It is the stage that has no fences, which would be drawn, too.
    pub(super) struct Condvar(counted::Condvar);

    impl Condvar {
        pub(super) fn new() -> Self {
            Self(counted::Condvar::new())
        }

        pub(super) fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
            says("waits");
            self.0.wait(guard);
            says("looks again");
        }

        pub(super) fn wait_while<T>(
            &self,
            guard: &mut MutexGuard<'_, T>,
            mut condition: impl FnMut(&mut T) -> bool,
        ) {
            while condition(guard) {
                self.wait(guard);
            }
        }

        pub(super) fn notify_one(&self) {
            says("notifies one");
            self.0.notify_one();
        }
    }

    /// At a queue with one condition variable, of whose threads one is woken at a time, a producer of two items and two consumers come to an end; or a
    /// consumer wakes the other, and the producer and that one sleep for ever.
    #[test]
    fn three_threads_at_a_queue_with_one_condition_variable() {
        let figure = Recorder::new("one-condvar", &["consumer 1", "consumer 2", "producer"])
            .bounds(Bounds::preemptions(1))
            .recorded(|| {
                let queue = Arc::new(BoundedQueue::new(1));
                let producer = {
                    let queue = Arc::clone(&queue);
                    move || {
                        queue.push(1);
                        says("one item is pushed");
                        queue.push(2);
                    }
                };
                let other = {
                    let queue = Arc::clone(&queue);
                    move || {
                        call("spawn", || spawn(producer));
                        queue.pop();
                        says("2 has an item");
                    }
                };
                call("spawn", || spawn(other));
                queue.pop();
                says("1 has an item");
                "all come to an end"
            });
        assert!(figure.outcomes.iter().any(|outcome| outcome.stuck));
        figure.settle("one-condvar");
    }

    /// At a barrier that only counts, two threads meet twice; or one of them comes round again before the other has looked, and both sleep for ever.
    #[test]
    fn two_threads_at_a_barrier_that_only_counts() {
        let figure = Recorder::new("count-alone", &["one", "other"])
            .bounds(Bounds::preemptions(2))
            .recorded(|| {
                let barrier = Arc::new(Barrier::new(2));
                let theirs = Arc::clone(&barrier);
                let other = move || {
                    call("wait", || theirs.wait());
                    says("other leaves");
                    call("wait", || theirs.wait());
                    says("other leaves again");
                };
                call("spawn", || spawn(other));
                call("wait", || barrier.wait());
                says("one leaves");
                call("wait", || barrier.wait());
                says("one leaves again");
                "they meet twice"
            });
        assert!(figure.outcomes.iter().any(|outcome| outcome.stuck));
        figure.settle("count-alone");
    }
}
