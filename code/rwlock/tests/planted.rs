//! Faults that the models must find: a copy of the two words in which one thing at a time is wrong, bounds that are too lax, and programs that wait
//! for themselves.
//!
//! `traces/` holds the executions that the book shows; `SNAPSHOTS=overwrite` records them.
#![cfg(model)]

mod common;
#[path = "planted/faulty.rs"]
mod faulty;
#[path = "planted/wrong.rs"]
mod wrong;

use common::{Cell, Rc, Stays, meet};
use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::cell::UnsafeCell;
use platform::hint::spin_loop;
use platform::model::{Bounds, Tally, catch, crew, model, model_fails, settle_report, unwind};
use platform::thread::{Options, start};
use poisoning::{Flag, Leave};
use rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};

use faulty::{Copy, Fault};

/// What a model says of two accesses that nothing orders.
const RACE: &str = "Causality violation";
/// And of threads that all sleep.
const DEADLOCK: &str = "deadlock";
/// And of a thread that never stops.
const ENDLESS: &str = "exceeded maximum number of branches";

// ---- Models, each of a copy with a fault ----

/// Two threads add one each.
fn two_writers(fault: Fault) {
    meet(2, Copy::new(fault), |_, sum| sum.add());
}

/// A thread reads while another adds one.
fn reader_and_writer(fault: Fault) {
    meet(2, Copy::new(fault), |thread, sum| {
        if thread == 0 {
            assert!(sum.get() <= 1);
        } else {
            sum.add();
        }
    });
}

/// Two threads read while another adds one.
fn two_readers_and_a_writer(fault: Fault) {
    meet(3, Copy::new(fault), |thread, sum| {
        if thread == 0 {
            sum.add();
        } else {
            assert!(sum.get() <= 1);
        }
    });
}

/// Two threads add one each while another reads.
fn two_writers_and_a_reader(fault: Fault) {
    meet(3, Copy::new(fault), |thread, sum| {
        if thread == 2 {
            assert!(sum.get() <= 2);
        } else {
            sum.add();
        }
    });
}

/// Three threads add one each.
fn three_writers(fault: Fault) {
    meet(3, Copy::new(fault), |_, sum| sum.add());
}

/// A reader that comes while a writer waits must come in after it.
fn a_reader_behind_a_writer(fault: Fault) {
    meet(2, Copy::new(fault), |thread, value| {
        if thread == 1 {
            value.add();
            return;
        }
        value.read();
        let is_shut = !value.try_read();
        value.read_unlock();
        if !is_shut {
            // The second reader.
            value.read_unlock();
        }
        let second = value.get();
        assert!(!is_shut || second == 1, "it went by a waiting writer");
    });
}

/// A writer becomes a reader, and waits for a reader that has waited for it.
fn downgrade_and_wait(fault: Fault) {
    let has_read = Tally::default();
    meet(2, Copy::new(fault), move |thread, value| {
        if thread == 1 {
            value.get();
            has_read.count();
            return;
        }
        value.write();
        value.downgrade();
        has_read.wait_for(1);
        value.read_unlock();
    });
}

/// Two writers, one of which becomes a reader and looks whether the number is still its own.
fn downgrade_and_look(fault: Fault) {
    meet(2, Copy::new(fault), |thread, value| {
        if thread == 1 {
            value.add();
            return;
        }
        value.write();
        let wrote = value.add_one();
        value.downgrade();
        assert_eq!(value.number(), wrote, "another writer came in between");
        value.read_unlock();
    });
}

/// Without a fault the copy passes: two writers.
#[test]
fn without_a_fault_two_writers_pass() {
    model(Bounds::EXHAUSTIVE, || two_writers(Fault::None));
}

/// Without a fault the copy passes: a reader and a writer.
#[test]
fn without_a_fault_a_reader_and_a_writer_pass() {
    model(Bounds::EXHAUSTIVE, || reader_and_writer(Fault::None));
}

/// Without a fault the copy passes: two readers and a writer.
#[test]
fn without_a_fault_two_readers_and_a_writer_pass() {
    // Three threads.
    model(Bounds::preemptions(2), || {
        two_readers_and_a_writer(Fault::None);
    });
}

/// Without a fault the copy passes: two writers and a reader.
#[test]
fn without_a_fault_two_writers_and_a_reader_pass() {
    // Three threads.
    model(Bounds::preemptions(2), || {
        two_writers_and_a_reader(Fault::None);
    });
}

