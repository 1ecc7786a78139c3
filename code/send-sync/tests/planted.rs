//! Programs in safe code that race, because a type that they use claims too much: `planted/wrong.rs`. And faults of the
//! locks that the models must find.
#![cfg(model)]

mod common;
#[path = "planted/wrong.rs"]
mod wrong;

mod safe_code {
    #![forbid(unsafe_code)]

    use platform::model::{Bounds, both, model, model_fails, settle_report};
    use platform::sync::Arc;
    use send_sync::{Lock, ReentrantLock, stages};

    use crate::common::{Cell, Rc};
    use crate::wrong;

    /// What a model says of two accesses that nothing orders.
    const RACE: &str = "Causality violation";

    // ---- Locks ----

    /// A lock that is `Sync` whatever is in it lets two threads count in one `Rc` at once: a data race.
    #[test]
    fn a_lock_of_anything_races_on_an_rc() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || {
            // ANCHOR: lock_of_anything
            let ours = Rc::new();
            let lock = wrong::LockOfAnything::new(ours.clone());
            both(|| drop(lock.lock().clone()), || drop(ours.clone()));
            // ANCHOR_END: lock_of_anything
        });
    }

    /// A lock that may be sent whatever is in it takes an `Rc` to another thread: a data race.
    #[test]
    fn a_lock_of_anything_takes_an_rc_away() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || {
            let ours = Rc::new();
            let lock = wrong::LockOfAnything::new(ours.clone());
            both(move || drop(lock), || drop(ours.clone()));
        });
    }

    /// A lock that asks for `T: Sync` in place of `T: Send` lets a thread take out a value that must stay on another: a data
    /// race.
    #[test]
    fn a_lock_of_sync_lets_a_guard_leave_its_thread() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || {
            // ANCHOR: lock_of_sync
            let reentrant = ReentrantLock::new(0);
            let lock = wrong::LockOfSync::new(None);
            both(
                || drop(lock.lock().take()),
                || {
                    let first = reentrant.lock();
                    *lock.lock() = Some(reentrant.lock());
                    drop(first);
                },
            );
            // ANCHOR_END: lock_of_sync
        });
    }

    /// A reader-writer lock that asks only for `T: Send` lets two readers set one `Cell` at once: a data race.
    #[test]
    fn an_rwlock_of_send_races_on_a_cell() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || {
            let lock = wrong::RwLock::new(Cell::new(0));
            both(|| lock.read().set(1), || lock.read().set(2));
        });
    }

    // ---- Guards ----

    /// A guard that has what the compiler infers from a `&Lock<T>` is `Sync` where `T` is `Send`, and two threads can set the
    /// `Cell` behind it at once: a data race.
    #[test]
    fn an_inferred_guard_races_on_a_cell() {
        let report = model_fails(RACE, Bounds::EXHAUSTIVE, || {
            // ANCHOR: inferred
            let lock = stages::inferred::Lock::new(Cell::new(0));
            let guard = lock.lock();
            both(|| guard.set(1), || guard.set(2));
            // ANCHOR_END: inferred
        });
        settle_report("inferred", &report);
    }

    /// A guard of a part that looks only at the whole lets two threads set a `Cell` that is no part of it: a data race.
    #[test]
    fn a_mapped_guard_of_the_whole_races_on_a_cell() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || {
            // ANCHOR: mapped
            let lock = Lock::new(0);
            let guard = wrong::MappedGuard::new(lock.lock(), |_: &mut u32| {
                Box::leak(Box::new(Cell::new(0)))
            });
            both(|| guard.set(1), || guard.set(2));
            // ANCHOR_END: mapped
        });
    }

    /// A reentrant lock's guard that is sent away leaves its thread in, and the other comes in too: a data race.
    #[test]
    fn a_reentrant_guard_that_is_sent_lets_two_threads_in() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || {
            // ANCHOR: sent_guard
            let lock = ReentrantLock::new(Cell::new(0));
            let ours = lock.lock();
            let theirs = wrong::SentGuard::new(&lock);
            both(move || theirs.set(1), || ours.set(2));
            // ANCHOR_END: sent_guard
        });
    }

    /// A reentrant lock's guard that is `Sync` where `T` is `Send` lets two threads set the `Cell` behind it at once: a data race.
    #[test]
    fn a_reentrant_guard_of_send_races_on_a_cell() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || {
            let lock = ReentrantLock::new(Cell::new(0));
            let guard = wrong::SharedGuard::new(&lock);
            both(|| guard.set(1), || guard.set(2));
        });
    }

    /// A `Lock`'s guard that is sent unlocks on the other thread, and in no execution does anything go wrong: nothing in this lock is
    /// tied to a thread.
    #[test]
    fn a_lock_can_be_released_by_another_thread() {
        model(Bounds::EXHAUSTIVE, || {
            let lock = Lock::new(0);
            let mut guard = wrong::SentLockGuard::new(lock.lock());
            both(move || *guard.get() += 1, || *lock.lock() += 1);
            assert_eq!(lock.into_inner(), 2);
        });
    }

    // ---- Owners ----

    /// An `Arc` that asks only for `T: Send` lets two threads set one `Cell` at once: a data race.
    #[test]
    fn an_arc_of_send_races_on_a_cell() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || {
            let ours = wrong::ArcOfSend::new(Cell::new(0));
            let theirs = ours.clone();
            both(move || theirs.set(1), || ours.set(2));
        });
    }

    /// An `Arc` that asks only for `T: Sync` drops its value on whichever thread comes last, and a guard must be dropped on its
    /// own: a data race.
    #[test]
    fn an_arc_of_sync_drops_a_guard_elsewhere() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || {
            let reentrant = ReentrantLock::new(0);
            let first = reentrant.lock();
            let ours = wrong::ArcOfSync::new(reentrant.lock());
            let theirs = ours.clone();
            both(
                move || drop(theirs),
                || {
                    drop(ours);
                    drop(first);
                },
            );
        });
    }

    /// An `Arc` that can be shared where `T` is `Sync` can be cloned through a reference, and dropped last by the thread that
    /// has only borrowed it: a data race.
    #[test]
    fn a_shared_arc_of_sync_drops_a_guard_elsewhere() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || {
            let reentrant: &ReentrantLock<u32> = Box::leak(Box::new(ReentrantLock::new(0)));
            let first = reentrant.lock();
            let ours = wrong::SharedArc::new(reentrant.lock());
            // What is returned stays over there, and is dropped last.
            both(|| ours.clone(), || ());
            drop(ours);
            drop(first);
        });
    }

    /// A pointer that owns its value and is `Send` whatever that is lets two threads count in one `Rc` at once: a data race.
    #[test]
    fn an_owner_of_anything_races_on_an_rc() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || {
            // ANCHOR: owner
            let ours = Rc::new();
            let theirs = wrong::Owner::new(ours.clone());
            both(move || drop(theirs), || drop(ours.clone()));
            // ANCHOR_END: owner
        });
    }

    /// A pointer that owns its value and is `Sync` where `T` is `Send` lets two threads set one `Cell` at once: a data race.
    #[test]
    fn an_owner_of_send_races_on_a_cell() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || {
            let owner = wrong::Owner::new(Cell::new(0));
            both(|| owner.set(1), || owner.set(2));
        });
    }

    /// An iterator that borrows and is `Send` where `T` is `Send` lets two threads set one `Cell` at once: a data race.
    #[test]
    fn a_borrowing_iterator_of_send_races_on_a_cell() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || {
            let cells = [Cell::new(0)];
            let theirs = wrong::Iter::new(&cells);
            let set = |iter: wrong::Iter<'_, Cell>| iter.for_each(|cell| cell.set(1));
            both(move || set(theirs), || set(wrong::Iter::new(&cells)));
        });
    }

    // ---- What hands values over ----

    /// A channel end that is `Send` whatever it carries takes an `Rc` to another thread: a data race.
    #[test]
    fn a_sender_of_anything_races_on_an_rc() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || {
            let (sender, receiver) = wrong::channel();
            both(
                move || {
                    let rc = Rc::new();
                    sender.send(rc.clone());
                    drop(rc);
                },
                || drop(receiver.try_recv()),
            );
        });
    }

    /// A receiver that is made for one thread and claims to be `Sync` races with itself.
    #[test]
    fn a_receiver_that_is_shared_races_with_itself() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || {
            let (sender, receiver) = wrong::channel();
            sender.send(String::new());
            let receive = || {
                receiver.try_recv();
            };
            both(receive, receive);
        });
    }

    /// A slot that is filled through a shared reference and asks only for `T: Sync` drops on one thread what another has put
    /// in: a data race.
    #[test]
    fn a_once_lock_of_sync_drops_a_guard_elsewhere() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || {
            let reentrant = ReentrantLock::new(0);
            let ours = Arc::new(wrong::OnceLock::new());
            let theirs = Arc::clone(&ours);
            both(
                || {
                    let first = reentrant.lock();
                    theirs.set(reentrant.lock());
                    drop(theirs);
                    drop(first);
                },
                || drop(ours),
            );
        });
    }
}
