//! The mutex on real threads, for the sanitizers. `--planted race | use-after-free | leak` commits that fault instead, and must
//! be reported for it.

#[cfg(not(all(not(model), unix)))]
fn main() {}

#[cfg(all(not(model), unix))]
fn main() {
    stress::main(
        &[
            ("threads that panic with the lock", real::some_panic),
            ("guards of parts", real::guards_of_parts),
        ],
        real::commit,
    );
}

#[cfg(all(not(model), unix))]
mod real {
    use std::hint::black_box;

    use platform::model::{catch, unwind};
    use poisoning::{MappedMutexGuard, Mutex, MutexGuard, PoisonError};
    use stress::{both, crew, leak, use_after_free};

    const ROUNDS: u32 = 500;

    /// Threads count, and one of them panics each third time. Whoever finds the mutex poisoned makes the pair
    /// whole again.
    pub(super) fn some_panic() {
        let mutex = Mutex::new((0_u32, 0_u32));
        crew(4, |number| {
            for round in 0..ROUNDS {
                let count = || {
                    let mut pair = mutex.lock().unwrap_or_else(|error| {
                        let mut pair = error.into_inner();
                        pair.1 = pair.0;
                        // So that the next panic has to be noted, too.
                        mutex.clear_poison();
                        pair
                    });
                    assert_eq!(pair.0, pair.1, "half changed, and no error");
                    pair.0 += 1;
                    if number == 0 && round % 3 == 0 {
                        unwind();
                    }
                    pair.1 += 1;
                };
                if number == 0 && round % 3 == 0 {
                    catch(count);
                } else {
                    count();
                }
            }
        });
        let pair = mutex.into_inner().unwrap_or_else(PoisonError::into_inner);
        assert_eq!(pair.0, 4 * ROUNDS);
    }

    pub(super) fn guards_of_parts() {
        let all = Mutex::new([0_u32; 3]);
        crew(4, |_| {
            for _ in 0..ROUNDS {
                let tail = MutexGuard::map(all.lock().unwrap(), |all| &mut all[1..]);
                *MappedMutexGuard::map(tail, |tail| &mut tail[1]) += 1;
            }
        });
        assert_eq!(all.into_inner().unwrap(), [0, 0, 4 * ROUNDS]);
    }

    pub(super) fn commit(fault: &str) {
        match fault {
            "race" => {
                let mutex = Mutex::new(0_u32);
                let place = std::ptr::from_mut(&mut *mutex.lock().unwrap());
                let place = Place(place);
                // SAFETY: none. This is the planted race: one of them has no guard.
                both(
                    || *mutex.lock().unwrap() = 1,
                    || unsafe { *black_box(place.get()) = 2 },
                );
            }
            // SAFETY: none. This is the planted fault.
            "use-after-free" => unsafe { use_after_free() },
            "leak" => leak(),
            unknown => panic!("--planted race|use-after-free|leak, not {unknown:?}"),
        }
    }

    /// A pointer that may be sent.
    struct Place(*mut u32);

    // SAFETY: none: see the planted race.
    unsafe impl Sync for Place {}

    impl Place {
        fn get(&self) -> *mut u32 {
            self.0
        }
    }
}
