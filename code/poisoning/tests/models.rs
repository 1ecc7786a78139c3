//! Models of *Lock poisoning*. In a model build each test runs in every execution that its bounds allow; on an operating
//! system the same body runs again and again. A thread that panics does so by `unwind`, which a model can tell from a
//! failure.

use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::model::{Bounds, both, catch, crew, model, unwind};
use platform::sync::Arc;
use poisoning::{MappedMutexGuard, Mutex, MutexGuard, PoisonError, TryLockError, stages};

/// A pair of which both halves are to be changed together.
type Pair = Mutex<[u32; 2]>;

/// A pair for two threads.
fn two_owners() -> (Arc<Pair>, Arc<Pair>) {
    let ours = Arc::new(Mutex::new([0, 0]));
    (Arc::clone(&ours), ours)
}

/// Changes one half of the pair, and panics.
fn break_off(mutex: &Pair) {
    catch(|| {
        let mut pair = mutex.lock().unwrap();
        pair[0] = 1;
        unwind()
    });
}

/// Adds one, whether or not somebody has panicked.
fn add_one(mutex: &Mutex<u32>) {
    *mutex.lock().unwrap_or_else(PoisonError::into_inner) += 1;
}

// ---- Exclusion ----

/// One thread at a time holds the mutex, and sees what the last one wrote.
#[test]
fn one_thread_at_a_time_holds_it() {
    model(Bounds::EXHAUSTIVE, || {
        let ours = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&ours);
        both(move || add_one(&theirs), || add_one(&ours));
        assert_eq!(*ours.lock().unwrap(), 2);
    });
}

/// An error has the lock as a guard has it: two threads that find the mutex poisoned come one after the other.
#[test]
fn one_thread_at_a_time_holds_a_poisoned_one() {
    model(Bounds::EXHAUSTIVE, || {
        let ours = Arc::new(Mutex::new(0));
        catch(|| {
            let _held = ours.lock().unwrap();
            unwind()
        });
        let theirs = Arc::clone(&ours);
        both(move || add_one(&theirs), || add_one(&ours));
        let error = ours.lock().expect_err("nobody has cleared it");
        assert_eq!(**error.get_ref(), 2);
    });
}

// ---- A panic ----

/// Whoever comes after a panic learns of it, whatever the order: nobody gets the half-changed pair without an error. And
/// whoever waits meanwhile is woken, and sees what the one that panicked has written.
#[test]
fn the_next_holder_learns_of_a_panic() {
    model(Bounds::EXHAUSTIVE, || {
        let (ours, theirs) = two_owners();
        both(
            move || break_off(&theirs),
            || match ours.lock() {
                Ok(pair) => assert_eq!(*pair, [0, 0], "half changed, and no error"),
                Err(error) => assert_eq!(**error.get_ref(), [1, 0], "an error before the panic"),
            },
        );
        assert!(ours.is_poisoned());
    });
}

/// Of two threads that wait while a third panics, each gets the lock, and learns of the panic if it comes after it.
#[test]
fn all_that_wait_learn_of_a_panic() {
    // Three threads.
    model(Bounds::preemptions(2), || {
        let (ours, theirs) = two_owners();
        let others = Arc::clone(&ours);
        let look = |mutex: &Pair| match mutex.lock() {
            Ok(pair) => assert_eq!(*pair, [0, 0], "half changed, and no error"),
            Err(error) => assert_eq!(**error.get_ref(), [1, 0], "an error before the panic"),
        };
        both(
            move || look(&others),
            || both(move || break_off(&theirs), || look(&ours)),
        );
    });
}

/// `try_lock` doesn't wait, and learns of a panic like `lock`.
#[test]
fn try_lock_learns_of_a_panic() {
    model(Bounds::EXHAUSTIVE, || {
        let (ours, theirs) = two_owners();
        both(
            move || break_off(&theirs),
            || match ours.try_lock() {
                Ok(pair) => assert_eq!(*pair, [0, 0], "half changed, and no error"),
                Err(TryLockError::Poisoned(error)) => assert_eq!(**error.get_ref(), [1, 0]),
                Err(TryLockError::WouldBlock) => {}
            },
        );
    });
}

/// A panic in the closure of `map` poisons the mutex before it is released, though the closure has no guard.
#[test]
fn a_panic_while_mapping_is_learned_of() {
    model(Bounds::EXHAUSTIVE, || {
        let (ours, theirs) = two_owners();
        let map = move || {
            catch(|| {
                MutexGuard::map(theirs.lock().unwrap(), |pair| -> &mut u32 {
                    pair[0] = 1;
                    unwind()
                })
            });
        };
        both(map, || {
            if let Ok(pair) = ours.lock() {
                assert_eq!(*pair, [0, 0], "half changed, and no error");
            }
        });
        assert!(ours.is_poisoned());
    });
}