/// Without a fault the copy passes: three writers.
#[test]
fn without_a_fault_three_writers_pass() {
    // Three threads.
    model(Bounds::preemptions(2), || three_writers(Fault::None));
}

/// Without a fault no reader goes by.
#[test]
fn without_a_fault_no_reader_goes_by() {
    // A reader that comes three times.
    model(Bounds::preemptions(2), || {
        a_reader_behind_a_writer(Fault::None);
    });
}

/// Without a fault a downgrade lets a waiting reader in.
#[test]
fn without_a_fault_a_downgrade_lets_a_reader_in() {
    model(Bounds::EXHAUSTIVE, || downgrade_and_wait(Fault::None));
}

/// Without a fault no writer comes in during a downgrade.
#[test]
fn without_a_fault_no_writer_comes_in_during_a_downgrade() {
    // Two that sleep.
    model(Bounds::preemptions(3), || downgrade_and_look(Fault::None));
}

// ---- Exclusion ----

/// If a writer looks only at the count, a second writer comes in.
#[test]
fn a_writer_that_overlooks_the_writer_bit_is_in_with_another() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || {
        two_writers(Fault::OverlooksWriter);
    });
}

/// If the writer bit is lost when a writer comes in after it has waited, others come in as well.
#[test]
fn a_lost_writer_bit_lets_others_in() {
    let report = model_fails(RACE, Bounds::preemptions(2), || {
        three_writers(Fault::LosesWriter);
    });
    settle_report("loses-writer", &report);
}

/// If a writer doesn't wait for the readers to leave, it writes while one reads.
#[test]
fn a_writer_that_overlooks_the_count_writes_under_a_reader() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || {
        reader_and_writer(Fault::OverlooksReaders);
    });
}

/// If a reader that was refused doesn't take its count back, the writer waits for a reader that isn't in.
#[test]
fn a_count_that_is_not_taken_back_keeps_writers_out() {
    model_fails(DEADLOCK, Bounds::preemptions(2), || {
        two_writers_and_a_reader(Fault::KeepsCount);
    });
}

/// If a writer that leaves stores 0, it wipes out the count of a reader that is about to take it back, and the count wraps.
#[test]
fn a_writer_that_stores_zero_loses_a_readers_count() {
    let report = model_fails("more readers leave than came", Bounds::EXHAUSTIVE, || {
        reader_and_writer(Fault::StoresZero);
    });
    settle_report("stores-zero", &report);
}

// ---- Wake-ups ----

/// If the last reader wakes nobody, a writer that waits for it sleeps for ever.
#[test]
fn a_last_reader_that_wakes_nobody_leaves_a_writer_asleep() {
    let report = model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        reader_and_writer(Fault::LastReaderWakesNobody);
    });
    settle_report("last-reader", &report);
}

/// If a reader that takes its count back wakes nobody, a writer that has waited for that count sleeps for ever.
#[test]
fn taking_a_count_back_without_a_wake_up_leaves_a_writer_asleep() {
    let report = model_fails(DEADLOCK, Bounds::preemptions(2), || {
        two_writers_and_a_reader(Fault::TakesBackQuietly);
    });
    settle_report("takes-back-quietly", &report);
}

/// If a writer that leaves wakes no reader, a reader sleeps for ever.
#[test]
fn a_writer_that_wakes_no_reader_leaves_one_asleep() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        reader_and_writer(Fault::WakesNoReaders);
    });
}

/// If a writer that leaves wakes no writer, a writer sleeps for ever.
#[test]
fn a_writer_that_wakes_no_writer_leaves_one_asleep() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        two_writers(Fault::WakesNoWriter);
    });
}

/// If a writer that leaves wakes one of the readers, the other sleeps for ever.
#[test]
fn a_writer_that_wakes_one_reader_leaves_the_other_asleep() {
    model_fails(DEADLOCK, Bounds::preemptions(2), || {
        two_readers_and_a_writer(Fault::WakesOneReader);
    });
}

/// If a writer that leaves wakes either the readers or a writer, those of the other kind sleep for ever.
#[test]
fn a_writer_that_wakes_only_one_kind_leaves_the_other_asleep() {
    model_fails(DEADLOCK, Bounds::preemptions(2), || {
        two_writers_and_a_reader(Fault::WakesOneKind);
    });
}

