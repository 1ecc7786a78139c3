//! The section's `Arc` and `Weak` on real threads, again and again: for the operating system's schedules, and for the
//! sanitizers, which see what a model doesn't: the memory itself. `--planted race | use-after-free | leak` commits that
//! fault instead, and must be reported for it.

#[cfg(not(all(not(model), unix)))]
fn main() {}

#[cfg(all(not(model), unix))]
fn main() {
    stress::main(&real::CASES, planted::commit);
}

#[cfg(all(not(model), unix))]
mod real {
    use std::hint::spin_loop;
    use std::sync::atomic::{
        AtomicUsize,
        Ordering::{AcqRel, Acquire, Relaxed},
    };

    use platform::thread::yield_now;
    use shared_ownership::{Arc, Weak};
    use stress::both;

    pub(super) const CASES: [(&str, fn()); 7] = [
        ("two drops", || rounds(two_drops)),
        ("clones on two threads", || rounds(clones)),
        ("upgrade and the last drop", || rounds(upgrade_and_drop)),
        ("get_mut and downgrade", || rounds(get_mut_and_downgrade)),
        ("get_mut and upgrade", || rounds(get_mut_and_upgrade)),
        ("two into_inners", || rounds(two_into_inners)),
        ("make_mut and upgrade", || rounds(make_mut_and_upgrade)),
    ];

    /// Rounds of each kind. A sanitizer slows each by a factor of ten.
    const ROUNDS: usize = 300;
    /// Values a round: to start a thread takes much longer than to count.
    const VALUES: usize = 20;

    /// Runs the rounds of a case, each with its number.
    fn rounds(case: fn(usize)) {
        (0..ROUNDS).for_each(case);
        // ORDERING: a count; nothing is published by it.
        assert_eq!(ALIVE.load(Relaxed), 0, "a value was not dropped");
    }

    /// Values that are alive.
    static ALIVE: AtomicUsize = AtomicUsize::new(0);

    /// A value with memory of its own, which counts itself.
    struct Parcel(Box<usize>);

    impl Parcel {
        fn new(number: usize) -> Self {
            // ORDERING: a count; nothing is published by it.
            ALIVE.fetch_add(1, Relaxed);
            Self(Box::new(number))
        }

        /// Changes it back and forth.
        fn change(&mut self) {
            *self.0 += 1;
            *self.0 -= 1;
        }
    }

    impl Clone for Parcel {
        fn clone(&self) -> Self {
            Self::new(*self.0)
        }
    }

    impl Drop for Parcel {
        fn drop(&mut self) {
            // ORDERING: a count; nothing is published by it.
            let before = ALIVE.fetch_sub(1, Relaxed);
            assert_ne!(before, 0, "a value was dropped twice");
            *self.0 = usize::MAX;
        }
    }

    /// Brings two threads together at each value, sometimes a few instructions apart.
    #[derive(Default)]
    struct Meeting(AtomicUsize);

    impl Meeting {
        fn meet(&self, number: usize) {
            // ORDERING: both release and acquire, so that neither sees a later value's count.
            self.0.fetch_add(1, AcqRel);
            while self.0.load(Acquire) < 2 * (number + 1) {
                yield_now();
            }
        }

        fn meet_late(&self, number: usize, delay: usize) {
            self.meet(number);
            for _ in 0..delay % 50 {
                spin_loop();
            }
        }
    }

    /// Does both to each of some values, at the same moment. What each side gets is made beforehand.
    fn each<A: Send, B>(
        round: usize,
        make: impl Fn(usize) -> (A, B),
        theirs: impl Fn(A) + Sync,
        ours: impl Fn(B),
    ) {
        let (their_parts, our_parts): (Vec<A>, Vec<B>) = (0..VALUES).map(make).unzip();
        let meeting = Meeting::default();
        both(
            || {
                for (number, part) in their_parts.into_iter().enumerate() {
                    meeting.meet(number);
                    theirs(part);
                }
            },
            || {
                for (number, part) in our_parts.into_iter().enumerate() {
                    meeting.meet_late(number, round);
                    ours(part);
                }
            },
        );
    }

