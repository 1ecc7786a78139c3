//! The mutex and its stages on real threads, for the sanitizers. `--planted race | use-after-free | leak` commits that
//! fault instead, and must be reported for it.

#[cfg(not(all(not(model), unix)))]
fn main() {}

#[cfg(all(not(model), unix))]
fn main() {
    stress::main(
        &[
            ("add", real::add),
            ("try", real::try_to_add),
            ("parts", real::parts),
            ("freed by the last", real::freed_by_the_last),
            ("stages", real::stages),
        ],
        real::commit,
    );
}

#[cfg(all(not(model), unix))]
mod real {
    use std::cell::UnsafeCell;
    use std::hint::black_box;
    use std::mem;

    use mutex::stages::{
        Guarded, RawLock, backing_off, spinning, test_and_set, test_and_test_and_set, three_states,
        two_states,
    };
    use mutex::{Mutex, MutexGuard};
    use stress::{both, crew};

    const THREADS: u32 = 4;
    const ROUNDS: u32 = 2000;

    pub(super) fn add() {
        let sum = Mutex::new(0);
        crew(THREADS, |_| {
            for _ in 0..ROUNDS {
                *sum.lock() += 1;
            }
        });
        assert_eq!(sum.into_inner(), THREADS * ROUNDS);
    }

    pub(super) fn try_to_add() {
        let sum = Mutex::new(0);
        crew(THREADS, |_| {
            let mut left = ROUNDS;
            while left > 0 {
                match sum.try_lock() {
                    Some(mut sum) => {
                        *sum += 1;
                        left -= 1;
                    }
                    None => platform::thread::yield_now(),
                }
            }
        });
        assert_eq!(sum.into_inner(), THREADS * ROUNDS);
    }

    pub(super) fn parts() {
        let pair = Mutex::new((0, Some(0)));
        crew(THREADS, |number| {
            for _ in 0..ROUNDS {
                if number % 2 == 0 {
                    *MutexGuard::map(pair.lock(), |pair| &mut pair.0) += 1;
                } else {
                    let part = MutexGuard::filter_map(pair.lock(), |pair| pair.1.as_mut());
                    *part.expect("it is there") += 1;
                }
            }
        });
        let half = THREADS / 2 * ROUNDS;
        assert_eq!(pair.into_inner(), (half, Some(half)));
    }

    /// A mutex on which the last thread to come closes the door: it frees it as soon as it is alone.
    pub(super) fn freed_by_the_last() {
        struct Shared(*mut Mutex<u32>);
        // SAFETY: a mutex may be used by all threads.
        unsafe impl Send for Shared {}
        // SAFETY: as above.
        unsafe impl Sync for Shared {}

        for _ in 0..300 {
            let shared = Shared(Box::into_raw(Box::new(Mutex::new(0))));
            let come_and_go = || {
                let shared = &shared;
                // SAFETY: the second to come frees it, when the first has released it.
                let mutex = unsafe { &*shared.0 };
                let is_last = {
                    let mut count = mutex.lock();
                    *count += 1;
                    *count == 2
                };
                if is_last {
                    // SAFETY: it came from a box, and the other thread has released it for good.
                    drop(unsafe { Box::from_raw(shared.0) });
                }
            };
            both(come_and_go, come_and_go);
        }
    }

    pub(super) fn stages() {
        add_with::<test_and_set::Lock>();
        add_with::<test_and_test_and_set::Lock>();
        add_with::<two_states::Lock>();
        add_with::<three_states::Lock>();
        add_with::<spinning::Lock>();
        add_with::<backing_off::Lock>();
    }

    fn add_with<L: RawLock>() {
        let sum = Guarded::<L, _>::new(0);
        both(
            || (0..ROUNDS).for_each(|_| sum.with(|sum| *sum += 1)),
            || (0..ROUNDS).for_each(|_| sum.with(|sum| *sum += 1)),
        );
        assert_eq!(sum.with(|sum| *sum), 2 * ROUNDS);
    }

    pub(super) fn commit(fault: &str) {
        struct Careless(UnsafeCell<u64>);
        // SAFETY: none. That is the point.
        unsafe impl Sync for Careless {}
        impl Careless {
            fn increment(&self) {
                // SAFETY: none: another thread may be writing.
                unsafe { *self.0.get() += 1 };
            }
        }

        match fault {
            "race" => {
                let shared = (Mutex::new(()), Careless(UnsafeCell::new(0)));
                // The guard is dropped at once.
                both(
                    || {
                        drop(shared.0.lock());
                        shared.1.increment();
                    },
                    || shared.1.increment(),
                );
            }
            "use-after-free" => {
                let mutex = Box::into_raw(Box::new(Mutex::new(7)));
                // SAFETY: it came out of a box a line ago.
                let guard = unsafe { &*mutex }.lock();
                // SAFETY: none: the guard is still there.
                drop(unsafe { Box::from_raw(mutex) });
                drop(black_box(guard));
            }
            "leak" => {
                // Nothing on this thread's stack or in its registers is to remember it.
                both(
                    || mem::forget(black_box(Box::new(Mutex::new([0_u8; 4096])))),
                    || (),
                );
            }
            unknown => panic!("--planted race|use-after-free|leak, not {unknown:?}"),
        }
    }
}
