//! The lock on real threads, for the sanitizers. `--planted race | use-after-free | leak` commits that
//! fault instead, and must be reported for it.

#[cfg(not(all(not(model), unix)))]
fn main() {}

#[cfg(all(not(model), unix))]
fn main() {
    let cases: &[(&str, fn())] = &[
        ("readers and writers", real::readers_and_writers),
        ("downgrade", real::downgrade),
        ("stages", real::stages),
    ];
    stress::main(cases, real::commit);
}

#[cfg(all(not(model), unix))]
mod real {
    use std::cell::UnsafeCell;
    use std::hint::black_box;

    use rwlock::stages::{closing, sleeping};
    use rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
    use stress::{both, crew};

    const THREADS: u32 = 4;
    const ROUNDS: u32 = 3000;

    /// Every third turn writes.
    pub(super) fn readers_and_writers() {
        let pair = RwLock::new((0, 0));
        crew(THREADS, |number| {
            for round in 0..ROUNDS {
                match (round + number) % 6 {
                    0 => {
                        let mut pair = pair.write();
                        pair.0 += 1;
                        pair.1 += 1;
                    }
                    3 => {
                        if let Some(mut pair) = pair.try_write() {
                            pair.0 += 1;
                            *RwLockWriteGuard::map(pair, |pair| &mut pair.1) += 1;
                        }
                    }
                    4 => {
                        if let Some(pair) = pair.try_read() {
                            let first = pair.0;
                            assert_eq!(first, *RwLockReadGuard::map(pair, |pair| &pair.1));
                        }
                    }
                    _ => {
                        let pair = pair.read();
                        assert_eq!(pair.0, pair.1);
                    }
                }
            }
        });
        let (first, second) = pair.into_inner();
        assert_eq!(first, second);
        assert!(first >= THREADS * ROUNDS / 6);
    }

    pub(super) fn downgrade() {
        let sum = RwLock::new(0);
        crew(THREADS, |_| {
            for _ in 0..ROUNDS {
                let mut guard = sum.write();
                *guard += 1;
                let wrote = *guard;
                assert_eq!(*RwLockWriteGuard::downgrade(guard), wrote);
                assert!(*sum.read() >= wrote);
            }
        });
        assert_eq!(sum.into_inner(), THREADS * ROUNDS);
    }

    /// A number under a lock without a value.
    struct Shared<L>(L, UnsafeCell<u32>);

    // SAFETY: the lock keeps the accesses apart.
    unsafe impl<L: Sync> Sync for Shared<L> {}

    pub(super) fn stages() {
        macro_rules! stage {
            ($lock:ty) => {
                let shared = Shared(<$lock>::new(), UnsafeCell::new(0));
                let shared = &shared;
                crew(2, |_| {
                    for _ in 0..ROUNDS {
                        shared.0.write();
                        // SAFETY: this is in as a writer.
                        unsafe { *shared.1.get() += 1 };
                        // SAFETY: as above, and it has finished.
                        unsafe { shared.0.write_unlock() };
                        shared.0.read();
                        // SAFETY: this is in as a reader.
                        assert!(unsafe { *shared.1.get() } > 0);
                        // SAFETY: as above, and it has finished.
                        unsafe { shared.0.read_unlock() };
                    }
                });
            };
        }
        stage!(sleeping::RawRwLock);
        stage!(closing::RawRwLock);
    }

    pub(super) fn commit(fault: &str) {
        match fault {
            "race" => {
                let value = Shared((), UnsafeCell::new(0));
                let value = &value;
                let write = || {
                    for _ in 0..1000 {
                        // SAFETY: none. This is the planted race: nobody has taken a lock.
                        unsafe { *value.1.get() += 1 };
                    }
                };
                both(write, write);
            }
            "use-after-free" => {
                let freed = Box::into_raw(Box::new(7));
                // SAFETY: it came out of a box a line ago.
                drop(unsafe { Box::from_raw(freed) });
                // SAFETY: none. This is the planted fault.
                black_box(unsafe { freed.read_volatile() });
            }
            "leak" => {
                // Nothing on this thread's stack or in its registers is to remember it.
                both(
                    || std::mem::forget(black_box(Box::new([0_u8; 4096]))),
                    || (),
                );
            }
            unknown => panic!("--planted race|use-after-free|leak, not {unknown:?}"),
        }
    }
}
