//! Models of the reader-writer lock and of the stages on the way to it. In a model build (`RUSTFLAGS="--cfg model"`) each test runs in
//! every execution that its bounds allow; on an operating system the same body runs again and again.
//!
//! To the checker, a reader's use of the value is a read and a writer's is a write: a writer in with anybody else, or one who doesn't see what
//! others have left, is a data race. A thread that nobody wakes is a deadlock.

mod common;

use common::{Guarded, Raw, meet};
use platform::model::{Bounds, Tally, catch, crew, model, unwind};
use platform::thread::yield_now;
use rwlock::stages::{closing, counting, sleeping};
use rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard, poisoning};

// ---- The stages ----

/// A reader and so many writers, each of which adds one.
fn read_and_add<L: Raw + 'static>(writers: usize) {
    crew(
        writers + 1,
        Guarded::new(L::new()),
        move |thread, sum| {
            if thread == 0 {
                assert!(sum.get() <= writers);
            } else {
                sum.add();
            }
        },
        move |sum| {
            assert_eq!(sum.get(), writers);
        },
    );
}

/// A count keeps a reader and a writer apart.
#[test]
fn counting_keeps_a_reader_and_a_writer_apart() {
    model(Bounds::EXHAUSTIVE, || {
        read_and_add::<counting::RawRwLock>(1);
    });
}

/// A count to sleep on keeps a reader and a writer apart, and loses no wake-up.
#[test]
fn sleeping_keeps_a_reader_and_a_writer_apart() {
    model(Bounds::EXHAUSTIVE, || {
        read_and_add::<sleeping::RawRwLock>(1);
    });
}

/// A count to sleep on loses no wake-up of a reader and two writers.
#[test]
fn sleeping_lets_a_reader_and_two_writers_in() {
    // Three threads.
    model(Bounds::preemptions(2), || {
        read_and_add::<sleeping::RawRwLock>(2);
    });
}

/// A door that shuts keeps a reader and a writer apart, and loses no wake-up.
#[test]
fn closing_keeps_a_reader_and_a_writer_apart() {
    model(Bounds::EXHAUSTIVE, || {
        read_and_add::<closing::RawRwLock>(1);
    });
}

/// A door that shuts loses no wake-up of a reader and two writers.
#[test]
fn closing_lets_a_reader_and_two_writers_in() {
    // Three threads.
    model(Bounds::preemptions(1), || {
        read_and_add::<closing::RawRwLock>(2);
    });
}

// ---- Exclusion, publication, no lost wake-up ----

/// One writer at a time is in, and it sees what the last one wrote. None waits for ever.
#[test]
fn one_writer_at_a_time_is_in() {
    model(Bounds::EXHAUSTIVE, || {
        crew(
            2,
            RwLock::new(0),
            |_, sum| *sum.write() += 1,
            |sum| {
                assert_eq!(*sum.read(), 2);
            },
        );
    });
}

/// A reader and a writer are never in together: the reader sees all that the writer wrote or nothing, and the writer writes when the reader has read.
#[test]
fn a_reader_and_a_writer_are_never_in_together() {
    model(Bounds::EXHAUSTIVE, || {
        crew(
            2,
            RwLock::new((0, 0)),
            |thread, pair| {
                if thread == 0 {
                    let pair = pair.read();
                    assert_eq!(pair.0, pair.1, "half of what was written");
                } else {
                    let mut pair = pair.write();
                    pair.0 += 1;
                    pair.1 += 1;
                }
            },
            |pair| {
                assert_eq!(*pair.read(), (1, 1));
            },
        );
    });
}

/// Two readers are in together: there is an execution in which each finds the other in.
#[test]
fn two_readers_are_in_together() {
    let together = Tally::default();
    model(Bounds::EXHAUSTIVE, {
        let together = together.clone();
        move || {
            let (inside, together) = (Tally::default(), together.clone());
            meet(2, RwLock::new(7), move |_, seven| {
                let guard = seven.read();
                if inside.count() == 2 {
                    together.count();
                }
                // Time for the other to come.
                yield_now();
                assert_eq!(*guard, 7);
                inside.count_off();
            });
        }
    });
    // On real threads chance decides.
    assert!(!cfg!(model) || together.get() > 0, "one at a time");
}