/// If a writer that has slept comes in without shutting the door again, another that sleeps is never woken.
#[test]
fn a_woken_writer_that_forgets_the_others_leaves_one_asleep() {
    let report = model_fails(DEADLOCK, Bounds::preemptions(2), || {
        three_writers(Fault::ForgetsOthers);
    });
    settle_report("forgets-others", &report);
}

/// If a reader sleeps without saying so, nobody wakes it.
#[test]
fn a_reader_that_does_not_say_that_it_sleeps_is_lost() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        reader_and_writer(Fault::ReaderDoesNotSay);
    });
}

/// If a writer sleeps without saying so, nobody wakes it.
#[test]
fn a_writer_that_does_not_say_that_it_sleeps_is_lost() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        two_writers(Fault::WriterDoesNotSay);
    });
}

/// If a writer reads the number of wake-ups after it has looked, it misses the wake-up between the two.
#[test]
fn a_writer_that_looks_before_it_reads_the_number_misses_its_wake_up() {
    let report = model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        reader_and_writer(Fault::ReadsNumberLast);
    });
    settle_report("reads-number-last", &report);
}

/// If the number is changed before the lock is left, a writer that reads it in between sleeps for ever.
#[test]
fn a_wake_up_before_leaving_is_lost() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        two_writers(Fault::WakesFirst);
    });
}

/// If the wake-up doesn't change the number, a writer that is about to sleep misses it.
#[test]
fn a_wake_up_that_changes_no_number_is_missed() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        two_writers(Fault::SameNumber);
    });
}

/// If a writer reads the number once and for all, it never sleeps again after the first wake-up, and goes round and round.
#[test]
fn a_writer_that_keeps_an_old_number_goes_round_and_round() {
    model_fails(ENDLESS, Bounds::preemptions(2), || {
        three_writers(Fault::KeepsNumber);
    });
}

/// If a thread believes its wake-up, one that wakes for no reason is in with another.
#[test]
fn a_reader_that_believes_its_wake_up_is_in_with_a_writer() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || {
        reader_and_writer(Fault::BelievesWakeUp);
    });
}

// ---- The door ----

/// If a reader looks only for a writer that is in, it goes by one that waits.
#[test]
fn a_reader_that_overlooks_the_door_goes_by_a_waiting_writer() {
    model_fails(
        "it went by a waiting writer",
        Bounds::preemptions(2),
        || {
            a_reader_behind_a_writer(Fault::WokenGoesBy);
        },
    );
}

/// If the last reader opens the door for the writer that it wakes, a reader may be faster.
#[test]
fn a_door_that_the_last_reader_opens_lets_a_reader_by() {
    let report = model_fails(
        "it went by a waiting writer",
        Bounds::preemptions(2),
        || {
            a_reader_behind_a_writer(Fault::OpensEarly);
        },
    );
    settle_report("opens-early", &report);
}

/// A reader that comes to a shut door when nobody is in wakes a writer, though the last reader has woken one already.
#[test]
fn a_reader_at_a_shut_door_wakes_a_writer_for_nothing() {
    let for_nothing = Tally::default();
    // One execution is looked for.
    model(Bounds::preemptions(2), {
        let for_nothing = for_nothing.clone();
        move || {
            let for_nothing = for_nothing.clone();
            meet(2, Copy::new(Fault::None), move |thread, value| {
                if thread == 1 {
                    value.add();
                    return;
                }
                value.get();
                value.get();
                // One by the last reader, one by the writer as it leaves.
                if value.wakes() == 3 {
                    for_nothing.count();
                }
            });
        }
    });
    assert!(for_nothing.get() > 0, "no wake-up was for nothing");
}

/// When a writer leaves, a reader may come in before another writer that has waited: the door is open until that one shuts it again, or is in.
#[test]
fn a_reader_may_come_in_when_a_writer_leaves() {
    let came_first = Tally::default();
    // One execution is looked for.
    model(Bounds::preemptions(2), {
        let came_first = came_first.clone();
        move || {
            let came_first = came_first.clone();
            meet(2, Copy::new(Fault::None), move |thread, value| {
                if thread == 1 {
                    value.add();
                    return;
                }
                value.write();
                let another_waits = value.is_shut();
                value.write_unlock();
                if value.try_read() {
                    if another_waits && value.number() == 0 {
                        came_first.count();
                    }
                    value.read_unlock();
                }
            });
        }
    });
    assert!(came_first.get() > 0, "no reader came first");
}

