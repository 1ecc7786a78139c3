//! Faults that the models must find, and bugs that a model can't see.
//!
//! `traces/` holds the executions that the book shows, `tools/model/` what a model says of each specimen;
//! `SNAPSHOTS=overwrite` records them.
#![cfg(model)]

use borrowing::racy;
use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::model::{Bounds, Watched, model, model_fails, settle_report};
use platform::sync::Arc;
use threads::spawn;

mod specimens;

use specimens::ALL;

/// What a model's message begins with where two accesses aren't ordered.
const DATA_RACE: &str = "Causality violation";

// ---- The racy counter, and the bugs of its kind ----

/// Two threads that add to the racy counter commit a data race: a model reports it, every time.
#[test]
fn the_racy_counter_is_a_data_race() {
    let report = model_fails(DATA_RACE, Bounds::EXHAUSTIVE, || {
        let counter = Arc::new(racy::Counter::new());
        let theirs = Arc::clone(&counter);
        let thread = spawn(move || theirs.add());
        counter.add();
        thread.join().unwrap();
    });
    settle_report("racy", &report);
}

/// One thread that adds to the racy counter while another reads it is a data race, too.
#[test]
fn reading_while_another_writes_is_a_data_race() {
    model_fails(DATA_RACE, Bounds::EXHAUSTIVE, || {
        let counter = Arc::new(racy::Counter::new());
        let theirs = Arc::clone(&counter);
        let thread = spawn(move || theirs.add());
        counter.get();
        thread.join().unwrap();
    });
}

/// Two threads that write the same value race for it, and no answer would be wrong: a data race without a race
/// condition.
#[test]
fn writing_the_same_value_twice_is_a_data_race() {
    model_fails(DATA_RACE, Bounds::EXHAUSTIVE, || {
        // SAFETY: none: nothing orders the two writes, which is what the model has to report.
        let seen = Arc::new(unsafe { Watched::new() });
        let theirs = Arc::clone(&seen);
        let thread = spawn(move || theirs.set(1));
        seen.set(1);
        thread.join().unwrap();
    });
}

/// A load and a store, each atomic, lose an addition: a race condition without a data race.
#[test]
fn an_atomic_read_and_an_atomic_write_lose_an_addition() {
    model_fails("an addition is lost", Bounds::EXHAUSTIVE, || {
        fn add(count: &AtomicU32) {
            // ORDERING: no ordering makes one step of two.
            let seen = count.load(Relaxed);
            count.store(seen + 1, Relaxed);
        }
        let count = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&count);
        let thread = spawn(move || add(&theirs));
        add(&count);
        thread.join().unwrap();
        assert_eq!(count.load(Relaxed), 2, "an addition is lost");
    });
}

// ---- The lock and the slot, with one thing wrong at a time ----

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    None,
    LooksAndThenTakes,
    NoWakeUp,
    SleepsWithoutSayingSo,
    OneStateForTwo,
}

/// The lock of `mutex.rs` again, and a slot like that of `message.rs`.
///
/// ORDERING: where no fault says otherwise, as there.
mod faulty {
    use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

    use platform::atomic::AtomicU32;
    use platform::cell::UnsafeCell;
    use platform::futex;

    use super::Fault;

    const FREE: u32 = 0;
    const HELD: u32 = 1;
    const AWAITED: u32 = 2;

    pub(super) struct Lock {
        pub(super) fault: Fault,
        state: AtomicU32,
        value: UnsafeCell<u32>,
    }

    // SAFETY: it has the fault that it has.
    unsafe impl Sync for Lock {}

    impl Lock {
        pub(super) fn new(fault: Fault) -> Self {
            Self {
                fault,
                state: AtomicU32::new(FREE),
                value: UnsafeCell::new(0),
            }
        }

        fn enter(&self) {
            let Self { fault, state, .. } = self;
            if *fault == Fault::LooksAndThenTakes {
                while state.load(Acquire) != FREE {
                    platform::thread::yield_now();
                }
                state.store(HELD, Relaxed);
                return;
            }
            if state
                .compare_exchange(FREE, HELD, Acquire, Relaxed)
                .is_err()
            {
                let mark = match fault {
                    Fault::SleepsWithoutSayingSo => HELD,
                    _ => AWAITED,
                };
                while state.swap(mark, Acquire) != FREE {
                    futex::wait(state, mark);
                }
            }
        }