/// Two readers and a writer all come in, and the writer is alone.
#[test]
fn two_readers_and_a_writer_come_in() {
    // Three threads.
    model(Bounds::preemptions(2), || {
        crew(
            3,
            RwLock::new(0),
            |thread, sum| {
                if thread == 0 {
                    *sum.write() += 1;
                } else {
                    assert!(*sum.read() <= 1);
                }
            },
            |sum| {
                assert_eq!(*sum.read(), 1);
            },
        );
    });
}

/// Two writers and a reader all come in: no wake-up is lost, be there sleepers of one kind or of both.
#[test]
fn two_writers_and_a_reader_come_in() {
    // Three threads.
    model(Bounds::preemptions(2), || {
        crew(
            3,
            RwLock::new(0),
            |thread, sum| {
                if thread == 2 {
                    assert!(*sum.read() <= 2);
                } else {
                    *sum.write() += 1;
                }
            },
            |sum| {
                assert_eq!(*sum.read(), 2);
            },
        );
    });
}

/// Three writers all come in: whoever is woken answers for the others that sleep.
#[test]
fn three_writers_come_in() {
    // Three threads.
    model(Bounds::preemptions(2), || {
        crew(
            3,
            RwLock::new(0),
            |_, sum| *sum.write() += 1,
            |sum| {
                assert_eq!(*sum.read(), 3);
            },
        );
    });
}

/// Threads that come back find the lock as good as new.
#[test]
fn a_reader_and_a_writer_come_back() {
    // Two rounds.
    model(Bounds::preemptions(2), || {
        crew(
            2,
            RwLock::new(0),
            |thread, sum| {
                if thread == 0 {
                    *sum.write() += 1;
                    *sum.write() += 1;
                } else {
                    let first = *sum.read();
                    assert!(*sum.read() >= first, "an old value");
                }
            },
            |sum| {
                assert_eq!(*sum.read(), 2);
            },
        );
    });
}

// ---- `try_read`, `try_write` ----

/// `try_read` comes in with what the last writer left, or not at all. Both happen.
#[test]
fn try_read_meets_a_writer() {
    let (came_in, was_refused) = (Tally::default(), Tally::default());
    model(Bounds::EXHAUSTIVE, {
        let (came_in, was_refused) = (came_in.clone(), was_refused.clone());
        move || {
            let (came_in, was_refused) = (came_in.clone(), was_refused.clone());
            meet(2, RwLock::new((0, 0)), move |thread, pair| {
                if thread == 1 {
                    let mut pair = pair.write();
                    pair.0 += 1;
                    pair.1 += 1;
                } else if let Some(pair) = pair.try_read() {
                    assert_eq!(pair.0, pair.1, "half of what was written");
                    came_in.count();
                } else {
                    was_refused.count();
                }
            });
        }
    });
    both_happened(&came_in, &was_refused);
}

/// On real threads chance decides.
fn both_happened(came_in: &Tally, was_refused: &Tally) {
    assert!(!cfg!(model) || came_in.get() > 0, "it never came in");
    assert!(!cfg!(model) || was_refused.get() > 0, "it always came in");
}

/// `try_write` comes in alone, or not at all. Both happen.
#[test]
fn try_write_meets_a_reader_and_a_writer() {
    let (came_in, was_refused) = (Tally::default(), Tally::default());
    let (ins, refusals) = (came_in.clone(), was_refused.clone());
    // Three threads.
    model(Bounds::preemptions(2), move || {
        let tries = Tally::default();
        let (came_in, was_refused) = (ins.clone(), refusals.clone());
        crew(
            3,
            RwLock::new(0),
            {
                let tries = tries.clone();
                move |thread, sum| match thread {
                    0 => *sum.write() += 1,
                    1 => assert!(*sum.read() <= 2),
                    _ => {
                        if let Some(mut sum) = sum.try_write() {
                            *sum += 1;
                            tries.count();
                            came_in.count();
                        } else {
                            was_refused.count();
                        }
                    }
                }
            },
            move |sum| {
                assert_eq!(*sum.read(), 1 + tries.get());
            },
        );
    });
    both_happened(&came_in, &was_refused);
}

