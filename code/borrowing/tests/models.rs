//! Models of the repaired counters and of what they are made of. Two threads and the test's own meet every order of what
//! they do to one lock or slot.

use borrowing::account::one_step::withdraw;
use borrowing::{atomic, message, mutex, racy};
use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::model::{Bounds, Watched, model};
use platform::sync::Arc;
use threads::spawn;

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
        let counter = Arc::new(atomic::Counter::new());
        let theirs = Arc::clone(&counter);
        let thread = spawn(move || theirs.add());
        counter.add();
        thread.join().unwrap();
        assert_eq!(counter.get(), 2, "an addition is lost");
    });
}

/// The counter behind a lock counts every addition, and has no data race.
#[test]
fn the_locked_counter_counts_every_addition() {
    model(Bounds::EXHAUSTIVE, || {
        let counter = Arc::new(mutex::Counter::new());
        let theirs = Arc::clone(&counter);
        let thread = spawn(move || theirs.add());
        counter.add();
        thread.join().unwrap();
        assert_eq!(counter.get(), 2, "an addition is lost");
    });
}

/// The counter that is told by message counts every addition, and has no data race.
#[test]
fn the_told_counter_counts_every_addition() {
    model(Bounds::preemptions(2), || {
        let counter = Arc::new(message::Counter::new());
        let senders = [(); 2].map(|()| {
            let theirs = Arc::clone(&counter);
            spawn(move || theirs.add())
        });
        assert_eq!(counter.count(2), 2, "an addition is lost");
        for sender in senders {
            sender.join().unwrap();
        }
    });
}

/// The lock lets in one thread at a time, and who comes in sees what was done by who was in before.
#[test]
fn the_lock_lets_in_one_at_a_time() {
    model(Bounds::EXHAUSTIVE, || {
        let lock = Arc::new(mutex::Lock::new(watched()));
        let theirs = Arc::clone(&lock);
        let add = |place: &mut Watched| {
            let number = place.get();
            place.set(number + 1);
        };
        let thread = spawn(move || theirs.with(add));
        lock.with(add);
        thread.join().unwrap();
        assert_eq!(lock.with(|place| place.get()), 2);
    });
}

/// Of three threads that want to come in, nobody sleeps for ever.
#[test]
fn the_lock_wakes_whoever_waits() {
    model(Bounds::preemptions(2), || {
        let lock = Arc::new(mutex::Lock::new(0));
        let threads = [(); 2].map(|()| {
            let theirs = Arc::clone(&lock);
            spawn(move || theirs.with(|number| *number += 1))
        });
        lock.with(|number| *number += 1);
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(lock.with(|number| *number), 3);
    });
}

/// A panic within leaves the lock free.
#[test]
fn a_panic_within_leaves_the_lock_free() {
    model(Bounds::EXHAUSTIVE, || {
        let lock = Arc::new(mutex::Lock::new(0));
        let theirs = Arc::clone(&lock);
        let thread = spawn(move || {
            theirs.with(|_| std::panic::resume_unwind(Box::new("on purpose")));
        });
        lock.with(|number| *number += 1);
        thread.join().unwrap_err();
        assert_eq!(lock.with(|number| *number), 1);
    });
}

/// Who receives a message sees what its sender did before.
#[test]
fn a_message_carries_what_came_before_it() {
    model(Bounds::EXHAUSTIVE, || {
        let shared = Arc::new((watched(), message::Slot::new()));
        let theirs = Arc::clone(&shared);
        let thread = spawn(move || {
            theirs.0.set(7);
            theirs.1.send(());
        });
        shared.1.receive();
        assert_eq!(shared.0.get(), 7);
        thread.join().unwrap();
    });
}

/// A message arrives once, in the order of sending, and a second one waits until the first is taken.
#[test]
fn messages_arrive_once_and_in_order() {
    model(Bounds::preemptions(2), || {
        let slot = Arc::new(message::Slot::new());
        let theirs = Arc::clone(&slot);
        let thread = spawn(move || {
            theirs.send(1);
            theirs.send(2);
        });
        assert_eq!((slot.receive(), slot.receive()), (1, 2));
        thread.join().unwrap();
    });
}

/// Who sends again sees what the receiver did before it took the message.
#[test]
fn room_for_a_message_carries_what_came_before_it() {
    model(Bounds::preemptions(2), || {
        let shared = Arc::new((watched(), message::Slot::new()));
        let theirs = Arc::clone(&shared);
        let thread = spawn(move || {
            theirs.1.send(1);
            theirs.1.send(2);
            theirs.0.get()
        });
        shared.0.set(7);
        shared.1.receive();
        assert_eq!(thread.join().unwrap(), 7);
        assert_eq!(shared.1.receive(), 2);
    });
}

/// Of two withdrawals for which there is enough only once, exactly one succeeds if checking and taking are one step.
#[test]
fn an_account_in_one_step_is_never_overdrawn() {
    model(Bounds::EXHAUSTIVE, || {
        let balance = Arc::new(AtomicU32::new(100));
        let theirs = Arc::clone(&balance);
        let thread = spawn(move || withdraw(&theirs, 80));
        let ours = withdraw(&balance, 80);
        let theirs = thread.join().unwrap();
        assert!(ours != theirs, "both or neither: {ours}, {theirs}");
        // ORDERING: Relaxed: the thread has been joined.
        assert_eq!(balance.load(Relaxed), 20);
    });
}

/// Withdrawals for which there is enough all succeed: one that loses the race looks again.
#[test]
fn an_account_with_enough_refuses_nobody() {
    model(Bounds::EXHAUSTIVE, || {
        let balance = Arc::new(AtomicU32::new(100));
        let theirs = Arc::clone(&balance);
        let thread = spawn(move || withdraw(&theirs, 50));
        assert!(withdraw(&balance, 50), "refused, and there was enough");
        assert!(thread.join().unwrap(), "refused, and there was enough");
        // ORDERING: Relaxed: the thread has been joined.
        assert_eq!(balance.load(Relaxed), 0);
    });
}