        pub(super) fn add(&self) {
            self.enter();
            // SAFETY: as in `mutex.rs`, but for the fault.
            self.value.with_mut(|value| unsafe { *value += 1 });
            let wakes = self.fault != Fault::NoWakeUp;
            if self.state.swap(FREE, Release) == AWAITED && wakes {
                futex::wake_one(&raw const self.state);
            }
        }
    }

    const EMPTY: u32 = 0;
    const BUSY: u32 = 1;
    const FULL: u32 = 2;

    pub(super) struct Slot {
        fault: Fault,
        state: AtomicU32,
        message: UnsafeCell<u32>,
    }

    // SAFETY: it has the fault that it has.
    unsafe impl Sync for Slot {}

    impl Slot {
        pub(super) fn new(fault: Fault) -> Self {
            Self {
                fault,
                state: AtomicU32::new(EMPTY),
                message: UnsafeCell::new(0),
            }
        }

        pub(super) fn send(&self, message: u32) {
            self.claim(EMPTY);
            // SAFETY: as in `message.rs`, but for the fault.
            self.message.with_mut(|slot| unsafe { *slot = message });
            self.pass_on(FULL);
        }

        pub(super) fn receive(&self) -> u32 {
            self.claim(FULL);
            // SAFETY: as in `message.rs`, but for the fault.
            let message = self.message.with(|slot| unsafe { *slot });
            self.pass_on(EMPTY);
            message
        }

        fn claim(&self, wanted: u32) {
            // Without a state of its own for whoever is at it, two can be.
            let busy = match self.fault {
                Fault::OneStateForTwo => wanted,
                _ => BUSY,
            };
            while let Err(found) = self.state.compare_exchange(wanted, busy, Acquire, Relaxed) {
                futex::wait(&self.state, found);
            }
        }

        fn pass_on(&self, next: u32) {
            self.state.store(next, Release);
            if self.fault != Fault::NoWakeUp {
                futex::wake_all(&raw const self.state);
            }
        }
    }
}

/// Two threads that each come in once.
fn lock(fault: Fault) {
    let lock = Arc::new(faulty::Lock::new(fault));
    let theirs = Arc::clone(&lock);
    let thread = spawn(move || theirs.add());
    lock.add();
    thread.join().unwrap();
}

/// Two senders of one message each, and one who receives both.
fn slot(fault: Fault) {
    let slot = Arc::new(faulty::Slot::new(fault));
    let senders = [1, 2].map(|message| {
        let theirs = Arc::clone(&slot);
        spawn(move || theirs.send(message))
    });
    let sum = slot.receive() + slot.receive();
    assert_eq!(sum, 3, "a message is lost");
    for sender in senders {
        sender.join().unwrap();
    }
}

/// The copies with no fault in them pass the models in which the faults are found.
#[test]
fn without_a_fault_the_copies_pass() {
    model(Bounds::EXHAUSTIVE, || lock(Fault::None));
    model(Bounds::preemptions(2), || slot(Fault::None));
}

/// A lock that looks whether it is free and then takes it lets in two.
#[test]
fn a_lock_that_looks_and_then_takes_lets_in_two() {
    model_fails(DATA_RACE, Bounds::EXHAUSTIVE, || {
        lock(Fault::LooksAndThenTakes);
    });
}

/// If who leaves the lock wakes nobody, a thread that waits sleeps for ever.
#[test]
fn a_lock_that_wakes_nobody_leaves_one_asleep() {
    model_fails("deadlock", Bounds::EXHAUSTIVE, || lock(Fault::NoWakeUp));
}

/// If a thread falls asleep and doesn't leave a mark, nobody wakes it.
#[test]
fn a_lock_whose_waiters_leave_no_mark_leaves_one_asleep() {
    model_fails("deadlock", Bounds::EXHAUSTIVE, || {
        lock(Fault::SleepsWithoutSayingSo);
    });
}