// ---- Downgrade ----

/// If a downgrade wakes nobody, readers wait for as long as the guard is kept.
#[test]
fn a_downgrade_that_wakes_nobody_keeps_readers_waiting() {
    model_fails(ENDLESS, Bounds::EXHAUSTIVE, || {
        downgrade_and_wait(Fault::DowngradesQuietly);
    });
}

/// If a downgrade leaves and comes in again, another writer comes in between.
#[test]
fn a_downgrade_in_two_steps_lets_a_writer_in_between() {
    let message = "another writer came in between";
    model_fails(message, Bounds::preemptions(3), || {
        downgrade_and_look(Fault::DowngradesInTwoSteps);
    });
}

// ---- Orderings ----

/// If a reader doesn't acquire, it doesn't see what the last writer wrote.
#[test]
fn a_reader_that_does_not_acquire_is_a_data_race() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || {
        reader_and_writer(Fault::ReadsRelaxed);
    });
}

/// The stage of a count, in which one ordering is wrong, with a number under it.
struct Counting(AtomicU32, UnsafeCell<u32>);

// SAFETY: the lock has to keep the accesses apart, or a model fails.
unsafe impl Sync for Counting {}

impl Counting {
    const WRITER: u32 = u32::MAX;

    fn get(&self) -> u32 {
        loop {
            // ORDERING: as in the stage.
            let state = self.0.load(Relaxed);
            let came_in = state != Self::WRITER
                && self
                    .0
                    .compare_exchange(state, state + 1, Acquire, Relaxed)
                    .is_ok();
            if came_in {
                break;
            }
            spin_loop();
        }
        // SAFETY: see `Sync`.
        let number = self.1.with(|number| unsafe { *number });
        // ORDERING: wrong: nobody hears that the number has been read.
        self.0.fetch_sub(1, Relaxed);
        number
    }

    fn add(&self) {
        // ORDERING: as in the stage.
        while self
            .0
            .compare_exchange(0, Self::WRITER, Acquire, Relaxed)
            .is_err()
        {
            spin_loop();
        }
        // SAFETY: see `Sync`.
        self.1.with_mut(|number| unsafe { *number += 1 });
        // ORDERING: as in the stage.
        self.0.swap(0, Release);
    }
}

/// In the stage of a count: if a reader doesn't release, the next writer writes before it has read.
#[test]
fn a_reader_that_does_not_release_is_a_data_race() {
    let report = model_fails(RACE, Bounds::EXHAUSTIVE, || {
        let lock = Counting(AtomicU32::new(0), UnsafeCell::new(0));
        meet(2, lock, |thread, sum| {
            if thread == 0 {
                assert!(sum.get() <= 1);
            } else {
                sum.add();
            }
        });
    });
    settle_report("leaves-relaxed", &report);
}

// ---- Programs that wait for themselves ----

/// A thread that reads twice at once waits for a writer that waits for it.
#[test]
fn a_thread_that_reads_twice_waits_for_itself() {
    model_fails(DEADLOCK, Bounds::preemptions(3), || {
        // ANCHOR: twice
        meet(2, RwLock::new(0), |thread, value| {
            if thread == 0 {
                let _first = value.read();
                let _second = value.read();
            } else {
                *value.write() += 1;
            }
        });
        // ANCHOR_END: twice
    });
}

/// A thread that writes while it reads waits for itself.
#[test]
fn a_reader_that_writes_waits_for_itself() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        let value = RwLock::new(0);
        let guard = value.read();
        *value.write() = *guard;
    });
}

/// If nothing leaves when a panic unwinds, whoever comes next waits for ever.
#[test]
fn a_panic_that_leaves_nothing_is_a_deadlock() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        meet(2, Copy::new(Fault::None), |thread, value| {
            if thread == 0 {
                value.add();
            } else {
                // No guard.
                catch(|| {
                    value.write();
                    unwind();
                });
            }
        });
    });
}

