//! What the condition variables promise.
#![cfg(not(model))]

use std::cell::Cell;
use std::mem;
use std::panic::{AssertUnwindSafe, RefUnwindSafe, UnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use condvar::poisoning::Condvar as PoisonCondvar;
use condvar::{Condvar, WaitTimeoutResult};
use mutex::Mutex;
use static_assertions::assert_impl_all;

/// Ends a test that hangs.
fn in_time(body: impl FnOnce() + Send + 'static) {
    harness::watchdog(Duration::from_mins(1), body);
}

/// Calls `tell` again and again while `waits` runs.
fn told_again_and_again<R>(tell: impl Fn() + Sync, waits: impl FnOnce() -> R) -> R {
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            // ORDERING: Relaxed: it tells of nothing else.
            while !is_over.load(Relaxed) {
                tell();
                thread::yield_now();
            }
        });
        // ORDERING: as above.
        let _over = OnDrop(|| is_over.store(true, Relaxed));
        waits()
    })
}

/// A wait releases the mutex and has it again when it returns, and a notification ends it, whether the notifier holds the mutex or has released it.
#[test]
fn a_wait_ends_with_a_notification() {
    in_time(|| {
        let (turn, changed) = (Mutex::new(0), Condvar::new());
        thread::scope(|s| {
            s.spawn(|| {
                let mut turn = turn.lock();
                for odd in (1..1000).step_by(2) {
                    changed.wait_while(&mut turn, |turn| *turn != odd);
                    *turn += 1;
                    changed.notify_one();
                }
            });
            for even in (0..1000).step_by(2) {
                let mut turn = turn.lock();
                while *turn != even {
                    changed.wait(&mut turn);
                }
                *turn += 1;
                drop(turn);
                changed.notify_one();
            }
        });
        assert_eq!(turn.into_inner(), 1000);
    });
}

/// `notify_all` lets go all that wait, and `notify_one` as many as it is called.
#[test]
fn all_that_wait_are_let_go() {
    const THREADS: usize = 4;

    #[derive(Default)]
    struct State {
        waits: usize,
        is_open: bool,
        tokens: usize,
    }

    in_time(|| {
        let state = Mutex::new(State::default());
        let (arrived, changed) = (Condvar::new(), Condvar::new());
        thread::scope(|s| {
            for _ in 0..THREADS {
                s.spawn(|| {
                    let mut state = state.lock();
                    state.waits += 1;
                    arrived.notify_one();
                    changed.wait_while(&mut state, |state| !state.is_open);
                    state.waits += 1;
                    arrived.notify_one();
                    changed.wait_while(&mut state, |state| state.tokens == 0);
                    state.tokens -= 1;
                });
            }
            let mut state = state.lock();
            arrived.wait_while(&mut state, |state| state.waits < THREADS);
            state.is_open = true;
            changed.notify_all();
            arrived.wait_while(&mut state, |state| state.waits < 2 * THREADS);
            for _ in 0..THREADS {
                state.tokens += 1;
                changed.notify_one();
            }
        });
        assert_eq!(state.into_inner().tokens, 0);
    });
}

/// A notification while nobody waits is not kept: a thread that waits later waits.
#[test]
fn a_notification_is_not_kept() {
    let soon = Duration::from_millis(1);
    // The first wait after them, each time on a new one. It may end for no reason, but not every time.
    let times_out = |_| {
        let (mutex, changed) = (Mutex::new(()), Condvar::new());
        changed.notify_one();
        changed.notify_all();
        changed.wait_timeout(&mut mutex.lock(), soon).timed_out()
    };
    assert!((0..10).any(times_out));
    let times_out = |_| {
        let (mutex, changed) = (poisoning::Mutex::new(()), PoisonCondvar::new());
        changed.notify_one();
        changed.notify_all();
        let result = changed.wait_timeout(mutex.lock().unwrap(), soon);
        result.unwrap().1.timed_out()
    };
    assert!((0..10).any(times_out));
}