/// The same holds for `filter_map`.
#[test]
fn a_panic_while_filtering_is_learned_of() {
    model(Bounds::EXHAUSTIVE, || {
        let (ours, theirs) = two_owners();
        let filter_map = move || {
            catch(|| {
                MutexGuard::filter_map(theirs.lock().unwrap(), |pair| -> Option<&mut u32> {
                    pair[0] = 1;
                    unwind()
                })
                .is_ok()
            });
        };
        both(filter_map, || {
            if let Ok(pair) = ours.lock() {
                assert_eq!(*pair, [0, 0], "half changed, and no error");
            }
        });
        assert!(ours.is_poisoned());
    });
}

/// And for `map` and `filter_map` of a guard of a part.
#[test]
fn a_panic_while_mapping_a_part_is_learned_of() {
    fn expect(break_off: fn(MappedMutexGuard<'_, u32>)) {
        let (ours, theirs) = two_owners();
        let map = move || {
            catch(|| {
                let pair = theirs.lock().unwrap();
                break_off(MutexGuard::map(pair, |pair| &mut pair[0]));
            });
        };
        both(map, || {
            if let Ok(pair) = ours.lock() {
                assert_eq!(*pair, [0, 0], "half changed, and no error");
            }
        });
        assert!(ours.is_poisoned());
    }

    model(Bounds::EXHAUSTIVE, || {
        expect(|half| {
            let _part = MappedMutexGuard::map(half, |half| -> &mut u32 {
                *half = 1;
                unwind()
            });
        });
    });
    model(Bounds::EXHAUSTIVE, || {
        expect(|half| {
            let _part = MappedMutexGuard::filter_map(half, |half| -> Option<&mut u32> {
                *half = 1;
                unwind()
            });
        });
    });
}

/// A panic while a guard of a part is held poisons the mutex.
#[test]
fn a_panic_with_a_mapped_guard_is_learned_of() {
    model(Bounds::EXHAUSTIVE, || {
        let (ours, theirs) = two_owners();
        let map = move || {
            catch(|| {
                let mut half = MutexGuard::map(theirs.lock().unwrap(), |pair| &mut pair[0]);
                *half = 1;
                unwind()
            });
        };
        both(map, || match ours.lock() {
            Ok(pair) => assert_eq!(*pair, [0, 0], "half changed, and no error"),
            Err(error) => assert_eq!(**error.get_ref(), [1, 0]),
        });
    });
}

/// A panic is noted before the release, and not after it: whoever finds the poison and clears it has cleared it for good. So it is with a
/// guard, in `map` and `filter_map`, and in those of a part.
#[test]
fn what_was_cleared_stays_cleared() {
    fn expect(break_off: fn(&Pair)) {
        let (ours, theirs) = two_owners();
        let mut is_cleared = false;
        both(
            move || catch(|| break_off(&theirs)),
            || {
                if let Err(_held) = ours.lock() {
                    ours.clear_poison();
                    is_cleared = true;
                }
            },
        );
        assert_eq!(ours.is_poisoned(), !is_cleared, "poisoned again");
    }

    fn half(pair: &Pair) -> MappedMutexGuard<'_, u32> {
        MutexGuard::map(pair.lock().unwrap(), |pair| &mut pair[0])
    }

    model(Bounds::EXHAUSTIVE, || {
        expect(|pair| {
            let _held = pair.lock().unwrap();
            unwind()
        });
    });
    model(Bounds::EXHAUSTIVE, || {
        expect(|pair| {
            let _part = MutexGuard::map(pair.lock().unwrap(), |_| -> &mut u32 { unwind() });
        });
    });
    model(Bounds::EXHAUSTIVE, || {
        expect(|pair| {
            let pair = pair.lock().unwrap();
            let _part = MutexGuard::filter_map(pair, |_| -> Option<&mut u32> { unwind() });
        });
    });
    model(Bounds::EXHAUSTIVE, || {
        expect(|pair| {
            let _part = MappedMutexGuard::map(half(pair), |_| -> &mut u32 { unwind() });
        });
    });
    model(Bounds::EXHAUSTIVE, || {
        expect(|pair| {
            let part = half(pair);
            let _part = MappedMutexGuard::filter_map(part, |_| -> Option<&mut u32> { unwind() });
        });
    });
}

