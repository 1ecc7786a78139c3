//! Wrong variants of what *Lock poisoning* builds, and wrong uses of it, which the models must catch.
#![cfg(model)]

#[path = "planted/wrong.rs"]
mod wrong;

use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::model::{Bounds, both, catch, model_fails, settle_report, unwind};
use platform::sync::Arc;
use poisoning::{Mutex, PoisonError, stages};

/// A lock that sets the flag after it was released lets another thread have the half-changed pair without an error.
#[test]
fn a_flag_set_after_the_release_comes_too_late() {
    let report = model_fails("half changed, and no error", Bounds::EXHAUSTIVE, || {
        let ours = Arc::new(stages::late::Mutex::new([0, 0]));
        let theirs = Arc::clone(&ours);
        let panics = move || {
            catch(|| {
                let mut pair = theirs.lock().unwrap();
                pair[0] = 1;
                unwind()
            });
        };
        both(panics, || {
            if let Ok(pair) = ours.lock() {
                assert_eq!(*pair, [0, 0], "half changed, and no error");
            }
        });
    });
    settle_report("late", &report);
}

/// A lock that is poisoned by every panic is poisoned by a guard that a destructor takes while its thread unwinds for another
/// reason.
#[test]
fn a_flag_for_every_panic_is_a_false_alarm() {
    // ANCHOR: counts
    /// Adds one when it is dropped.
    struct Counts(Arc<stages::every::Mutex<u32>>);

    impl Drop for Counts {
        fn drop(&mut self) {
            *self.0.lock().unwrap() += 1;
        }
    }
    // ANCHOR_END: counts

    model_fails("nobody panicked with it", Bounds::EXHAUSTIVE, || {
        // ANCHOR: every
        let count = Arc::new(stages::every::Mutex::new(0));
        let counts = Counts(Arc::clone(&count));
        catch(|| {
            let _counts = counts;
            unwind()
        });
        let count = count.lock().expect("nobody panicked with it");
        // ANCHOR_END: every
        assert_eq!(*count, 1);
    });
}

/// A lock that looks at the flag before it has the lock tells a thread that had to wait of no panic.
#[test]
fn a_flag_that_is_read_before_locking_is_out_of_date() {
    model_fails("half changed, and no error", Bounds::EXHAUSTIVE, || {
        let ours = Arc::new(wrong::Early::new([0, 0]));
        let theirs = Arc::clone(&ours);
        let panics = move || {
            catch(|| {
                let mut pair = theirs.lock().unwrap();
                pair[0] = 1;
                unwind()
            });
        };
        both(panics, || {
            if let Ok(pair) = ours.lock() {
                assert_eq!(*pair, [0, 0], "half changed, and no error");
            }
        });
    });
}

/// A `map` that hands on the guard of the lock beneath and nothing else releases the lock before the flag is set, if its closure
/// panics.
#[test]
fn a_map_that_notes_a_panic_outside_comes_too_late() {
    model_fails("half changed, and no error", Bounds::EXHAUSTIVE, || {
        let ours = Arc::new(wrong::Mapping::new([0, 0]));
        let theirs = Arc::clone(&ours);
        let panics = move || {
            catch(|| {
                wrong::Guard::map(theirs.lock().unwrap(), |pair| -> &mut u32 {
                    pair[0] = 1;
                    unwind()
                })
            });
        };
        both(panics, || {
            if let Ok(pair) = ours.lock() {
                assert_eq!(*pair, [0, 0], "half changed, and no error");
            }
        });
    });
}

/// A `map` that notes its closure's panic once more, where it ends, does so after the release: it poisons a lock that another thread has
/// repaired and cleared.
#[test]
fn a_map_that_notes_a_panic_twice_poisons_what_was_cleared() {
    model_fails("poisoned again", Bounds::EXHAUSTIVE, || {
        let ours = Arc::new(wrong::Mapping::new([0, 0]));
        let theirs = Arc::clone(&ours);
        let panics = move || {
            catch(|| {
                let pair = theirs.lock().unwrap();
                wrong::Guard::map_and_note_twice(pair, |_| -> &mut u32 { unwind() })
            });
        };
        let mut is_cleared = false;
        both(panics, || {
            if let Err(_held) = ours.lock() {
                ours.clear_poison();
                is_cleared = true;
            }
        });
        assert_eq!(ours.is_poisoned(), !is_cleared, "poisoned again");
    });
}