/// If a panic in the closure of `map` is noted once more after the lock was left, a lock that another writer has repaired and cleared is poisoned.
#[test]
fn a_panic_noted_after_leaving_poisons_what_was_cleared() {
    model_fails("poisoned again", Bounds::EXHAUSTIVE, || {
        let cleared = Tally::default();
        let theirs = cleared.clone();
        let work = move |thread: usize, (flag, lock): &(Flag, RwLock<i32>)| {
            let guard = lock.write();
            if thread == 0 {
                if flag.is_set() {
                    flag.clear();
                    theirs.count();
                }
                drop(guard);
            } else {
                let (outer, inner) = (Leave::new(flag), Leave::new(flag));
                catch(|| {
                    let _outer = outer;
                    RwLockWriteGuard::map(guard, |_| -> &mut i32 {
                        let _inner = inner;
                        unwind()
                    })
                });
            }
        };
        crew(
            2,
            (Flag::new(), RwLock::new(0)),
            work,
            move |(flag, lock)| {
                // So that it has heard of the others.
                let _guard = lock.read();
                assert_eq!(flag.is_set(), cleared.get() == 0, "poisoned again");
            },
        );
    });
}

// ---- Bounds ----

/// If a lock asks only for `T: Send` to be shared, two readers set one `Cell` at once.
#[test]
fn a_lock_of_send_races_on_a_cell() {
    let report = model_fails(RACE, Bounds::EXHAUSTIVE, || {
        // ANCHOR: lock_of_send
        let lock = wrong::LockOfSend(RwLock::new(Cell::new()));
        meet(2, lock, |_, lock| lock.read().add_one());
        // ANCHOR_END: lock_of_send
    });
    settle_report("lock-of-send", &report);
}

/// If a lock asks only for `T: Sync` to be shared, a writer takes out what must stay on another thread.
#[test]
fn a_lock_of_sync_takes_away_what_must_stay() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || {
        // ANCHOR: lock_of_sync
        let lock = wrong::LockOfSync(RwLock::new(None));
        meet(2, lock, |thread, lock| {
            if thread == 0 {
                let mut stays = Stays::new();
                *lock.write() = Some(stays.another());
                drop(stays);
            } else {
                drop(lock.write().take());
            }
        });
        // ANCHOR_END: lock_of_sync
    });
}

/// If a lock can be sent whatever is in it, an `Rc` is counted on two threads at once.
#[test]
fn a_lock_of_anything_takes_an_rc_away() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || {
        let ours = Rc::new();
        let theirs = wrong::LockOfAnything(RwLock::new(ours.clone()));
        spawn(move || drop(theirs));
        drop(ours);
    });
}

/// If a read guard can be shared where `T` is `Send`, two threads set one `Cell` at once.
#[test]
fn a_read_guard_of_send_races_on_a_cell() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || {
        let guard = wrong::ReadGuard(forever(RwLock::new(Cell::new())).read());
        meet(2, guard, |_, guard| guard.add_one());
    });
}

/// If a write guard can be shared where `T` is `Send`, two threads set one `Cell` at once.
#[test]
fn a_write_guard_of_send_races_on_a_cell() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || {
        let guard = wrong::WriteGuard(forever(RwLock::new(Cell::new())).write());
        meet(2, guard, |_, guard| guard.add_one());
    });
}

/// If a read guard of a part asks nothing of the part, two threads set one `Cell` at once.
#[test]
fn a_mapped_read_guard_of_anything_races_on_a_cell() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || {
        let cell: &'static Cell = forever(Cell::new());
        let guard = RwLockReadGuard::map(forever(RwLock::new(0)).read(), |_| cell);
        meet(2, wrong::MappedReadGuard(guard), |_, cell| cell.add_one());
    });
}

/// If a write guard of a part asks nothing of the part, two threads set one `Cell` at once.
#[test]
fn a_mapped_write_guard_of_anything_races_on_a_cell() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || {
        let guard = forever(RwLock::new(0)).write();
        let guard = RwLockWriteGuard::map(guard, |_| Box::leak(Box::new(Cell::new())));
        meet(2, wrong::MappedWriteGuard(guard), |_, cell| cell.add_one());
    });
}

/// Something that lives as long as the program. A model doesn't see what is never freed.
fn forever<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn spawn(main: impl FnOnce() + Send + 'static) {
    start(&Options::default(), Box::new(main)).expect("a thread");
}

// ---- What the section's page says ----

/// Sequence locks that lack something.
mod sequence_lock {
    use platform::atomic::{
        AtomicU32,
        Ordering::{Acquire, Relaxed, Release},
        fence,
    };
    use platform::cell::UnsafeCell;
    use platform::model::{Bounds, model, model_fails, settle_report};
    use platform::sync::Arc;
    use threads::spawn;