/// A wait with a time ends when that is over, and not before, or says that it wasn't; it has the mutex then. A time that is longer than the clock can
/// count is for ever.
#[test]
fn a_wait_with_a_time_ends_with_it() {
    in_time(|| {
        let (mutex, changed) = (Mutex::new(false), Condvar::new());
        let time = Duration::from_millis(20);
        let mut guard = mutex.lock();
        let start = Instant::now();
        let result = changed.wait_timeout_while(&mut guard, time, |ready| !*ready);
        assert!(result.timed_out() && start.elapsed() >= time);
        assert!(mutex.try_lock().is_none());
        // Not even a moment is needed if there is nothing to wait for.
        let result = changed.wait_timeout_while(&mut guard, Duration::ZERO, |ready| *ready);
        assert!(!result.timed_out());
        drop(guard);

        thread::scope(|s| {
            s.spawn(|| {
                let mut guard = mutex.lock();
                *guard = true;
                changed.notify_all();
            });
            let mut guard = mutex.lock();
            let result = changed.wait_timeout_while(&mut guard, Duration::MAX, |ready| !*ready);
            assert!(!result.timed_out() && *guard);
        });
    });
}

/// `wait_timeout_while` keeps account of the time, as the standard library's does: notifications without end don't keep it from giving up.
#[test]
fn notifications_without_end_do_not_lengthen_a_wait() {
    // Longer than the notifier is ever held up: a wait that began anew each time would never end.
    const TIME: Duration = Duration::from_millis(300);

    macro_rules! ask {
        ($mutex:expr, $condvar:expr) => {{
            let (mutex, changed) = ($mutex, $condvar);
            let waits = || {
                let guard = mutex.lock().unwrap();
                let result = changed.wait_timeout_while(guard, TIME, |()| true);
                assert!(result.unwrap().1.timed_out());
            };
            told_again_and_again(|| changed.notify_all(), waits);
        }};
    }
    in_time(|| {
        ask!(std::sync::Mutex::new(()), std::sync::Condvar::new());
        ask!(poisoning::Mutex::new(()), PoisonCondvar::new());
        let (mutex, changed) = (Mutex::new(()), Condvar::new());
        let waits = || {
            let result = changed.wait_timeout_while(&mut mutex.lock(), TIME, |()| true);
            assert!(result.timed_out());
        };
        told_again_and_again(|| changed.notify_all(), waits);
    });
}

/// The same test compiles for both: names, generic parameters, arguments and results are the standard library's, and what they show.
#[test]
fn it_has_the_shape_of_stds() {
    macro_rules! shown {
        ($($path:ident)::+, $($mutex:ident)::+) => {{
            use $($path)::+::Condvar;
            use $($mutex)::+::Mutex;

            static STATIC: Condvar = Condvar::new();

            type Asks = fn(&mut u32) -> bool;

            let (mutex, changed) = (Mutex::new(0_u32), Condvar::default());
            let soon = Duration::from_millis(1);
            STATIC.notify_all();
            thread::scope(|s| {
                s.spawn(|| {
                    *mutex.lock().unwrap() = 1;
                    changed.notify_one();
                });
                let guard = mutex.lock().unwrap();
                let guard = changed.wait_while::<u32, Asks>(guard, |number| *number == 0);
                *guard.unwrap() += 1;
            });
            let guard = mutex.lock().unwrap();
            let result = changed.wait_timeout_while::<u32, Asks>(guard, soon, |_| true);
            let (guard, over) = result.unwrap();
            assert!(over.timed_out());
            let (guard, again) = changed.wait_timeout::<u32>(guard, soon).unwrap();
            assert_eq!(again, again.clone());
            drop(guard);
            thread::scope(|s| {
                s.spawn(|| {
                    *mutex.lock().unwrap() = 0;
                    changed.notify_all();
                });
                let mut guard = mutex.lock().unwrap();
                while *guard > 0 {
                    guard = changed.wait::<u32>(guard).unwrap();
                }
            });
            format!("{changed:?} {changed:#?} {over:?} {mutex:?}")
        }};
    }
    in_time(|| {
        let stds = shown!(std::sync, std::sync);
        assert_eq!(shown!(condvar::poisoning, poisoning), stds);
    });
}