/// The first stage is poisoned as well, when the thread that panicked has ended; and keeps threads apart.
#[test]
fn the_late_stage_is_poisoned_in_the_end() {
    model(Bounds::EXHAUSTIVE, || {
        let ours = Arc::new(stages::late::Mutex::new(0));
        let theirs = Arc::clone(&ours);
        let panics = move || {
            catch(|| {
                let mut count = theirs.lock().unwrap();
                *count += 1;
                unwind()
            });
        };
        both(panics, || {
            *ours.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        });
        let error = ours.lock().err().expect("a thread has panicked");
        assert_eq!(**error.get_ref(), 2);
    });
}

/// The second stage is poisoned by a panic, and keeps threads apart.
#[test]
fn the_stage_for_every_panic_is_poisoned() {
    model(Bounds::EXHAUSTIVE, || {
        let ours = Arc::new(stages::every::Mutex::new(0));
        let theirs = Arc::clone(&ours);
        let panics = move || {
            catch(|| {
                let mut count = theirs.lock().unwrap();
                *count += 1;
                unwind()
            });
        };
        both(panics, || {
            *ours.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        });
        let error = ours.lock().err().expect("a thread has panicked");
        assert_eq!(**error.get_ref(), 2);
    });
}

// ---- No poison ----

/// A guard that is taken and dropped while its thread unwinds poisons nothing, and nor does a panic of another thread.
#[test]
fn a_guard_taken_while_unwinding_poisons_nothing() {
    /// Adds one when it is dropped.
    struct Counts(Arc<Mutex<u32>>);

    impl Drop for Counts {
        fn drop(&mut self) {
            *self.0.lock().unwrap() += 1;
        }
    }

    model(Bounds::EXHAUSTIVE, || {
        let ours = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&ours);
        let unwinds = move || {
            catch(|| {
                let _counts = Counts(theirs);
                unwind()
            });
        };
        both(unwinds, || *ours.lock().unwrap() += 1);
        assert_eq!(*ours.lock().expect("nobody panicked with it"), 2);
    });
}

/// When the poison has been cleared by whoever held the mutex and repaired the value, whoever comes next gets it without an
/// error, and whole.
#[test]
fn what_was_repaired_and_cleared_is_whole() {
    model(Bounds::EXHAUSTIVE, || {
        let (ours, theirs) = two_owners();
        break_off(&ours);
        let repair = move || {
            let mut pair = theirs.lock().expect_err("it is poisoned").into_inner();
            pair[1] = 1;
            theirs.clear_poison();
        };
        both(repair, || match ours.lock() {
            Ok(pair) => assert_eq!(*pair, [1, 1], "half changed, and no error"),
            Err(error) => assert_eq!(**error.get_ref(), [1, 0], "repaired, and an error"),
        });
        assert!(!ours.is_poisoned());
    });
}

/// Whoever asks without the lock may hear of a panic late; that the mutex is poisoned is never said before the panic, nor of a critical section
/// that ends without one.
#[test]
fn is_poisoned_says_so_only_after_a_panic() {
    model(Bounds::EXHAUSTIVE, || {
        let ours = Arc::new((Mutex::new([0, 0]), AtomicU32::new(0)));
        let theirs = Arc::clone(&ours);
        let panics = move || {
            drop(theirs.0.lock().unwrap());
            catch(|| {
                let _held = theirs.0.lock().unwrap();
                // ORDERING: Relaxed: it is the flag that is asked about.
                theirs.1.store(1, Relaxed);
                unwind()
            });
        };
        both(panics, || {
            if ours.0.is_poisoned() {
                // Only with the lock is what came before the panic sure to be seen.
                drop(ours.0.lock());
                // ORDERING: Relaxed: the lock has ordered it.
                assert_eq!(ours.1.load(Relaxed), 1, "poisoned before the panic");
            }
        });
    });
}

/// A guard that lets go of the mutex for a while learns of a panic that came in between.
#[test]
fn a_guard_that_lets_go_learns_of_a_panic() {
    model(Bounds::EXHAUSTIVE, || {
        let work = |number, mutex: &Pair| {
            if number == 1 {
                return break_off(mutex);
            }
            let Ok(mut pair) = mutex.lock() else { return };
            match MutexGuard::unlocked(&mut pair, || ()) {
                Ok(()) => assert_eq!(*pair, [0, 0], "half changed, and no error"),
                Err(_) => assert_eq!(*pair, [1, 0], "an error before the panic"),
            }
        };
        crew(2, Mutex::new([0, 0]), work, |_| ());
    });
}
