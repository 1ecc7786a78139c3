//! What the condition variables promise.
#![cfg(not(model))]

use std::cell::Cell;
use std::mem;
use std::panic::{AssertUnwindSafe, RefUnwindSafe, UnwindSafe, catch_unwind};
use std::sync::mpsc;
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
    let (mutex, changed) = (Mutex::new(()), Condvar::new());
    changed.notify_one();
    changed.notify_all();
    let mut guard = mutex.lock();
    let mut over = changed.wait_timeout(&mut guard, Duration::from_millis(1));
    while !over.timed_out() {
        // It may return for no reason.
        over = changed.wait_timeout(&mut guard, Duration::from_millis(1));
    }
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

/// The same test compiles for both: names, generic parameters, arguments and results are the standard library's.
#[test]
fn it_has_the_shape_of_stds() {
    macro_rules! works {
        ($($path:ident)::+, $($mutex:ident)::+) => {
            in_time(|| {
                use $($path)::+::Condvar;
                use $($mutex)::+::Mutex;

                static STATIC: Condvar = Condvar::new();

                let (mutex, changed) = (Mutex::new(0_u32), Condvar::default());
                let soon = Duration::from_millis(1);
                STATIC.notify_all();
                thread::scope(|s| {
                    s.spawn(|| {
                        *mutex.lock().unwrap() = 1;
                        changed.notify_one();
                    });
                    let guard = mutex.lock().unwrap();
                    let mut guard = changed
                        .wait_while::<u32, fn(&mut u32) -> bool>(guard, |number| *number == 0)
                        .unwrap();
                    *guard += 1;
                });
                let guard = mutex.lock().unwrap();
                let (guard, over) = changed
                    .wait_timeout_while::<u32, fn(&mut u32) -> bool>(guard, soon, |number| *number == 2)
                    .unwrap();
                assert!(over.timed_out());
                let (guard, over) = changed.wait_timeout::<u32>(guard, soon).unwrap();
                assert_eq!(format!("{over:?}"), format!("WaitTimeoutResult({})", over.timed_out()));
                assert_eq!(over, over.clone());
                drop(guard);
                assert_eq!(format!("{changed:?}"), "Condvar { .. }");
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
            });
        };
    }
    works!(std::sync, std::sync);
    works!(condvar::poisoning, poisoning);
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
    const NEW: Condvar = Condvar::new();
    const NEW_TOO: PoisonCondvar = PoisonCondvar::new();

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

/// Each wait on a mutex that is poisoned returns the error, with the guard and whatever else it returns.
#[test]
fn a_wait_on_a_poisoned_mutex_returns_an_error() {
    let (mutex, changed) = (poisoning::Mutex::new(7), PoisonCondvar::new());
    let panics = || {
        let _guard = mutex.lock().unwrap();
        panic!("poisons it");
    };
    assert!(catch_unwind(panics).is_err());
    let soon = Duration::from_millis(1);
    let guard = || mutex.lock().unwrap_err().into_inner();
    let (held, _) = changed
        .wait_timeout(guard(), soon)
        .unwrap_err()
        .into_inner();
    assert_eq!(*held, 7);
    assert!(mutex.try_lock().is_err());
    drop(held);
    let result = changed.wait_timeout_while(guard(), soon, |_| true);
    drop(result.unwrap_err());
    // If it doesn't wait, it doesn't learn of it: as in std.
    drop(changed.wait_while(guard(), |_| false).unwrap());
    drop(
        changed
            .wait_timeout_while(guard(), soon, |_| false)
            .unwrap(),
    );

    let (mutex, changed) = (std::sync::Mutex::new(7), std::sync::Condvar::new());
    let panics = || {
        let _guard = mutex.lock().unwrap();
        panic!("poisons it");
    };
    assert!(catch_unwind(panics).is_err());
    let guard = || mutex.lock().unwrap_err().into_inner();
    drop(changed.wait_timeout(guard(), soon).unwrap_err());
    drop(
        changed
            .wait_timeout_while(guard(), soon, |_| true)
            .unwrap_err(),
    );
    drop(changed.wait_while(guard(), |_| false).unwrap());
    drop(
        changed
            .wait_timeout_while(guard(), soon, |_| false)
            .unwrap(),
    );
}

/// A guard that was taken while its thread was unwinding remembers that across a wait: it poisons nothing, in the book and in the standard library.
#[test]
fn a_wait_while_unwinding_poisons_nothing() {
    macro_rules! waits_while_unwinding {
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
            assert!(result.is_err() && !mutex.is_poisoned());
        }};
    }
    waits_while_unwinding!(poisoning::Mutex::new(()), PoisonCondvar::new());
    waits_while_unwinding!(std::sync::Mutex::new(()), std::sync::Condvar::new());
}

