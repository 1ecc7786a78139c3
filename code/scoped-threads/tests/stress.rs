//! The section's `scope` on real threads, again and again: for the operating system's schedules, and for the
//! sanitizers, which see what a model doesn't: the memory itself. `--planted race | use-after-free | leak` commits
//! that fault instead, and must be reported for it.

#[cfg(model)]
fn main() {}

#[cfg(not(model))]
fn main() {
    stress::main(&real::CASES, planted::commit);
}

#[cfg(not(model))]
mod real {
    use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

    use scoped_threads::scope;

    pub(super) const CASES: [(&str, fn()); 6] = [
        ("write to parts", write_to_parts),
        ("join some", join_some),
        ("start one another", start_one_another),
        ("drop results", drop_results),
        ("join a panic", join_a_panic),
        ("panic in the body", panic_in_the_body),
    ];

    /// Scopes of each kind. A sanitizer slows each by a factor of ten.
    const SCOPES: usize = 500;

    /// Threads of one scope.
    const CREW: usize = 4;

    fn write_to_parts() {
        for round in 0..SCOPES {
            let mut parts = Box::new([0; CREW]);
            scope(|s| {
                for part in parts.iter_mut() {
                    s.spawn(move || *part = round);
                }
            });
            assert_eq!(*parts, [round; CREW]);
        }
    }

    fn join_some() {
        for round in 0..SCOPES {
            let base = Box::new(round);
            let sum = scope(|s| {
                let crew: Vec<_> = (0..CREW)
                    .map(|i| (i, s.spawn(|| Box::new(*base))))
                    .collect();
                let joined = crew.into_iter().filter(|(i, _)| i % 2 == 0);
                joined
                    .map(|(_, thread)| *thread.join().unwrap())
                    .sum::<usize>()
            });
            assert_eq!(sum, round * CREW / 2);
        }
    }

    fn start_one_another() {
        for round in 0..SCOPES {
            let (mut outer, mut inner) = (Box::new(0), Box::new(0));
            scope(|s| {
                let (outer, inner) = (&mut *outer, &mut *inner);
                s.spawn(move || {
                    s.spawn(move || *inner = round);
                    *outer = round;
                });
            });
            assert_eq!((*outer, *inner), (round, round));
        }
    }

    /// A result that uses what it borrows when it is dropped.
    struct Counts<'a>(&'a mut usize);

    impl Drop for Counts<'_> {
        fn drop(&mut self) {
            *self.0 += 1;
        }
    }

    fn drop_results() {
        for round in 0..SCOPES {
            let mut counts = Box::new([0; CREW]);
            scope(|s| {
                for (i, count) in counts.iter_mut().enumerate() {
                    let thread = s.spawn(move || Counts(count));
                    // Some are dropped by the thread, some by this one.
                    while (i + round) % 2 == 0 && !thread.is_finished() {
                        platform::thread::yield_now();
                    }
                }
            });
            assert_eq!(*counts, [1; CREW]);
        }
    }

    fn join_a_panic() {
        for round in 0..SCOPES {
            let base = Box::new(round);
            scope(|s| {
                // `resume_unwind` prints nothing.
                let thread = s.spawn(|| resume_unwind(Box::new(*base)));
                let payload = thread.join().map(|(): ()| ()).unwrap_err();
                assert_eq!(payload.downcast_ref(), Some(&round));
            });
        }
    }

    fn panic_in_the_body() {
        for round in 0..SCOPES {
            let mut parts = Box::new([0; CREW]);
            let result = catch_unwind(AssertUnwindSafe(|| {
                scope(|s| {
                    for part in parts.iter_mut() {
                        s.spawn(move || *part = round);
                    }
                    resume_unwind(Box::new(round));
                });
            }));
            assert_eq!(result.unwrap_err().downcast_ref(), Some(&round));
            assert_eq!(*parts, [round; CREW]);
        }
    }
}

/// Faults, committed on purpose.
#[cfg(not(model))]
mod planted {
    use std::hint::black_box;
    use std::mem;
    use std::sync::atomic::AtomicU32;
    use std::sync::atomic::Ordering::{Acquire, Release};

    use platform::thread::yield_now;
    use scoped_threads::{before_1_0, scope};

    /// A pointer that crosses threads on the programmer's word.
    #[derive(Clone, Copy)]
    struct Smuggled(*mut u64);

    // SAFETY: none. That is the point.
    unsafe impl Send for Smuggled {}

    impl Smuggled {
        fn increment(self) {
            // SAFETY: none: another thread may be writing.
            unsafe { *self.0 += 1 }
        }
    }

    /// How far the two threads of the use after free have come.
    static STEP: AtomicU32 = AtomicU32::new(0);

    fn wait_for(step: u32) {
        // ORDERING: Acquire, for the store in `reach`.
        while STEP.load(Acquire) != step {
            yield_now();
        }
    }

    fn reach(step: u32) {
        // ORDERING: Release, for the load in `wait_for`.
        STEP.store(step, Release);
    }

    pub(super) fn commit(fault: &str) {
        match fault {
            "race" => {
                let mut number = 0;
                let shared = Smuggled(&raw mut number);
                scope(|s| {
                    // To drop the handle would order the two, if the thread has finished by then.
                    let thread = s.spawn(move || shared.increment());
                    shared.increment();
                    thread.join().unwrap();
                });
            }
            "use-after-free" => {
                // ANCHOR: forgotten
                let depth = Box::new(12);
                let guard = before_1_0::scoped(|| {
                    wait_for(1);
                    black_box(*depth);
                    reach(2);
                });
                mem::forget(guard);
                drop(depth);
                reach(1);
                wait_for(2);
                // ANCHOR_END: forgotten
            }
            "leak" => {
                let length = scope(|s| {
                    let leaks = || Box::leak(black_box(Box::new([0_u8; 4096]))).len();
                    s.spawn(leaks).join().unwrap()
                });
                assert_eq!(length, 4096);
            }
            unknown => panic!("--planted race|use-after-free|leak, not {unknown:?}"),
        }
    }
}