/// `try_write` doesn't go by a writer that waits for readers, when they have left and it isn't awake yet.
#[test]
fn try_write_goes_by_no_writer_that_waits() {
    let (was_after_it, was_refused) = (Tally::default(), Tally::default());
    // A reader that comes three times, and a writer that sleeps.
    model(Bounds::preemptions(3), {
        let (was_after_it, was_refused) = (was_after_it.clone(), was_refused.clone());
        move || {
            let (was_after_it, was_refused) = (was_after_it.clone(), was_refused.clone());
            meet(2, RwLock::new(0), move |thread, value| {
                if thread == 1 {
                    *value.write() = 1;
                    return;
                }
                let first = value.read();
                let is_shut = value.try_read().is_none();
                drop(first);
                if !is_shut {
                    return;
                }
                if let Some(value) = value.try_write() {
                    assert_eq!(*value, 1, "it went by a waiting writer");
                    was_after_it.count();
                } else {
                    was_refused.count();
                }
            });
        }
    });
    both_happened(&was_after_it, &was_refused);
}

// ---- The door ----

/// A reader that comes while a writer waits comes in after the writer.
#[test]
fn a_reader_that_comes_while_a_writer_waits_is_behind_it() {
    let was_shut = Tally::default();
    // A reader that comes three times, and a writer that sleeps.
    model(Bounds::preemptions(2), {
        let was_shut = was_shut.clone();
        move || {
            let was_shut = was_shut.clone();
            meet(2, RwLock::new(0), move |thread, value| {
                if thread == 1 {
                    *value.write() = 1;
                    return;
                }
                let first = value.read();
                let is_shut = value.try_read().is_none();
                drop(first);
                let second = value.read();
                if is_shut {
                    was_shut.count();
                    assert_eq!(*second, 1, "it went by a waiting writer");
                }
            });
        }
    });
    // On real threads chance decides.
    assert!(
        !cfg!(model) || was_shut.get() > 0,
        "the door was never shut"
    );
}

// ---- Downgrade ----

/// A writer that becomes a reader reads what it wrote: no other writer comes in between.
#[test]
fn no_writer_comes_between_writing_and_reading() {
    // Three turns, and two that sleep.
    model(Bounds::preemptions(3), || {
        crew(
            2,
            RwLock::new(0),
            |thread, sum| {
                let mut guard = sum.write();
                *guard += 1;
                if thread == 0 {
                    let wrote = *guard;
                    let guard = RwLockWriteGuard::downgrade(guard);
                    assert_eq!(*guard, wrote, "another writer came in between");
                }
            },
            |sum| {
                assert_eq!(*sum.read(), 2);
            },
        );
    });
}

/// A writer that becomes a reader lets the readers in that have waited for it, and they see what it wrote.
#[test]
fn a_downgrade_lets_waiting_readers_in() {
    model(Bounds::EXHAUSTIVE, || {
        let has_read = Tally::default();
        meet(2, RwLock::new(0), move |thread, value| {
            if thread == 1 {
                drop(value.read());
                has_read.count();
                return;
            }
            let mut guard = value.write();
            *guard = 1;
            let guard = RwLockWriteGuard::downgrade(guard);
            // If nobody woke the reader, this would wait for ever.
            has_read.wait_for(1);
            assert_eq!(*guard, 1);
        });
    });
}

/// A downgrade with a reader and a writer asleep leaves neither behind.
#[test]
fn a_downgrade_leaves_nobody_behind() {
    // Three threads.
    model(Bounds::preemptions(2), || {
        crew(
            3,
            RwLock::new(0),
            |thread, sum| match thread {
                0 => {
                    let mut guard = sum.write();
                    *guard += 1;
                    drop(RwLockWriteGuard::downgrade(guard));
                }
                1 => assert!(*sum.read() <= 2),
                _ => *sum.write() += 1,
            },
            |sum| {
                assert_eq!(*sum.read(), 2);
            },
        );
    });
}