/// Calls a function when it is dropped.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

// ---- Two mutexes ----

/// Has two threads wait on one condition variable at once, each with a mutex of its own, and then ends both waits.
#[cfg(target_os = "linux")]
fn two_mutexes<M: Sync, C: Sync>(
    mutexes: [M; 2],
    condvar: C,
    set: impl Fn(&M, bool),
    wait: impl Fn(&M, &C, &dyn Fn()) + Sync,
    notify_all: impl Fn(&C),
) {
    let (sender, receiver) = mpsc::channel();
    let arrives = || sender.send(()).unwrap();
    thread::scope(|s| {
        for mutex in &mutexes {
            set(mutex, true);
            s.spawn(|| wait(mutex, &condvar, &arrives));
        }
        for _ in &mutexes {
            receiver.recv().unwrap();
        }
        // Each has said so with its mutex held, so who has that now knows that its thread waits.
        for mutex in &mutexes {
            set(mutex, false);
        }
        notify_all(&condvar);
    });
}

/// Threads may wait on one condition variable with different mutexes at the same time, as they may with the standard library's on Linux;
/// `parking_lot`'s panics.
#[cfg(target_os = "linux")]
#[test]
fn two_mutexes_at_once() {
    in_time(|| {
        two_mutexes(
            [Mutex::new(false), Mutex::new(false)],
            Condvar::new(),
            |mutex, waits| *mutex.lock() = waits,
            |mutex, changed, arrives| {
                let mut waits = mutex.lock();
                arrives();
                changed.wait_while(&mut waits, |waits| *waits);
            },
            Condvar::notify_all,
        );
        two_mutexes(
            [poisoning::Mutex::new(false), poisoning::Mutex::new(false)],
            PoisonCondvar::new(),
            |mutex, waits| *mutex.lock().unwrap() = waits,
            |mutex, changed, arrives| {
                let waits = mutex.lock().unwrap();
                arrives();
                drop(changed.wait_while(waits, |waits| *waits));
            },
            PoisonCondvar::notify_all,
        );
        two_mutexes(
            [std::sync::Mutex::new(false), std::sync::Mutex::new(false)],
            std::sync::Condvar::new(),
            |mutex, waits| *mutex.lock().unwrap() = waits,
            |mutex, changed, arrives| {
                let waits = mutex.lock().unwrap();
                arrives();
                drop(changed.wait_while(waits, |waits| *waits));
            },
            std::sync::Condvar::notify_all,
        );
    });
    in_time(|| {
        let (first, second) = (parking_lot::Mutex::new(true), parking_lot::Mutex::new(()));
        let changed = parking_lot::Condvar::new();
        let (sender, receiver) = mpsc::channel();
        thread::scope(|s| {
            s.spawn(|| {
                let mut waits = first.lock();
                sender.send(()).unwrap();
                changed.wait_while(&mut waits, |waits| *waits);
            });
            receiver.recv().unwrap();
            // Who has this mutex knows that its thread waits.
            drop(first.lock());
            let result = catch_unwind(AssertUnwindSafe(|| changed.wait(&mut second.lock())));
            assert!(result.is_err());
            *first.lock() = false;
            changed.notify_all();
        });
    });
}

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
                        if *turn % 3 == 0 {
                            changed.notify_all();
                        } else {
                            changed.notify_one();
                        }
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
    changed.wait_timeout_while(&mut guard, Duration::from_secs(60), |left| {
        asked.set(asked.get() + 1);
        *left = 0;
        false
    });
    assert_eq!((*guard, asked.get()), (0, 1));
}
