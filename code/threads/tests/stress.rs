//! The section's `spawn` on real threads, again and again: for the operating system's schedules, and for the
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
    use std::hint::spin_loop;
    use std::panic::resume_unwind;
    use std::sync::atomic::{
        AtomicUsize,
        Ordering::{AcqRel, Acquire, Relaxed},
    };

    use platform::thread::yield_now;
    use threads::spawn;

    pub(super) const CASES: [(&str, fn()); 6] = [
        ("join at once", || settled(join_at_once)),
        ("join a crew", || settled(join_a_crew)),
        ("join from another thread", || settled(join_elsewhere)),
        ("join a panic", || settled(join_a_panic)),
        ("detach at the same moment", || settled(detach_at_once)),
        ("detach when finished", || settled(detach_when_finished)),
    ];

    /// Threads of each kind. A sanitizer slows each by a factor of ten.
    const THREADS: usize = 2_000;
    /// Threads that run at once.
    const CREW: usize = 8;

    /// Results that are alive.
    static ALIVE: AtomicUsize = AtomicUsize::new(0);

    /// A result with memory of its own, which counts itself.
    struct Parcel(Box<usize>);

    impl Parcel {
        fn new(number: usize) -> Self {
            // ORDERING: a count; nothing is published by it.
            ALIVE.fetch_add(1, Relaxed);
            Self(Box::new(number))
        }

        fn open(self) -> usize {
            *self.0
        }
    }

    impl Drop for Parcel {
        fn drop(&mut self) {
            // ORDERING: a count; nothing is published by it.
            let before = ALIVE.fetch_sub(1, Relaxed);
            assert_ne!(before, 0, "a result was dropped twice");
        }
    }

    /// Runs it, and waits until no result is left: those of detached threads too.
    fn settled(case: fn()) {
        case();
        // ORDERING: a count; nothing is published by it.
        while ALIVE.load(Relaxed) != 0 {
            yield_now();
        }
    }

    fn join_at_once() {
        for i in 0..THREADS {
            let parcel = spawn(move || Parcel::new(i)).join().unwrap();
            assert_eq!(parcel.open(), i);
        }
    }

    fn join_a_crew() {
        for _ in 0..THREADS / CREW {
            let crew: Vec<_> = (0..CREW).map(|i| spawn(move || Parcel::new(i))).collect();
            // Half of them in the order in which they were started, half the other way round.
            let (first, last) = crew
                .into_iter()
                .enumerate()
                .partition(|(i, _)| *i < CREW / 2);
            let (first, last): (Vec<_>, Vec<_>) = (first, last);
            for (i, handle) in first.into_iter().chain(last.into_iter().rev()) {
                assert_eq!(handle.join().unwrap().open(), i);
            }
        }
    }

    fn join_elsewhere() {
        for i in 0..THREADS / 2 {
            let inner = spawn(move || Parcel::new(i));
            let outer = spawn(move || inner.join().unwrap());
            assert_eq!(outer.join().unwrap().open(), i);
        }
    }

    fn join_a_panic() {
        for i in 0..THREADS / 4 {
            // `resume_unwind` prints nothing.
            let handle = spawn(move || resume_unwind(Box::new(Parcel::new(i))));
            let payload = handle.join().unwrap_err();
            assert_eq!(payload.downcast::<Parcel>().unwrap().open(), i);
        }
    }

    /// Both sides wait for each other and then let go, sometimes a few instructions apart.
    fn detach_at_once() {
        static MET: AtomicUsize = AtomicUsize::new(0);
        fn meet(round: usize) {
            // ORDERING: both sides release and acquire, so that neither sees a later round's count.
            MET.fetch_add(1, AcqRel);
            while MET.load(Acquire) < 2 * (round + 1) {
                yield_now();
            }
        }
        for round in 0..THREADS {
            let handle = spawn(move || {
                meet(round);
                Parcel::new(round)
            });
            meet(round);
            for _ in 0..round % 200 {
                spin_loop();
            }
            drop(handle);
        }
    }

    fn detach_when_finished() {
        for i in 0..THREADS {
            let handle = spawn(move || Parcel::new(i));
            while !handle.is_finished() {
                yield_now();
            }
            drop(handle);
        }
    }
}

/// Faults, committed on purpose.
#[cfg(not(model))]
mod planted {
    use std::hint::black_box;

    use threads::spawn;

    /// A pointer that crosses threads on the programmer's word.
    #[derive(Clone, Copy)]
    struct Smuggled(*mut u64);

    // SAFETY: none. That is the point.
    unsafe impl Send for Smuggled {}

    impl Smuggled {
        fn increment(self) {
            // SAFETY: none: the caller may have freed it, or another thread may be writing.
            unsafe { *self.0 += 1 }
        }

        fn free(self) {
            // SAFETY: it came from a `Box`, and nobody frees it twice. Somebody may use it later.
            drop(unsafe { Box::from_raw(self.0) });
        }
    }

    pub(super) fn commit(fault: &str) {
        let shared = Smuggled(Box::into_raw(Box::new(0)));
        match fault {
            "race" => {
                let thread = spawn(move || shared.increment());
                shared.increment();
                thread.join().unwrap();
                shared.free();
            }
            "use-after-free" => {
                spawn(move || shared.free()).join().unwrap();
                shared.increment();
            }
            "leak" => {
                shared.free();
                let length = spawn(|| Box::leak(black_box(Box::new([0_u8; 4096]))).len());
                assert_eq!(length.join().unwrap(), 4096);
            }
            unknown => panic!("--planted race|use-after-free|leak, not {unknown:?}"),
        }
    }
}