// ---- Panics ----

/// A writer that panics leaves the plain lock, with what it wrote before.
#[test]
fn a_panic_of_a_writer_leaves_the_lock() {
    // Every execution is in the model of two writers.
    model(Bounds::preemptions(2), || {
        crew(
            2,
            RwLock::new(0),
            |thread, sum| {
                if thread == 0 {
                    *sum.write() += 1;
                } else {
                    catch(|| {
                        let mut sum = sum.write();
                        *sum += 1;
                        unwind();
                    });
                }
            },
            |sum| {
                assert_eq!(*sum.read(), 2);
            },
        );
    });
}

/// A writer that panics poisons the lock before anybody else is in: whoever sees what it wrote is told.
#[test]
fn whoever_sees_what_a_panic_left_is_told() {
    model(Bounds::EXHAUSTIVE, || {
        meet(2, poisoning::RwLock::new(0), |thread, value| {
            if thread == 0 {
                match value.read() {
                    Ok(value) => assert_eq!(*value, 0, "a panic's value, and nobody says so"),
                    Err(poisoned) => assert_eq!(**poisoned.get_ref(), 1),
                }
            } else {
                catch(|| {
                    let mut value = value.write().unwrap();
                    *value = 1;
                    unwind();
                });
            }
        });
    });
}

/// A reader that panics poisons nothing, and leaves the lock.
#[test]
fn a_panic_of_a_reader_poisons_nothing() {
    // Every execution is in the model of a reader and a writer.
    model(Bounds::preemptions(2), || {
        crew(
            2,
            poisoning::RwLock::new(0),
            |thread, sum| {
                if thread == 0 {
                    *sum.write().unwrap() += 1;
                } else {
                    catch(|| {
                        let _sum = sum.read().unwrap();
                        unwind();
                    });
                }
            },
            |sum| {
                assert!(!sum.is_poisoned());
                assert_eq!(*sum.read().unwrap(), 1);
            },
        );
    });
}

/// A panic in the closure of `map` poisons the lock before anybody else is in.
#[test]
fn whoever_sees_what_a_panic_in_map_left_is_told() {
    // Every execution is in the model of a reader and a writer.
    model(Bounds::preemptions(3), || {
        meet(2, poisoning::RwLock::new(0), |thread, value| {
            if thread == 0 {
                if let Ok(value) = value.read() {
                    assert_eq!(*value, 0, "a panic's value, and nobody says so");
                }
            } else {
                catch(|| {
                    let guard = value.write().unwrap();
                    poisoning::RwLockWriteGuard::map(guard, |value: &mut i32| -> &mut i32 {
                        *value = 1;
                        unwind();
                    })
                });
            }
        });
    });
}

/// A panic in the closure of `map` or `filter_map`, also of a part, is noted before the lock is left and not after it: whoever finds the poison and
/// clears it has cleared it for good.
#[test]
fn what_was_cleared_stays_cleared() {
    use poisoning::{MappedRwLockWriteGuard as Mapped, RwLockWriteGuard as Whole};

    type Lock = poisoning::RwLock<(i32, i32)>;

    fn half(lock: &Lock) -> Mapped<'_, i32> {
        Whole::map(lock.write().unwrap(), |pair| &mut pair.0)
    }

    let panics: [fn(&Lock); 5] = [
        |lock| {
            let _guard = lock.write().unwrap();
            unwind();
        },
        |lock| {
            drop(Whole::map(lock.write().unwrap(), |_| -> &mut i32 {
                unwind()
            }));
        },
        |lock| {
            let guard = lock.write().unwrap();
            drop(Whole::filter_map(guard, |_| -> Option<&mut i32> {
                unwind()
            }));
        },
        |lock| drop(Mapped::map(half(lock), |_| -> &mut i32 { unwind() })),
        |lock| {
            drop(Mapped::filter_map(half(lock), |_| -> Option<&mut i32> {
                unwind()
            }));
        },
    ];
    for panics in panics {
        // Every execution is in the model of a reader and a writer.
        model(Bounds::preemptions(3), move || {
            let cleared = Tally::default();
            let theirs = cleared.clone();
            crew(
                2,
                Lock::new((0, 0)),
                move |thread, lock| {
                    if thread == 1 {
                        catch(|| panics(lock));
                    } else if let Err(_guard) = lock.write() {
                        lock.clear_poison();
                        theirs.count();
                    }
                },
                move |lock| {
                    // So that it has heard of the others.
                    let _guard = lock.read();
                    assert_eq!(lock.is_poisoned(), cleared.get() == 0, "poisoned again");
                },
            );
        });
    }
}