/// A lock that is poisoned from the start of each critical section until it has ended well says so where nobody panics.
#[test]
fn a_flag_set_at_the_entry_is_seen_before_a_panic() {
    model_fails("poisoned before the panic", Bounds::EXHAUSTIVE, || {
        let ours = Arc::new((wrong::Eager::new(), AtomicU32::new(0)));
        let theirs = Arc::clone(&ours);
        let panics = move || {
            theirs.0.with(|| ());
            catch(|| {
                theirs.0.with(|| {
                    // ORDERING: Relaxed: it is the flag that is asked about.
                    theirs.1.store(1, Relaxed);
                    unwind()
                });
            });
        };
        both(panics, || {
            if ours.0.is_poisoned() {
                ours.0.with(|| ());
                // ORDERING: Relaxed: the lock has ordered it.
                assert_eq!(ours.1.load(Relaxed), 1, "poisoned before the panic");
            }
        });
    });
}

/// A lock that orders nothing hides the flag: Relaxed is enough only because the lock beneath isn't.
#[test]
fn a_flag_needs_a_lock_that_orders() {
    model_fails(
        "taken after the panic, and no error",
        Bounds::EXHAUSTIVE,
        || {
            let ours = Arc::new(wrong::Unordered::new());
            let theirs = Arc::clone(&ours);
            let panics = move || {
                catch(|| {
                    let _held = theirs.lock();
                    unwind()
                });
            };
            both(panics, || {
                let held = ours.lock();
                assert!(
                    held.is_poisoned() || held.turn() == 1,
                    "taken after the panic, and no error"
                );
            });
        },
    );
}

/// Whoever asks `is_poisoned` without the lock may be told no after the panic, even after the lock was released.
#[test]
fn to_ask_without_the_lock_may_be_too_early() {
    model_fails("not told of a panic that was", Bounds::EXHAUSTIVE, || {
        let ours = Arc::new((Mutex::new(()), AtomicU32::new(0)));
        let theirs = Arc::clone(&ours);
        let panics = move || {
            catch(|| {
                let _held = theirs.0.lock().unwrap();
                unwind()
            });
            // ORDERING: Relaxed: it says that the panic is over, and orders nothing.
            theirs.1.store(1, Relaxed);
        };
        both(panics, || {
            // ORDERING: Relaxed, as above.
            if ours.1.load(Relaxed) == 1 {
                assert!(ours.0.is_poisoned(), "not told of a panic that was");
            }
        });
    });
}

/// A thread that repairs the value, lets go, and clears the poison after that also clears the poison of a panic that came in
/// between.
#[test]
fn poison_cleared_without_the_lock_may_be_anothers() {
    model_fails("half changed, and no error", Bounds::EXHAUSTIVE, || {
        let ours = Arc::new(Mutex::new([1, 0]));
        catch(|| {
            let _held = ours.lock().unwrap();
            unwind()
        });
        let theirs = Arc::clone(&ours);
        let panics = move || {
            catch(|| {
                let pair = theirs.lock();
                let mut pair = pair.unwrap_or_else(PoisonError::into_inner);
                *pair = [2, 0];
                unwind()
            });
        };
        // ANCHOR: clears_late
        let repair = || {
            let pair = ours.lock();
            let mut pair = pair.unwrap_or_else(PoisonError::into_inner);
            pair[1] = pair[0];
            drop(pair);
            ours.clear_poison();
        };
        // ANCHOR_END: clears_late
        both(panics, repair);
        if let Ok(pair) = ours.lock() {
            assert_eq!(pair[0], pair[1], "half changed, and no error");
        }
    });
}