    fn two_arcs(number: usize) -> (Arc<Parcel>, Arc<Parcel>) {
        let arc = Arc::new(Parcel::new(number));
        (arc.clone(), arc)
    }

    fn weak_and_arc(number: usize) -> (Weak<Parcel>, Arc<Parcel>) {
        let arc = Arc::new(Parcel::new(number));
        (Arc::downgrade(&arc), arc)
    }

    fn read_and_drop(arc: Arc<Parcel>) {
        assert!(*arc.0 < VALUES);
        drop(arc);
    }

    fn upgrade(weak: Weak<Parcel>) {
        let arc = weak.upgrade();
        drop(weak);
        arc.into_iter().for_each(read_and_drop);
    }

    fn change_if_alone(mut arc: Arc<Parcel>) {
        Arc::get_mut(&mut arc).into_iter().for_each(Parcel::change);
        read_and_drop(arc);
    }

    fn two_drops(round: usize) {
        each(round, two_arcs, read_and_drop, read_and_drop);
    }

    fn clones(round: usize) {
        let clones = |arc: Arc<Parcel>| {
            let clones: Vec<_> = (0..5).map(|_| arc.clone()).collect();
            drop(arc);
            clones.into_iter().for_each(read_and_drop);
        };
        each(round, two_arcs, clones, clones);
    }

    fn upgrade_and_drop(round: usize) {
        each(round, weak_and_arc, upgrade, read_and_drop);
    }

    fn get_mut_and_downgrade(round: usize) {
        let downgrade = |arc: Arc<Parcel>| {
            let weak = Arc::downgrade(&arc);
            drop(arc);
            upgrade(weak);
        };
        each(round, two_arcs, downgrade, change_if_alone);
    }

    fn get_mut_and_upgrade(round: usize) {
        let upgrade = |weak: Weak<Parcel>| {
            let arc = weak.upgrade();
            drop(weak);
            arc.into_iter().for_each(change_if_alone);
        };
        each(round, weak_and_arc, upgrade, change_if_alone);
    }

    fn two_into_inners(round: usize) {
        let taken = AtomicUsize::new(0);
        let take = |arc| {
            if let Some(mut parcel) = Arc::<Parcel>::into_inner(arc) {
                parcel.change();
                // ORDERING: a count; nothing is published by it.
                taken.fetch_add(1, Relaxed);
            }
        };
        each(round, two_arcs, take, take);
        // ORDERING: as above. The thread has been joined.
        assert_eq!(taken.load(Relaxed), VALUES, "nobody has it, or both");
    }

    fn make_mut_and_upgrade(round: usize) {
        let make_mut = |mut arc: Arc<Parcel>| {
            Arc::make_mut(&mut arc).change();
            read_and_drop(arc);
        };
        each(round, weak_and_arc, upgrade, make_mut);
    }
}

/// Faults, committed on purpose.
#[cfg(all(not(model), unix))]
mod planted {
    use std::cell::UnsafeCell;
    use std::hint::black_box;
    use std::mem;

    use shared_ownership::Arc;
    use stress::both;

    /// A value that says it may be shared, and may not.
    struct Careless(UnsafeCell<u64>);

    // SAFETY: none. That is the point.
    unsafe impl Sync for Careless {}

    impl Careless {
        fn increment(&self) {
            // SAFETY: none: another thread may be writing.
            unsafe { *self.0.get() += 1 };
        }
    }

    pub(super) fn commit(fault: &str) {
        let shared = Arc::new(Careless(UnsafeCell::new(0)));
        match fault {
            "race" => {
                let theirs = shared.clone();
                both(move || theirs.increment(), || shared.increment());
            }
            "use-after-free" => {
                // SAFETY: none: it isn't given back, and is counted off twice.
                unsafe { Arc::decrement_strong_count(Arc::as_ptr(&shared)) };
                shared.increment();
                mem::forget(shared);
            }
            "leak" => {
                // Nothing on this thread's stack or in its registers is to remember it.
                both(|| mem::forget(black_box(Arc::new([0_u8; 4096]))), || ());
            }
            unknown => panic!("--planted race|use-after-free|leak, not {unknown:?}"),
        }
    }
}