// ---- Parts ----

/// Two guards of parts for writing keep apart: each is done with its part when it leaves.
#[test]
fn write_guards_of_parts_keep_apart() {
    // Every execution is in the model of two writers.
    model(Bounds::preemptions(3), || {
        crew(
            2,
            RwLock::new((0, 0)),
            |_, pair| *RwLockWriteGuard::map(pair.write(), |pair| &mut pair.0) += 1,
            |pair| {
                assert_eq!(*pair.read(), (2, 0));
            },
        );
    });
}

/// A guard of a part keeps readers and writers apart as the whole does.
#[test]
fn guards_of_parts_keep_apart() {
    // Every execution is in the model of a reader and a writer.
    model(Bounds::preemptions(3), || {
        crew(
            2,
            RwLock::new((0, 0)),
            |thread, pair| {
                if thread == 0 {
                    let first = RwLockReadGuard::map(pair.read(), |pair| &pair.0);
                    assert!(*first <= 1);
                } else {
                    *RwLockWriteGuard::map(pair.write(), |pair| &mut pair.0) += 1;
                }
            },
            |pair| {
                assert_eq!(*pair.read(), (1, 0));
            },
        );
    });
}

// ---- What the section's page says ----

/// What the section's page says of sequence locks.
mod sequence_lock {
    // ANCHOR: sequence_lock
    use platform::atomic::{
        AtomicU32,
        Ordering::{Acquire, Relaxed, Release},
        fence,
    };

    /// Two numbers that belong together, and how often they were begun or
    /// finished.
    struct SequenceLock {
        sequence: AtomicU32,
        pair: [AtomicU32; 2],
    }

    impl SequenceLock {
        /// To be called by one thread at a time.
        fn write(&self, pair: [u32; 2]) {
            // ORDERING: Relaxed, the fence does it: whoever reads a new number
            // below, and then acquires, finds the odd count.
            self.sequence.fetch_add(1, Relaxed);
            fence(Release);
            for (place, number) in self.pair.iter().zip(pair) {
                // ORDERING: Relaxed, the count orders them.
                place.store(number, Relaxed);
            }
            // ORDERING: releases both numbers to the first load in `read`.
            self.sequence.fetch_add(1, Release);
        }

        /// The two numbers, unless somebody writes meanwhile.
        fn read(&self) -> Option<[u32; 2]> {
            // ORDERING: acquires both numbers from the end of `write`.
            let before = self.sequence.load(Acquire);
            // ORDERING: Relaxed, and so perhaps torn: the count says.
            let pair = self.pair.each_ref().map(|place| place.load(Relaxed));
            // ORDERING: if one of them is new, the load below finds the count
            // that came before it.
            fence(Acquire);
            let after = self.sequence.load(Relaxed);
            (before.is_multiple_of(2) && before == after).then_some(pair)
        }
    }
    // ANCHOR_END: sequence_lock

    use platform::model::{Bounds, both, model};

    /// A sequence lock's reader gets two numbers that were written together, or nothing, in every execution.
    #[test]
    fn a_sequence_lock_gives_what_belongs_together_or_nothing() {
        model(Bounds::EXHAUSTIVE, || {
            let lock = SequenceLock {
                sequence: AtomicU32::new(0),
                pair: [AtomicU32::new(0), AtomicU32::new(0)],
            };
            let read = both(|| lock.write([1, 1]), || lock.read());
            assert!(
                matches!(read, None | Some([0, 0] | [1, 1])),
                "{read:?} were never written together"
            );
            assert_eq!(lock.read(), Some([1, 1]));
        });
    }
}
