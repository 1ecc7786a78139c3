//! Models of the section's two locks. In a model build each test runs in every execution that its bounds allow; on an
//! operating system the same body runs again and again.

use std::sync::Mutex;

use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::model::{Bounds, both, model};
use send_sync::{Guard, Lock, ReentrantLock};

mod common;
use common::Cell;

// ---- Lock ----

/// One thread at a time holds a `Lock`, and sees what the last one wrote.
#[test]
fn one_thread_at_a_time_holds_the_lock() {
    model(Bounds::EXHAUSTIVE, || {
        let lock = Lock::new(0);
        both(|| *lock.lock() += 1, || *lock.lock() += 1);
        assert_eq!(lock.into_inner(), 2);
    });
}

/// Of two threads that wait for a `Lock`, each gets it: no wake-up is lost.
#[test]
fn each_of_three_threads_gets_the_lock() {
    // Three threads.
    model(Bounds::preemptions(3), || {
        let lock = Lock::new(0);
        both(
            || both(|| *lock.lock() += 1, || *lock.lock() += 1),
            || *lock.lock() += 1,
        );
        assert_eq!(lock.into_inner(), 3);
    });
}

/// A `Lock` moves a value that is `Send` and not `Sync` from thread to thread: a `Cell` in it is used by one at a time.
#[test]
fn a_lock_of_a_cell_is_shared() {
    model(Bounds::EXHAUSTIVE, || {
        let lock = Lock::new(Cell::new(0));
        let add_one = || {
            let cell = lock.lock();
            cell.set(cell.get() + 1);
        };
        both(add_one, add_one);
        assert_eq!(lock.lock().get(), 2);
    });
}

/// Several threads can use one guard, if what it guards is `Sync`.
#[test]
fn a_guard_is_shared_between_threads() {
    model(Bounds::EXHAUSTIVE, || {
        let lock = Lock::new(AtomicU32::new(0));
        let guard = lock.lock();
        // ORDERING: Relaxed: the count is all there is.
        let add_one = || {
            guard.fetch_add(1, Relaxed);
        };
        both(add_one, add_one);
        // ORDERING: Relaxed: both threads have ended.
        assert_eq!(guard.load(Relaxed), 2);
    });
}

/// Two threads can each keep a reference from one guard, both in use at once. (A fault here is one of aliasing, which only
/// Miri sees.)
#[test]
fn two_threads_keep_references_from_one_guard() {
    model(Bounds::EXHAUSTIVE, || {
        let lock = Lock::new(7);
        let guard = lock.lock();
        let (one, other) = (Mutex::new(None), Mutex::new(None));
        both(
            || *one.lock().unwrap() = Some(&*guard),
            || *other.lock().unwrap() = Some(&*guard),
        );
        let (one, other) = (one.into_inner().unwrap(), other.into_inner().unwrap());
        assert_eq!((one, other), (Some(&7), Some(&7)));
    });
}

/// A guard of a part holds the lock, and releases it once, when it is dropped.
#[test]
fn a_mapped_guard_holds_the_lock() {
    model(Bounds::EXHAUSTIVE, || {
        let lock = Lock::new((0, 0));
        both(
            || *Guard::map(lock.lock(), |pair| &mut pair.0) += 1,
            || *Guard::map(lock.lock(), |pair| &mut pair.0) += 1,
        );
        assert_eq!(lock.into_inner(), (2, 0));
    });
}

// ---- ReentrantLock ----

/// One thread at a time holds a `ReentrantLock`, and sees what the last one wrote.
#[test]
fn one_thread_at_a_time_holds_the_reentrant_lock() {
    // Three words are too many for every execution.
    model(Bounds::preemptions(3), || {
        let lock = ReentrantLock::new(Cell::new(0));
        let add_one = || {
            let cell = lock.lock();
            cell.set(cell.get() + 1);
        };
        both(add_one, add_one);
        assert_eq!(lock.into_inner().get(), 2);
    });
}

/// A thread that holds a `ReentrantLock` gets it again without waiting, and keeps it until its last guard is dropped.
#[test]
fn a_reentrant_lock_is_held_until_the_last_guard_is_dropped() {
    // Three words are too many for every execution.
    model(Bounds::preemptions(3), || {
        let lock = ReentrantLock::new(Cell::new(0));
        let add_two = || {
            let outer = lock.lock();
            let inner = lock.lock();
            inner.set(inner.get() + 1);
            drop(inner);
            outer.set(outer.get() + 1);
        };
        both(add_two, add_two);
        assert_eq!(lock.into_inner().get(), 4);
    });
}

/// The guards of a `ReentrantLock` can be dropped in any order.
#[test]
fn reentrant_guards_are_dropped_in_any_order() {
    // Three words are too many for every execution.
    model(Bounds::preemptions(3), || {
        let lock = ReentrantLock::new(Cell::new(0));
        both(
            || lock.lock().set(1),
            || {
                let outer = lock.lock();
                let inner = lock.lock();
                drop(outer);
                inner.set(2);
                assert_eq!(inner.get(), 2, "another thread is in");
            },
        );
    });
}

/// A `ReentrantLock` that a thread has released it has to wait for like any other: that it was the owner doesn't let it in.
#[test]
fn a_released_reentrant_lock_is_taken_anew() {
    // Three words are too many for every execution.
    model(Bounds::preemptions(3), || {
        let lock = ReentrantLock::new(Cell::new(0));
        let add_one = || {
            let cell = lock.lock();
            cell.set(cell.get() + 1);
        };
        both(
            || {
                add_one();
                add_one();
            },
            add_one,
        );
        assert_eq!(lock.into_inner().get(), 3);
    });
}

/// Several threads can use one guard of a `ReentrantLock`, if what it guards is `Sync`.
#[test]
fn a_reentrant_guard_is_shared_between_threads() {
    model(Bounds::EXHAUSTIVE, || {
        let lock = ReentrantLock::new(AtomicU32::new(0));
        let guard = lock.lock();
        // ORDERING: Relaxed: the count is all there is.
        let add_one = || {
            guard.fetch_add(1, Relaxed);
        };
        both(add_one, add_one);
        // ORDERING: Relaxed: both threads have ended.
        assert_eq!(guard.load(Relaxed), 2);
    });
}