/// The plain one takes the guard by reference, and returns it by leaving it there; it has the same generic parameters.
#[test]
fn the_plain_one_borrows_the_guard() {
    let (mutex, changed) = (Mutex::new(1_u32), Condvar::default());
    let mut guard = mutex.lock();
    changed.wait_while::<u32, fn(&mut u32) -> bool>(&mut guard, |number| *number == 0);
    let soon = Duration::from_millis(1);
    let never: fn(&mut u32) -> bool = |_| true;
    let over: WaitTimeoutResult =
        changed.wait_timeout_while::<u32, fn(&mut u32) -> bool>(&mut guard, soon, never);
    assert!(over.timed_out());
    changed.wait_timeout::<u32>(&mut guard, soon);
    assert_eq!(format!("{changed:?} {guard}"), "Condvar { .. } 1");
}

/// What the mutex protects may be of no known size, which the standard library's doesn't take.
#[test]
fn what_is_waited_for_may_be_unsized() {
    let (mutex, changed) = (Mutex::new([0, 0]), Condvar::new());
    let slice: &Mutex<[u32]> = &mutex;
    changed.wait_while(&mut slice.lock(), |numbers| numbers.contains(&1));
    let (mutex, changed) = (poisoning::Mutex::new([0, 0]), PoisonCondvar::new());
    let slice: &poisoning::Mutex<[u32]> = &mutex;
    let guard = slice.lock().unwrap();
    let guard = changed.wait_while(guard, |numbers| numbers.contains(&1));
    assert_eq!(*guard.unwrap(), [0, 0]);
}

/// A condition variable can be made in a constant, and takes sixteen bytes. There is nothing in it to be dropped.
#[test]
fn it_takes_four_words() {
    static NEW: Condvar = const { Condvar::new() };
    static NEW_TOO: PoisonCondvar = const { PoisonCondvar::new() };

    assert_eq!(mem::size_of_val(&NEW), 16);
    assert_eq!(mem::size_of_val(&NEW_TOO), 16);
    assert!(!mem::needs_drop::<Condvar>() && !mem::needs_drop::<PoisonCondvar>());
}