/// If a slot doesn't say that somebody is at it, two senders are.
#[test]
fn a_slot_that_is_never_busy_lets_in_two() {
    model_fails(DATA_RACE, Bounds::preemptions(2), || {
        slot(Fault::OneStateForTwo);
    });
}

/// If a slot wakes nobody, a thread that waits for it sleeps for ever.
#[test]
fn a_slot_that_wakes_nobody_leaves_one_asleep() {
    model_fails("deadlock", Bounds::preemptions(2), || {
        slot(Fault::NoWakeUp);
    });
}

// ---- What a model sees of each specimen ----

/// Records the word for what a model says of a specimen.
fn said(name: &str, word: &str) {
    figure::settle(format!("tools/model/{name}.txt"), &format!("{word}\n"));
}

/// Commits the bug of that name.
fn commit(name: &str) {
    let specimen = ALL.iter().find(|specimen| specimen.name == name);
    (specimen.expect("one of that name").commit)();
}

/// A model reports a data race that is in every execution.
#[test]
fn a_model_and_race() {
    model_fails(DATA_RACE, Bounds::EXHAUSTIVE, || commit("race"));
    said("race", "data race");
}

/// A model reports a data race that is in some executions only.
#[test]
fn a_model_and_race_on_one_path() {
    model_fails(DATA_RACE, Bounds::EXHAUSTIVE, || commit("race-on-one-path"));
    said("race-on-one-path", "data race");
}

/// A model reports the data race that a `Relaxed` flag leaves.
#[test]
fn a_model_and_relaxed_flag() {
    model_fails(DATA_RACE, Bounds::EXHAUSTIVE, || commit("relaxed-flag"));
    said("relaxed-flag", "data race");
}

/// A model tries the values that a missing ordering between atomics lets a load read.
#[test]
fn a_model_and_relaxed_atomics() {
    model_fails("neither has seen the other", Bounds::EXHAUSTIVE, || {
        commit("relaxed-atomics");
    });
    said("relaxed-atomics", "the assertion fails");
}

/// A model finds a race condition, if an assertion says what is wrong.
#[test]
fn a_model_and_check_then_act() {
    model_fails("the account is overdrawn", Bounds::EXHAUSTIVE, || {
        commit("check-then-act");
    });
    said("check-then-act", "the assertion fails");
}

/// A model finds the torn read of two atomics, if an assertion says what is wrong.
#[test]
fn a_model_and_torn_pair() {
    model_fails("the halves are of two pairs", Bounds::EXHAUSTIVE, || {
        commit("torn-pair");
    });
    said("torn-pair", "the assertion fails");
}

/// A model reports a deadlock.
#[test]
fn a_model_and_deadlock() {
    model_fails("deadlock", Bounds::EXHAUSTIVE, || commit("deadlock"));
    said("deadlock", "deadlock");
}

/// A model reports a lost wake-up: nobody can go on.
#[test]
fn a_model_and_lost_wake_up() {
    model_fails("deadlock", Bounds::EXHAUSTIVE, || commit("lost-wake-up"));
    said("lost-wake-up", "deadlock");
}

/// A model reports the use of a cell that another thread may have dropped.
#[test]
fn a_model_and_use_after_free() {
    model_fails(DATA_RACE, Bounds::EXHAUSTIVE, || commit("use-after-free"));
    said("use-after-free", "data race");
}

/// A model doesn't see a box that is leaked.
#[test]
fn a_model_and_leak() {
    model(Bounds::EXHAUSTIVE, || commit("leak"));
    said("leak", "nothing");
}

/// A model doesn't see memory that is not in its cells, such as what is past an array's end.
#[test]
fn a_model_and_out_of_bounds() {
    model(Bounds::EXHAUSTIVE, || commit("out-of-bounds"));
    said("out-of-bounds", "nothing");
}

/// A model doesn't see two exclusive references in one thread.
#[test]
fn a_model_and_two_exclusive() {
    model(Bounds::EXHAUSTIVE, || commit("two-exclusive"));
    said("two-exclusive", "nothing");
}
