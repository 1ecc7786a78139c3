//! Models of the repaired counters and of what they are made of. Two threads and the test's own meet every order of what
//! they do to one lock or slot.

use borrowing::account::one_step::withdraw;
use borrowing::{atomic, message, mutex, racy};
use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::model::{Bounds, Watched, both, catch, model, unwind};

/// Memory in the checker's view.
fn watched() -> Watched {
    // SAFETY: nothing orders the uses but what is under test.
    unsafe { Watched::new() }
}

/// A racy counter that one thread uses commits no data race: it is unsound, and this use of it is right.
#[test]
fn one_thread_has_no_data_race() {
    model(Bounds::EXHAUSTIVE, || {
        let counter = racy::Counter::new();
        counter.add();
        counter.add();
        assert_eq!(counter.get(), 2);
    });
}

/// The atomic counter counts every addition, and has no data race.
#[test]
fn the_atomic_counter_counts_every_addition() {
    model(Bounds::EXHAUSTIVE, || {
        let counter = atomic::Counter::new();
        both(|| counter.add(), || counter.add());
        assert_eq!(counter.get(), 2, "an addition is lost");
    });
}

/// The counter behind a lock counts every addition, and has no data race.
#[test]
fn the_locked_counter_counts_every_addition() {
    model(Bounds::EXHAUSTIVE, || {
        let counter = mutex::Counter::new();
        both(|| counter.add(), || counter.add());
        assert_eq!(counter.get(), 2, "an addition is lost");
    });
}

/// The counter that is told by message counts every addition, and has no data race.
#[test]
fn the_told_counter_counts_every_addition() {
    model(Bounds::preemptions(2), || {
        let counter = message::Counter::new();
        let add = || counter.add();
        let count = || assert_eq!(counter.count(2), 2, "an addition is lost");
        both(add, || both(add, count));
    });
}

/// The lock lets in one thread at a time, and who comes in sees what was done by who was in before.
#[test]
fn the_lock_lets_in_one_at_a_time() {
    model(Bounds::EXHAUSTIVE, || {
        let lock = mutex::Lock::new(watched());
        let add = |place: &mut Watched| {
            let number = place.get();
            place.set(number + 1);
        };
        both(|| lock.with(add), || lock.with(add));
        assert_eq!(lock.with(|place| place.get()), 2);
    });
}

/// Of three threads that want to come in, nobody sleeps for ever.
#[test]
fn the_lock_wakes_whoever_waits() {
    model(Bounds::preemptions(2), || {
        let lock = mutex::Lock::new(0);
        let add = || lock.with(|number| *number += 1);
        both(add, || both(add, add));
        assert_eq!(lock.with(|number| *number), 3);
    });
}

/// A panic within leaves the lock free.
#[test]
fn a_panic_within_leaves_the_lock_free() {
    model(Bounds::EXHAUSTIVE, || {
        let lock = mutex::Lock::new(0);
        both(
            || catch(|| lock.with(|_| unwind())),
            || lock.with(|number| *number += 1),
        );
        assert_eq!(lock.with(|number| *number), 1);
    });
}

/// Who receives a message sees what its sender did before.
#[test]
fn a_message_carries_what_came_before_it() {
    model(Bounds::EXHAUSTIVE, || {
        let (letter, slot) = (watched(), message::Slot::new());
        both(
            || {
                letter.set(7);
                slot.send(());
            },
            || {
                slot.receive();
                assert_eq!(letter.get(), 7);
            },
        );
    });
}

/// A message arrives once, in the order of sending, and a second one waits until the first is taken.
#[test]
fn messages_arrive_once_and_in_order() {
    model(Bounds::preemptions(2), || {
        let slot = message::Slot::new();
        both(
            || {
                slot.send(1);
                slot.send(2);
            },
            || assert_eq!((slot.receive(), slot.receive()), (1, 2)),
        );
    });
}

/// Who sends again sees what the receiver did before it took the message.
#[test]
fn room_for_a_message_carries_what_came_before_it() {
    model(Bounds::preemptions(2), || {
        let (letter, slot) = (watched(), message::Slot::new());
        both(
            || {
                slot.send(1);
                slot.send(2);
                assert_eq!(letter.get(), 7);
            },
            || {
                letter.set(7);
                slot.receive();
            },
        );
        assert_eq!(slot.receive(), 2);
    });
}

/// Of two withdrawals for which there is enough only once, exactly one succeeds if checking and taking are one step.
#[test]
fn an_account_in_one_step_is_never_overdrawn() {
    model(Bounds::EXHAUSTIVE, || {
        let balance = AtomicU32::new(100);
        let mut theirs = false;
        let ours = both(
            || theirs = withdraw(&balance, 80),
            || withdraw(&balance, 80),
        );
        assert!(ours != theirs, "both or neither: {ours}, {theirs}");
        // ORDERING: Relaxed: the thread has ended.
        assert_eq!(balance.load(Relaxed), 20);
    });
}

/// Withdrawals for which there is enough all succeed: one that loses the race looks again.
#[test]
fn an_account_with_enough_refuses_nobody() {
    model(Bounds::EXHAUSTIVE, || {
        let balance = AtomicU32::new(100);
        let take = || assert!(withdraw(&balance, 50), "refused, and there was enough");
        both(take, take);
        // ORDERING: Relaxed: the thread has ended.
        assert_eq!(balance.load(Relaxed), 0);
    });
}