/// Threads may share a condition variable, whatever the mutex has in it, and it goes across `catch_unwind`.
#[test]
fn it_may_be_shared_and_caught() {
    assert_impl_all!(Condvar: Send, Sync, Unpin);
    assert_impl_all!(PoisonCondvar: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
    assert_impl_all!(std::sync::Condvar: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
    assert_impl_all!(WaitTimeoutResult: Send, Sync, Copy, Eq, UnwindSafe, RefUnwindSafe);
    assert_impl_all!(std::sync::WaitTimeoutResult: Send, Sync, Copy, Eq, UnwindSafe, RefUnwindSafe);
}

// ---- Panics ----

/// A condition that panics is called with the mutex held: it is released, and poisoned if it can be.
#[test]
fn a_condition_that_panics_releases_the_mutex() {
    let (mutex, changed) = (Mutex::new(()), Condvar::new());
    let result = catch_unwind(AssertUnwindSafe(|| {
        changed.wait_while(&mut mutex.lock(), |()| panic!("in the condition"));
    }));
    assert!(result.is_err() && mutex.try_lock().is_some());

    let (mutex, changed) = (poisoning::Mutex::new(()), PoisonCondvar::new());
    let result = catch_unwind(|| {
        let guard = mutex.lock().unwrap();
        drop(changed.wait_while(guard, |()| panic!("in the condition")));
    });
    assert!(result.is_err() && mutex.is_poisoned() && mutex.lock().is_err());
}

/// Each wait on a mutex that is poisoned returns the error, with the guard and whatever else it returns, as the standard library's does.
#[test]
fn a_wait_on_a_poisoned_mutex_returns_an_error() {
    macro_rules! ask {
        ($mutex:expr, $condvar:expr) => {{
            let (mutex, changed) = ($mutex, $condvar);
            let panics = || {
                let _guard = mutex.lock().unwrap();
                panic!("poisons it");
            };
            assert!(catch_unwind(AssertUnwindSafe(panics)).is_err());
            let soon = Duration::from_millis(1);
            let guard = || mutex.lock().unwrap_err().into_inner();
            let wait = || changed.wait_timeout(guard(), soon).unwrap_err();
            assert!((0..10).any(|_| wait().into_inner().1.timed_out()));
            let (held, _) = wait().into_inner();
            assert_eq!(*held, 7);
            assert!(mutex.try_lock().is_err());
            drop(held);
            let result = changed.wait_timeout_while(guard(), soon, |_| true);
            drop(result.unwrap_err());
            // And without a time, if it is told again and again. An end for no reason would do.
            let waits = || {
                let mut waits = 0;
                let condition = |_: &mut i32| {
                    waits += 1;
                    waits <= 3
                };
                drop(changed.wait_while(guard(), condition).unwrap_err());
                waits
            };
            let waits = told_again_and_again(|| changed.notify_all(), waits);
            // If it doesn't wait, it doesn't learn of it.
            drop(changed.wait_while(guard(), |_| false).unwrap());
            let result = changed.wait_timeout_while(guard(), soon, |_| false);
            drop(result.unwrap());
            waits
        }};
    }
    in_time(|| {
        let ours = ask!(poisoning::Mutex::new(7), PoisonCondvar::new());
        let stds = ask!(std::sync::Mutex::new(7), std::sync::Condvar::new());
        assert_eq!((ours, stds), (1, 1), "the first wait returned the error");
    });
}

/// A guard that was taken while its thread was unwinding remembers that across a wait: it poisons nothing, in the book and in the standard library.
#[test]
fn a_wait_while_unwinding_poisons_nothing() {
    macro_rules! poisons {
        ($mutex:expr, $condvar:expr) => {{
            let (mutex, changed) = ($mutex, $condvar);
            let waits = OnDrop(|| {
                let guard = mutex.lock().unwrap();
                drop(
                    changed
                        .wait_timeout(guard, Duration::from_millis(1))
                        .unwrap(),
                );
            });
            let result = catch_unwind(AssertUnwindSafe(|| {
                let _waits = waits;
                panic!("runs the destructor");
            }));
            assert!(result.is_err());
            mutex.is_poisoned()
        }};
    }
    let ours = poisons!(poisoning::Mutex::new(()), PoisonCondvar::new());
    let stds = poisons!(std::sync::Mutex::new(()), std::sync::Condvar::new());
    assert!(!ours && !stds);
}

/// Calls a function when it is dropped.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

// ---- The stages, and the value ----

/// The stages that are right do what the last one does.
#[test]
fn the_stages_let_go_as_well() {
    use condvar::stages::{Wait, adapting, awaited, counted, spinning};

    fn hands_over<C: Wait>() {
        let (turn, changed) = (Mutex::new(0), C::new());
        thread::scope(|s| {
            for number in 0..2 {
                let (turn, changed) = (&turn, &changed);
                s.spawn(move || {
                    for _ in 0..100 {
                        let mut turn = turn.lock();
                        while *turn % 2 != number {
                            changed.wait(&mut turn);
                        }
                        *turn += 1;
                        changed.notify_one();
                    }
                });
            }
        });
        assert_eq!(turn.into_inner(), 200);
    }

    in_time(|| {
        hands_over::<counted::Condvar>();
        hands_over::<awaited::Condvar>();
        hands_over::<spinning::Condvar>();
        hands_over::<adapting::Condvar>();
        hands_over::<Condvar>();
    });
}

/// What a condition changes is changed: it is lent the value exclusively.
#[test]
fn a_condition_may_change_the_value() {
    let (mutex, changed) = (Mutex::new(3), Condvar::new());
    let asked = Cell::new(0);
    let mut guard = mutex.lock();
    changed.wait_timeout_while(&mut guard, Duration::from_mins(1), |left| {
        asked.set(asked.get() + 1);
        *left = 0;
        false
    });
    assert_eq!((*guard, asked.get()), (0, 1));
}

/// What is built from a mutex and a condition variable: queue, barrier, semaphore.
mod built {
    use std::cell::{Cell, RefCell};
    use std::fmt::Debug;
    use std::mem::size_of;
    use std::panic::{RefUnwindSafe, UnwindSafe, catch_unwind, resume_unwind};
    use std::rc::Rc;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    use std::thread;
    use std::time::{Duration, Instant};

    use condvar::{Barrier, BarrierWaitResult, BoundedQueue, Semaphore, SemaphorePermit};
    use harness::watchdog;
    use platform::model::{panics_with, wait_until};
    use static_assertions::{assert_impl_all, assert_not_impl_any};

    /// Far longer than any of these takes.
    const LIMIT: Duration = Duration::from_mins(1);
    /// To be waited for in vain.
    const A_WHILE: Duration = Duration::from_millis(5);
    /// Longer than a clock can tell.
    const FOR_EVER: Duration = Duration::MAX;

    // ---- The queue ----

    /// The oldest item comes out first. Where there is no room, or nothing, the calls that don't wait say so, and give the item back.
    #[test]
    fn a_queue_says_what_it_has_no_room_for() {
        let queue = BoundedQueue::new(2);
        assert_eq!(
            (queue.capacity(), queue.len(), queue.is_empty()),
            (2, 0, true)
        );
        assert_eq!(queue.try_pop(), None);
        queue.push("a");
        assert_eq!(queue.try_push("b"), Ok(()));
        assert_eq!(queue.try_push("c"), Err("c"));
        assert_eq!(
            (queue.capacity(), queue.len(), queue.is_empty()),
            (2, 2, false)
        );
        assert_eq!(
            format!("{queue:?}"),
            "BoundedQueue { len: 2, capacity: 2, .. }"
        );
        assert_eq!(
            (queue.pop(), queue.try_pop(), queue.try_pop()),
            ("a", Some("b"), None)
        );
        queue.push("d");
        assert_eq!(queue.pop(), "d");
    }

    /// What takes no room fits as often as was asked for, and no more.
    #[test]
    fn a_queue_of_nothing_has_its_limit() {
        let queue = BoundedQueue::new(2);
        queue.push(());
        queue.push(());
        assert_eq!(queue.try_push(()), Err(()));
    }

    /// A queue without room panics. The smallest has room for one item.
    #[test]
    fn a_queue_without_room_is_refused() {
        panics_with("a queue without room", || {
            drop(BoundedQueue::<u8>::new(0));
        });
        assert_eq!(BoundedQueue::<u8>::new(1).capacity(), 1);
    }

    /// `push_timeout` and `pop_timeout` wait as long as they were told, if nothing comes of it, and give the item back. If there is room, or an
    /// item, they don't wait; and a time longer than any clock can tell is as good as none.
    #[test]
    fn a_queue_waits_as_long_as_it_is_told() {
        watchdog(LIMIT, || {
            let queue = BoundedQueue::new(1);
            let start = Instant::now();
            assert_eq!(queue.pop_timeout(A_WHILE), None);
            assert!(start.elapsed() >= A_WHILE);
            assert_eq!(queue.push_timeout(1, FOR_EVER), Ok(()));
            let start = Instant::now();
            assert_eq!(queue.push_timeout(2, A_WHILE), Err(2));
            assert!(start.elapsed() >= A_WHILE);
            assert_eq!(queue.push_timeout(2, Duration::ZERO), Err(2));
            assert_eq!(queue.pop_timeout(FOR_EVER), Some(1));
            assert_eq!(queue.pop_timeout(Duration::ZERO), None);
            thread::scope(|s| {
                s.spawn(|| assert_eq!(queue.pop_timeout(FOR_EVER), Some(3)));
                queue.push(3);
            });
        });
    }

    /// Four producers and four consumers on real threads lose none of four thousand items, and none comes twice.
    #[test]
    fn no_item_is_lost() {
        watchdog(LIMIT, || {
            let queue = BoundedQueue::new(3);
            let sum = AtomicUsize::new(0);
            thread::scope(|s| {
                for producer in 0..4 {
                    let queue = &queue;
                    s.spawn(move || (0..1000).for_each(|item| queue.push(4 * item + producer)));
                }
                for _ in 0..4 {
                    s.spawn(|| {
                        let mine: usize = (0..1000).map(|_| queue.pop()).sum();
                        // ORDERING: SeqCst: a test's sum.
                        sum.fetch_add(mine, SeqCst);
                    });
                }
            });
            assert_eq!(sum.into_inner(), (0..4000).sum::<usize>());
            assert!(queue.is_empty());
        });
    }

    /// No code of an item's runs while the queue is locked: an item may use its queue when it is dropped, and is not printed with it.
    #[test]
    fn an_item_may_use_its_queue_when_it_is_dropped() {
        /// Looks at its queue when it is dropped.
        struct Item<'a>(
            &'a RefCell<Vec<usize>>,
            &'static BoundedQueue<Item<'static>>,
        );

        impl Drop for Item<'_> {
            fn drop(&mut self) {
                self.0.borrow_mut().push(self.1.len());
                drop(format!("{:?}", self.1));
            }
        }

        watchdog(LIMIT, || {
            let queue: &BoundedQueue<Item<'static>> = Box::leak(Box::new(BoundedQueue::new(1)));
            let seen: &RefCell<_> = Box::leak(Box::new(RefCell::new(Vec::new())));
            queue.push(Item(seen, queue));
            drop(queue.try_push(Item(seen, queue)));
            drop(queue.push_timeout(Item(seen, queue), Duration::ZERO));
            drop(queue.pop());
            assert_eq!(*seen.borrow(), [1, 1, 0]);
        });
    }

    /// What is left in a queue is dropped with it.
    #[test]
    fn what_is_left_is_dropped_with_the_queue() {
        let item = Arc::new(());
        let queue = BoundedQueue::new(2);
        queue.push(Arc::clone(&item));
        queue.push(Arc::clone(&item));
        drop(queue.pop());
        drop(queue);
        assert_eq!(Arc::strong_count(&item), 1);
    }

    // ---- The barrier ----

    /// As many threads meet as were counted, as often as they like, and each time one of them is told that it leads.
    #[test]
    fn ten_threads_meet_a_hundred_times() {
        watchdog(LIMIT, || {
            let barrier = Barrier::new(10);
            let (came, leaders) = (AtomicUsize::new(0), AtomicUsize::new(0));
            thread::scope(|s| {
                for _ in 0..10 {
                    s.spawn(|| {
                        for round in 1..=100 {
                            // ORDERING: SeqCst: a test's counts.
                            came.fetch_add(1, SeqCst);
                            if barrier.wait().is_leader() {
                                // ORDERING: as above.
                                leaders.fetch_add(1, SeqCst);
                            }
                            // ORDERING: as above.
                            assert!(came.load(SeqCst) >= round * 10, "one is missing");
                        }
                    });
                }
            });
            assert_eq!(leaders.into_inner(), 100);
        });
    }

    /// At a barrier for one thread, or none, nobody waits, and everybody leads, as at std's.
    #[test]
    fn at_a_barrier_for_one_nobody_waits() {
        static IN_A_CONSTANT: Barrier = Barrier::new(1);

        watchdog(LIMIT, || {
            for n in [0, 1] {
                let (ours, stds) = (Barrier::new(n), std::sync::Barrier::new(n));
                for _ in 0..3 {
                    assert_eq!(ours.wait().is_leader(), stds.wait().is_leader());
                }
            }
            assert!(IN_A_CONSTANT.wait().is_leader());
            // As many as there are no threads of: nobody is kept by making one.
            let _unheard_of = Barrier::new(usize::MAX);
        });
    }

    /// A barrier and its result print as std's do.
    #[test]
    fn a_barrier_prints_as_stds() {
        let (ours, stds) = (Barrier::new(1), std::sync::Barrier::new(1));
        assert_eq!(format!("{ours:?} {ours:#?}"), format!("{stds:?} {stds:#?}"));
        let (ours, stds) = (ours.wait(), stds.wait());
        assert_eq!(format!("{ours:?} {ours:#?}"), format!("{stds:?} {stds:#?}"));
    }

    // ---- The semaphore ----

    /// So many permits can be had and no more, until one is dropped.
    #[test]
    fn a_semaphore_counts_its_permits() {
        static IN_A_CONSTANT: Semaphore = Semaphore::new(1);

        let semaphore = Semaphore::new(2);
        let first = semaphore.acquire();
        assert_eq!(semaphore.available_permits(), 1);
        let second = semaphore.try_acquire().expect("a second permit");
        assert!(semaphore.try_acquire().is_none());
        assert!(semaphore.acquire_timeout(Duration::ZERO).is_none());
        // What was refused has taken nothing, and given nothing back.
        assert_eq!(
            format!("{semaphore:?}"),
            "Semaphore { permits: 0, waiting: 0, .. }"
        );
        drop(first);
        assert_eq!(semaphore.available_permits(), 1);
        drop(
            semaphore
                .acquire_timeout(FOR_EVER)
                .expect("a permit that is there"),
        );
        drop(second);
        assert_eq!(semaphore.available_permits(), 2);
        drop(IN_A_CONSTANT.acquire());
        assert_eq!(IN_A_CONSTANT.available_permits(), 1);
    }

    /// A permit that is forgotten doesn't come back. Others can be added.
    #[test]
    fn a_forgotten_permit_is_gone() {
        let semaphore = Semaphore::new(1);
        semaphore.acquire().forget();
        assert!(semaphore.try_acquire().is_none());
        semaphore.add_permits(0);
        assert_eq!(semaphore.available_permits(), 0);
        semaphore.add_permits(3);
        assert_eq!(semaphore.available_permits(), 3);
    }

    /// A panic that unwinds gives the permit back.
    #[test]
    fn a_panic_gives_the_permit_back() {
        let semaphore = Semaphore::new(1);
        let panics = || {
            let _permit = semaphore.acquire();
            resume_unwind(Box::new(()));
        };
        catch_unwind(panics).unwrap_err();
        assert_eq!(semaphore.available_permits(), 1);
    }

    /// More permits than there may be are refused with a panic, by `new` and by `add_permits`, which adds none of them then. One that comes back when
    /// there is no room for it panics as well, and isn't there then.
    #[test]
    fn permits_too_many_are_refused() {
        const MAX: usize = Semaphore::MAX_PERMITS;
        const TOO_MANY: &str = "too many permits";

        panics_with(TOO_MANY, || drop(Semaphore::new(MAX + 1)));
        let semaphore = Semaphore::new(MAX);
        panics_with(TOO_MANY, || semaphore.add_permits(1));
        assert_eq!(semaphore.available_permits(), MAX);
        let permit = semaphore.acquire();
        panics_with(TOO_MANY, || semaphore.add_permits(usize::MAX));
        assert_eq!(semaphore.available_permits(), MAX - 1);
        semaphore.add_permits(1);
        assert_eq!(semaphore.available_permits(), MAX);
        panics_with(TOO_MANY, || drop(permit));
        assert_eq!(semaphore.available_permits(), MAX);
    }

    /// A permit can be handed to another thread, and given back there.
    #[test]
    fn a_permit_can_be_given_back_by_another_thread() {
        watchdog(LIMIT, || {
            let semaphore = Semaphore::new(1);
            let permit = semaphore.acquire();
            thread::scope(|s| {
                s.spawn(|| drop(permit));
                drop(semaphore.acquire());
            });
            assert_eq!(semaphore.available_permits(), 1);
        });
    }

    /// A thread that waits for a limited time waits that long, if no permit comes, and is counted as waiting until then and no longer.
    #[test]
    fn a_semaphore_waits_as_long_as_it_is_told() {
        watchdog(LIMIT, || {
            let semaphore = Semaphore::new(0);
            let start = Instant::now();
            assert!(semaphore.acquire_timeout(A_WHILE).is_none());
            assert!(start.elapsed() >= A_WHILE);
            assert_eq!(
                format!("{semaphore:?}"),
                "Semaphore { permits: 0, waiting: 0, .. }"
            );
            thread::scope(|s| {
                s.spawn(|| {
                    let permit = semaphore.acquire_timeout(FOR_EVER);
                    permit.expect("a permit").forget();
                });
                wait_until(|| format!("{semaphore:?}").ends_with("waiting: 1, .. }"));
                semaphore.add_permits(1);
            });
            assert_eq!(
                format!("{semaphore:?}"),
                "Semaphore { permits: 0, waiting: 0, .. }"
            );
        });
    }

    /// Eight real threads with three permits are never more than three inside.
    #[test]
    fn never_more_are_inside_than_there_are_permits() {
        watchdog(LIMIT, || {
            let semaphore = Semaphore::new(3);
            let inside = AtomicUsize::new(0);
            thread::scope(|s| {
                for _ in 0..8 {
                    s.spawn(|| {
                        for turn in 0..1000 {
                            let permit = if turn % 2 == 0 {
                                Some(semaphore.acquire())
                            } else {
                                semaphore.acquire_timeout(A_WHILE)
                            };
                            if let Some(_permit) = permit {
                                // ORDERING: SeqCst: a test's count.
                                assert!(inside.fetch_add(1, SeqCst) < 3, "one too many");
                                // ORDERING: as above.
                                inside.fetch_sub(1, SeqCst);
                            }
                        }
                    });
                }
            });
            assert_eq!(
                format!("{semaphore:?}"),
                "Semaphore { permits: 3, waiting: 0, .. }"
            );
        });
    }

    // ---- Traits and sizes ----

    /// A queue can be sent and shared if its items can be sent, and a panic may be caught around it whatever they are.
    #[test]
    fn a_queue_asks_its_items_to_be_sent() {
        type SendOnly = Cell<u8>;
        type SyncOnly = std::sync::MutexGuard<'static, u8>;
        type Neither = Rc<u8>;

        assert_impl_all!(BoundedQueue<u8>: Send, Sync);
        assert_impl_all!(BoundedQueue<SendOnly>: Send, Sync);
        assert_not_impl_any!(BoundedQueue<SyncOnly>: Send, Sync);
        assert_not_impl_any!(BoundedQueue<Neither>: Send, Sync);
        assert_impl_all!(BoundedQueue<Rc<RefCell<u8>>>: UnwindSafe, RefUnwindSafe, Unpin, Debug);
        assert_impl_all!(std::sync::mpsc::SyncSender<Rc<RefCell<u8>>>: UnwindSafe, RefUnwindSafe);
    }

    /// A barrier and what its `wait` returns have the traits that std's have.
    #[test]
    fn a_barrier_has_the_traits_of_stds() {
        assert_impl_all!(Barrier: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe, Debug);
        assert_impl_all!(std::sync::Barrier: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe, Debug);
        assert_not_impl_any!(Barrier: Clone, Default);
        assert_not_impl_any!(std::sync::Barrier: Clone, Default);
        assert_impl_all!(BarrierWaitResult: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe, Debug);
        assert_impl_all!(std::sync::BarrierWaitResult: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe, Debug);
        assert_not_impl_any!(BarrierWaitResult: Clone, Copy, PartialEq);
        assert_not_impl_any!(std::sync::BarrierWaitResult: Clone, Copy, PartialEq);
    }

    /// A semaphore and its permits can be sent and shared, and a panic may be caught around them. A permit is one word.
    #[test]
    fn a_permit_can_be_sent_and_shared() {
        assert_impl_all!(Semaphore: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe, Debug);
        assert_impl_all!(SemaphorePermit<'_>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe, Debug);
        assert_not_impl_any!(SemaphorePermit<'_>: Clone);
        assert_eq!(size_of::<SemaphorePermit<'_>>(), size_of::<usize>());
        assert_eq!(size_of::<Semaphore>(), 16);
    }
}