    /// What is missing.
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Missing {
        Nothing,
        ReadersFence,
        WritersFence,
        LastRelease,
    }

    /// A reader beside a writer that writes two numbers.
    fn read_beside_a_writer(missing: Missing) {
        let sequence = Arc::new(AtomicU32::new(0));
        let pair = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
        let writer = {
            let (sequence, pair) = (Arc::clone(&sequence), Arc::clone(&pair));
            spawn(move || {
                // ORDERING: as in the right variant, but for what is missing.
                sequence.fetch_add(1, Relaxed);
                if missing != Missing::WritersFence {
                    fence(Release);
                }
                pair[0].store(1, Relaxed);
                pair[1].store(1, Relaxed);
                let last = if missing == Missing::LastRelease {
                    Relaxed
                } else {
                    Release
                };
                // ORDERING: as above.
                sequence.fetch_add(1, last);
            })
        };
        // ORDERING: as above.
        let before = sequence.load(Acquire);
        let read = [pair[0].load(Relaxed), pair[1].load(Relaxed)];
        if missing != Missing::ReadersFence {
            fence(Acquire);
        }
        // ORDERING: as above.
        let after = sequence.load(Relaxed);
        if before.is_multiple_of(2) && before == after {
            assert_eq!(read[0], read[1], "{read:?} were never written together");
        }
        writer.join().unwrap();
    }

    const TORN: &str = "were never written together";

    /// With nothing missing, the copy of the sequence lock passes.
    #[test]
    fn a_sequence_lock_that_lacks_nothing_passes() {
        model(Bounds::EXHAUSTIVE, || {
            read_beside_a_writer(Missing::Nothing);
        });
    }

    /// Without its reader's fence, a sequence lock can give two numbers that were not written together.
    #[test]
    fn a_sequence_lock_without_its_readers_fence_is_torn() {
        model_fails(TORN, Bounds::EXHAUSTIVE, || {
            read_beside_a_writer(Missing::ReadersFence);
        });
    }

    /// Without its writer's fence, a sequence lock can give two numbers that were not written together.
    #[test]
    fn a_sequence_lock_without_its_writers_fence_is_torn() {
        model_fails(TORN, Bounds::EXHAUSTIVE, || {
            read_beside_a_writer(Missing::WritersFence);
        });
    }

    /// If its writer doesn't release at the end, a sequence lock can give two numbers that were not written together.
    #[test]
    fn a_sequence_lock_whose_writer_does_not_release_is_torn() {
        model_fails(TORN, Bounds::EXHAUSTIVE, || {
            read_beside_a_writer(Missing::LastRelease);
        });
    }

    /// A number that the writer's data shares with readers.
    struct Plain(UnsafeCell<u32>);

    // SAFETY: none: this is the planted fault. Readers read while the writer writes.
    unsafe impl Send for Plain {}
    // SAFETY: none, as above.
    unsafe impl Sync for Plain {}

    /// If the data of a sequence lock isn't atomic, a reader and the writer race: nothing orders what the one reads before what the other
    /// writes next, whatever the reader does with it.
    #[test]
    fn a_sequence_lock_of_plain_data_is_a_data_race() {
        let report = model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
            let sequence = Arc::new(AtomicU32::new(0));
            let number = Arc::new(Plain(UnsafeCell::new(0)));
            let writer = {
                let (sequence, number) = (Arc::clone(&sequence), Arc::clone(&number));
                spawn(move || {
                    // ORDERING: as in the right variant.
                    sequence.fetch_add(1, Relaxed);
                    fence(Release);
                    // SAFETY: none: a reader may be reading.
                    number.0.with_mut(|place| unsafe { *place = 1 });
                    sequence.fetch_add(1, Release);
                })
            };
            // ORDERING: as in the right variant.
            let before = sequence.load(Acquire);
            // SAFETY: none: the writer may be writing.
            let read = number.0.with(|place| unsafe { *place });
            fence(Acquire);
            let after = sequence.load(Relaxed);
            // What was read while somebody wrote is not looked at.
            if before.is_multiple_of(2) && before == after {
                assert_eq!(read, before / 2);
            }
            writer.join().unwrap();
        });
        settle_report("plain-sequence", &report);
    }
}
