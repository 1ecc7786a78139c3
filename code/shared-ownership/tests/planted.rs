//! Faults that the models must find: the stage that is wrong, and a copy of `Arc` and `Weak` in which one thing at a
//! time is.
//!
//! `traces/` holds the executions that the book shows; `SNAPSHOTS=overwrite` records them.
#![cfg(model)]

use std::sync::Arc as StdArc;
use std::sync::Mutex;

use platform::cell::UnsafeCell;
use platform::model::{Bounds, Watched, both, model, model_fails, settle_report};
use platform::thread::{Options, start};
use shared_ownership::stages::relaxed;

use faulty::{Arc, Fault};

/// Starts a thread, for which nobody waits: an execution ends when all its threads have.
fn spawn(main: impl FnOnce() + Send + 'static) {
    start(&Options::default(), Box::new(main)).unwrap();
}

// ---- The stages ----

/// If the counter orders nothing, the value is dropped while another thread's use of it isn't over.
#[test]
fn a_relaxed_counter_drops_a_value_in_use() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        // SAFETY: none: nothing orders the use and the drop, which is what the model has to report.
        let ours = relaxed::Arc::new(unsafe { Watched::new() });
        let theirs = ours.clone();
        spawn(move || {
            theirs.get();
        });
        drop(ours);
    });
}

// ---- Models, each of a copy with a fault ----

/// Two threads use the value and drop their `Arc`s.
fn two_drops(fault: Fault) {
    let ours = Arc::new(fault);
    let theirs = ours.clone();
    spawn(move || theirs.read());
    ours.read();
}

/// A thread clones its `Arc` while another does.
fn two_clones(fault: Fault) {
    let ours = Arc::new(fault);
    let theirs = ours.clone();
    spawn(move || theirs.clone().read());
    ours.clone().read();
}

/// A `Weak` is upgraded while the last `Arc` is dropped.
fn upgrade_meets_drop(fault: Fault) {
    let ours = Arc::new(fault);
    let weak = ours.downgrade();
    spawn(move || weak.upgrade().iter().for_each(Arc::read));
    ours.read();
}

/// Two `Weak`s are upgraded when the last `Arc` is gone.
fn two_upgrades(fault: Fault) {
    let arc = Arc::new(fault);
    let ours = arc.downgrade();
    let theirs = ours.clone();
    drop(arc);
    spawn(move || theirs.upgrade().iter().for_each(Arc::read));
    ours.upgrade().iter().for_each(Arc::read);
}

/// `get_mut` while the other `Arc` is dropped.
fn get_mut_meets_drop(fault: Fault) {
    let mut ours = Arc::new(fault);
    let theirs = ours.clone();
    spawn(move || theirs.read());
    ours.get_mut();
}

/// `get_mut` while the other `Arc` leaves a `Weak` behind, and that is upgraded.
fn get_mut_meets_downgrade(fault: Fault) {
    let mut ours = Arc::new(fault);
    let theirs = ours.clone();
    spawn(move || {
        let weak = theirs.downgrade();
        drop(theirs);
        weak.upgrade().iter().for_each(Arc::read);
    });
    ours.get_mut();
}

/// `get_mut` while a `Weak` becomes an `Arc`.
fn get_mut_meets_upgrade(fault: Fault) {
    let mut ours = Arc::new(fault);
    let weak = ours.downgrade();
    spawn(move || {
        let value = weak.upgrade();
        drop(weak);
        value.iter().for_each(Arc::read);
    });
    ours.get_mut();
}

/// `get_mut` while a `Weak` becomes an `Arc` that asks, too.
fn get_mut_meets_get_mut(fault: Fault) {
    let mut ours = Arc::new(fault);
    let weak = ours.downgrade();
    spawn(move || {
        let value = weak.upgrade();
        drop(weak);
        if let Some(mut value) = value {
            value.get_mut();
            value.read();
        }
    });
    ours.get_mut();
}

/// `make_mut` while a `Weak` is upgraded.
fn make_mut_meets_upgrade(fault: Fault) {
    let mut ours = Arc::new(fault);
    let weak = ours.downgrade();
    spawn(move || weak.upgrade().iter().for_each(Arc::read));
    ours.make_mut();
}

/// `make_mut` while the other `Arc` is dropped.
fn make_mut_meets_drop(fault: Fault) {
    let mut ours = Arc::new(fault);
    let theirs = ours.clone();
    spawn(move || theirs.read());
    ours.make_mut();
}

/// Two threads give up their `Arc`s for the value. Somebody has to get it.
fn two_takers(fault: Fault) {
    let ours = Arc::new(fault);
    let theirs = ours.clone();
    let taken = StdArc::new(Mutex::new(0));
    let also_taken = StdArc::clone(&taken);
    both(
        move || *also_taken.lock().unwrap() += theirs.into_inner(),
        || *taken.lock().unwrap() += ours.into_inner(),
    );
    assert_eq!(*taken.lock().unwrap(), 1, "nobody has it");
}

/// A `Weak` is upgraded while `new_cyclic` makes the value.
fn upgrade_meets_new_cyclic(fault: Fault) {
    let value = Arc::new_cyclic(fault, |weak| {
        let weak = weak.clone();
        spawn(move || weak.upgrade().iter().for_each(Arc::read));
    });
    value.read();
}

/// The copy with no fault in it passes all the models in which the faults are found.
#[test]
fn without_a_fault_the_copy_passes() {
    model(Bounds::EXHAUSTIVE, || {
        two_drops(Fault::None);
    });
    for model_of in [
        two_clones,
        upgrade_meets_drop,
        two_upgrades,
        get_mut_meets_drop,
        get_mut_meets_downgrade,
        get_mut_meets_upgrade,
        get_mut_meets_get_mut,
        make_mut_meets_upgrade,
        make_mut_meets_drop,
        upgrade_meets_new_cyclic,
        weak_count_meets_drop,
        used_up,
        two_takers,
    ] as [fn(Fault); 13]
    {
        model(Bounds::EXHAUSTIVE, move || model_of(Fault::None));
    }
}

// ---- Counting ----

/// If a drop reads the count and then writes it, two threads can both find that they weren't the last: nobody drops the
/// value.
#[test]
fn a_drop_in_two_steps_leaks() {
    model_fails("leaked", Bounds::EXHAUSTIVE, || {
        two_drops(Fault::DropInTwoSteps);
    });
}

/// If a clone reads the count and then writes it, it can write over what another thread has counted meanwhile: the count is
/// wrong from then on.
#[test]
fn a_clone_in_two_steps_miscounts() {
    model_fails("leaked", Bounds::EXHAUSTIVE, || {
        two_clones(Fault::CloneInTwoSteps);
    });
}

/// If a drop doesn't release, the last one drops the value while another thread's use of it isn't over.
#[test]
fn a_drop_without_release_is_a_data_race() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        two_drops(Fault::DropWithoutRelease);
    });
}

/// If the last drop doesn't acquire, it drops the value while another thread's use of it isn't over.
#[test]
fn a_last_drop_without_acquire_is_a_data_race() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        two_drops(Fault::DropWithoutAcquire);
    });
}

/// If nothing stops the count, it comes round to zero, and the value is dropped while there are references.
#[test]
fn without_a_limit_the_count_wraps() {
    model_fails("the value is gone", Bounds::EXHAUSTIVE, || {
        used_up(Fault::NoLimit);
    });
}

/// A clone, and its drop, when all but the last numbers have been counted.
fn used_up(fault: Fault) {
    let ours = Arc::new(fault);
    // As if so many had been cloned and forgotten. Without the fault there is room for one more.
    let forgotten = if fault == Fault::NoLimit {
        usize::MAX
    } else {
        7
    };
    ours.count_forgotten(forgotten);
    drop(ours.clone());
    ours.read();
    ours.forget_forgotten(forgotten);
}

// ---- `Weak` ----

/// If `upgrade` looks at the count and then adds, the last `Arc` may go between the two: the value is used after it was
/// dropped.
#[test]
fn an_upgrade_that_looks_and_then_counts_has_a_dropped_value() {
    let report = model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        upgrade_meets_drop(Fault::UpgradeLooksAndThenCounts);
    });
    settle_report("upgrade-in-two-steps", &report);
}

/// If `upgrade` adds first, looks at what was there, and takes it back, a second `upgrade` finds the first one's count, and
/// takes a dropped value for one that is there.
#[test]
fn an_upgrade_that_counts_and_takes_it_back_has_a_dropped_value() {
    model_fails("the value is gone", Bounds::EXHAUSTIVE, || {
        two_upgrades(Fault::UpgradeCountsAndTakesItBack);
    });
}

/// If the last `Arc` frees the memory, a `Weak` looks at counters that are gone.
#[test]
fn a_last_arc_that_frees_the_memory_frees_it_under_a_weak() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        upgrade_meets_drop(Fault::LastArcFreesTheMemory);
    });
}

/// If a `Weak`'s drop doesn't release, the memory is freed while another thread's use of the counters isn't over.
#[test]
fn a_weak_drop_without_release_is_a_data_race() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        upgrade_meets_drop(Fault::WeakDropWithoutRelease);
    });
}

/// If the last `Weak`'s drop doesn't acquire, it frees the memory while another thread's use of the counters isn't over.
#[test]
fn a_last_weak_drop_without_acquire_is_a_data_race() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        upgrade_meets_drop(Fault::WeakDropWithoutAcquire);
    });
}

/// If `new_cyclic` doesn't release the value, whoever upgrades its `Weak` races with its making.
#[test]
fn a_new_cyclic_without_release_is_a_data_race() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        upgrade_meets_new_cyclic(Fault::CyclicWithoutRelease);
    });
}

/// If `upgrade` doesn't acquire, it races with the making of the value in `new_cyclic`.
#[test]
fn an_upgrade_without_acquire_is_a_data_race() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        upgrade_meets_new_cyclic(Fault::UpgradeWithoutAcquire);
    });
}

/// If `Weak::weak_count` doesn't acquire, it takes the last `Arc`'s share off a count from which it has gone already.
#[test]
fn a_weak_count_without_acquire_is_wrong() {
    model_fails("neither right nor zero", Bounds::EXHAUSTIVE, || {
        weak_count_meets_drop(Fault::WeakCountWithoutAcquire);
    });
}

/// One of two `Weak`s is asked how many there are while the last `Arc` is dropped.
fn weak_count_meets_drop(fault: Fault) {
    let ours = Arc::new(fault);
    let weak = ours.downgrade();
    let other = weak.clone();
    spawn(move || {
        let count = weak.weak_count();
        assert!([0, 2].contains(&count), "neither right nor zero");
        // The other one is still there when this is asked.
        drop(other);
    });
    ours.read();
}

// ---- `get_mut` ----

/// If `get_mut` looks at the `Arc`s only, a `Weak` becomes one while the value is changed.
#[test]
fn looking_at_the_arcs_only_misses_a_weak() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        get_mut_meets_upgrade(Fault::LooksAtStrongOnly);
    });
}

/// If `get_mut` looks at `strong` and then at `weak`, a `Weak` can become an `Arc` and be gone between the two.
#[test]
fn looking_at_strong_and_then_at_weak_misses_an_upgrade() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        get_mut_meets_upgrade(Fault::LooksAtStrongAndThenAtWeak);
    });
}

/// If `get_mut` looks at `weak` and then at `strong`, the other `Arc` can leave a `Weak` and be gone between the two.
#[test]
fn looking_at_weak_and_then_at_strong_misses_a_downgrade() {
    let report = model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        get_mut_meets_downgrade(Fault::LooksAtWeakAndThenAtStrong);
    });
    settle_report("get-mut-without-a-lock", &report);
}

/// If a `downgrade` doesn't heed the lock, it is as if there were none.
#[test]
fn a_downgrade_that_ignores_the_lock_is_missed() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        get_mut_meets_downgrade(Fault::DowngradeIgnoresTheLock);
    });
}

/// If `get_mut` takes `strong` to zero for the time it looks, an `upgrade` fails although there is an `Arc`.
#[test]
fn hiding_strong_makes_an_upgrade_fail() {
    model_fails("there is an `Arc`", Bounds::EXHAUSTIVE, || {
        let mut ours = Arc::new(Fault::HidesStrong);
        let weak = ours.downgrade();
        both(
            move || weak.upgrade().expect("there is an `Arc`").read(),
            || ours.get_mut(),
        );
    });
}

/// If `get_mut` doesn't acquire what a dropped `Arc` did, it changes a value whose use isn't over.
#[test]
fn a_relaxed_look_at_strong_is_a_data_race() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        get_mut_meets_drop(Fault::LooksRelaxed);
    });
}

/// If locking doesn't acquire what a dropped `Weak` did, `get_mut` misses the `Arc` that came of it.
#[test]
fn a_lock_without_acquire_misses_an_upgrade() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        get_mut_meets_upgrade(Fault::LocksRelaxed);
    });
}

/// If unlocking doesn't release, the next `get_mut` misses the `Arc` of the one before.
#[test]
fn an_unlock_without_release_misses_an_upgrade() {
    let report = model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        get_mut_meets_get_mut(Fault::UnlocksRelaxed);
    });
    settle_report("unlock-relaxed", &report);
}

// ---- `make_mut`, `into_inner` ----

/// If `make_mut` takes no notice of `Weak`s, one becomes an `Arc` of a value that is being changed.
#[test]
fn a_make_mut_that_ignores_weaks_is_a_data_race() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        make_mut_meets_upgrade(Fault::MakeMutIgnoresWeaks);
    });
}

/// A `Weak` that is dropped may have been refused by `make_mut`, although the `Arc` then stays where it is.
#[test]
fn an_upgrade_may_be_refused_although_the_arc_stays() {
    const REFUSED: &str = "refused, and the `Arc` stays";
    model_fails(REFUSED, Bounds::EXHAUSTIVE, || {
        let mut ours = shared_ownership::Arc::new(42);
        let place = shared_ownership::Arc::as_ptr(&ours);
        let weak = shared_ownership::Arc::downgrade(&ours);
        let refused = StdArc::new(Mutex::new(false));
        let also_refused = StdArc::clone(&refused);
        both(
            move || {
                *also_refused.lock().unwrap() = weak.upgrade().is_none();
            },
            || *shared_ownership::Arc::make_mut(&mut ours) += 1,
        );
        let stays = shared_ownership::Arc::as_ptr(&ours) == place;
        assert!(!(*refused.lock().unwrap() && stays), "{REFUSED}");
    });
}

/// If `make_mut` doesn't acquire what a dropped `Arc` did, it changes a value whose use isn't over.
#[test]
fn a_make_mut_without_acquire_is_a_data_race() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        make_mut_meets_drop(Fault::MakeMutWithoutAcquire);
    });
}

/// If `into_inner` were `try_unwrap(…).ok()`, two threads could both be refused, and the value be dropped: nobody has it.
#[test]
fn two_try_unwraps_may_both_be_refused() {
    model_fails("nobody has it", Bounds::EXHAUSTIVE, || {
        two_takers(Fault::TriesToUnwrap);
    });
}

/// If `into_inner` doesn't acquire what a dropped `Arc` did, it moves a value whose use isn't over.
#[test]
fn an_into_inner_without_acquire_is_a_data_race() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        two_takers(Fault::DropWithoutAcquire);
    });
}

// ---- The bounds ----

/// If an `Arc` of a value that isn't `Sync` went to another thread, both could change the value at once.
#[test]
fn without_sync_two_threads_change_the_value_at_once() {
    struct Smuggled(shared_ownership::Arc<UnsafeCell<u32>>);
    // SAFETY: none: the value isn't `Sync`, and this is what comes of it.
    unsafe impl Send for Smuggled {}

    impl Smuggled {
        fn increment(&self) {
            // SAFETY: none, if two threads have the cell.
            self.0.with_mut(|number| unsafe { *number += 1 });
        }
    }

    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        let ours = Smuggled(shared_ownership::Arc::new(UnsafeCell::new(0)));
        let theirs = Smuggled(shared_ownership::Arc::clone(&ours.0));
        spawn(move || theirs.increment());
        ours.increment();
    });
}

/// If an `Arc` of a value that isn't `Send` went to another thread, the value could be dropped there: what it shares with
/// its own thread, as an `Rc` shares its count, is changed by both at once.
#[test]
#[expect(
    clippy::arc_with_non_send_sync,
    reason = "what is not meant to be sent is"
)]
fn without_send_the_value_is_dropped_by_another_thread() {
    /// What two of them share is for one thread.
    struct Bound(StdArc<UnsafeCell<u32>>);

    impl Drop for Bound {
        fn drop(&mut self) {
            // SAFETY: none, if two threads have one.
            self.0.with_mut(|number| unsafe { *number += 1 });
        }
    }

    struct Smuggled(shared_ownership::Arc<Bound>);
    // SAFETY: none: the value isn't `Send`, and this is what comes of it.
    unsafe impl Send for Smuggled {}

    impl Smuggled {
        fn let_go(self) {
            drop(self.0);
        }
    }

    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        let shared = StdArc::new(UnsafeCell::new(0));
        let ours = Bound(StdArc::clone(&shared));
        let theirs = Smuggled(shared_ownership::Arc::new(Bound(shared)));
        spawn(move || theirs.let_go());
        drop(ours);
    });
}

/// `Arc` and `Weak` again, with one thing wrong at a time. Their memory is never given back, so that a use after the free is
/// one for the checker only.
///
/// ORDERING: where no fault says otherwise, as in `arc.rs`.
mod faulty {
    use std::mem::ManuallyDrop;
    use std::ptr;
    use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};

    use platform::atomic::{AtomicUsize, fence};
    use platform::cell::UnsafeCell;
    use platform::hint::spin_loop;

    /// What is wrong.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Fault {
        None,
        DropInTwoSteps,
        CloneInTwoSteps,
        DropWithoutRelease,
        DropWithoutAcquire,
        NoLimit,
        UpgradeLooksAndThenCounts,
        UpgradeCountsAndTakesItBack,
        LastArcFreesTheMemory,
        WeakDropWithoutRelease,
        WeakDropWithoutAcquire,
        CyclicWithoutRelease,
        UpgradeWithoutAcquire,
        WeakCountWithoutAcquire,
        LooksAtStrongOnly,
        LooksAtStrongAndThenAtWeak,
        LooksAtWeakAndThenAtStrong,
        DowngradeIgnoresTheLock,
        HidesStrong,
        LooksRelaxed,
        LocksRelaxed,
        UnlocksRelaxed,
        MakeMutIgnoresWeaks,
        MakeMutWithoutAcquire,
        TriesToUnwrap,
    }

    const LOCKED: usize = usize::MAX;

    /// `ordering`, if the fault is another.
    macro_rules! unless {
        ($fault:expr, $planted:ident, $ordering:expr) => {
            if $fault == Fault::$planted {
                Relaxed
            } else {
                $ordering
            }
        };
    }

    struct Counted {
        fault: Fault,
        strong: AtomicUsize,
        weak: AtomicUsize,
        /// The checker sees whether what is in it is leaked.
        value: UnsafeCell<Option<platform::sync::Arc<()>>>,
    }

    // SAFETY: it has the faults that it has.
    unsafe impl Sync for Counted {}

    pub(crate) struct Arc {
        counted: &'static Counted,
    }

    pub(crate) struct Weak {
        counted: &'static Counted,
    }

    fn counted(fault: Fault, strong: usize) -> &'static Counted {
        Box::leak(Box::new(Counted {
            fault,
            strong: AtomicUsize::new(strong),
            weak: AtomicUsize::new(1),
            value: UnsafeCell::new(None),
        }))
    }

    impl Counted {
        fn fill(&self) {
            let value = Some(platform::sync::Arc::new(()));
            // SAFETY: as in `arc.rs`, but for the fault.
            self.value.with_mut(|place| unsafe { *place = value });
        }

        fn empty(&self) {
            // SAFETY: as in `arc.rs`, but for the fault.
            let value = self.value.with_mut(|place| unsafe { (*place).take() });
            assert!(value.is_some(), "the value is gone");
        }

        fn change(&self) {
            self.empty();
            self.fill();
        }
    }

    impl Arc {
        pub(crate) fn new(fault: Fault) -> Self {
            let counted = counted(fault, 1);
            counted.fill();
            Self { counted }
        }

        pub(crate) fn new_cyclic(fault: Fault, make: impl FnOnce(&Weak)) -> Self {
            let counted = counted(fault, 0);
            let weak = ManuallyDrop::new(Weak { counted });
            make(&weak);
            counted.fill();
            let release = unless!(fault, CyclicWithoutRelease, Release);
            counted.strong.store(1, release);
            Self { counted }
        }

        /// Uses the value.
        pub(crate) fn read(&self) {
            // SAFETY: as in `arc.rs`, but for the fault.
            let there = self
                .counted
                .value
                .with(|value| unsafe { (*value).is_some() });
            assert!(there, "the value is gone");
        }

        pub(crate) fn count_forgotten(&self, count: usize) {
            self.counted.strong.fetch_add(count, Relaxed);
        }

        pub(crate) fn forget_forgotten(&self, count: usize) {
            self.counted.strong.fetch_sub(count, Relaxed);
        }

        pub(crate) fn downgrade(&self) -> Weak {
            let Counted { fault, weak, .. } = self.counted;
            let counted = self.counted;
            if *fault == Fault::DowngradeIgnoresTheLock {
                weak.fetch_add(1, Acquire);
                return Weak { counted };
            }
            let mut count = weak.load(Relaxed);
            loop {
                if count == LOCKED {
                    spin_loop();
                    count = weak.load(Relaxed);
                    continue;
                }
                match weak.compare_exchange(count, count + 1, Relaxed, Relaxed) {
                    Ok(_) => return Weak { counted },
                    Err(found) => count = found,
                }
            }
        }

        fn is_unique(&self) -> bool {
            let Counted {
                fault,
                strong,
                weak,
                ..
            } = self.counted;
            match fault {
                Fault::LooksAtStrongOnly => return strong.load(Acquire) == 1,
                Fault::LooksAtStrongAndThenAtWeak => {
                    let no_arc = strong.load(Acquire) == 1;
                    return no_arc && weak.load(Acquire) == 1;
                }
                Fault::LooksAtWeakAndThenAtStrong => {
                    let no_weak = weak.load(Acquire) == 1;
                    return no_weak && strong.load(Acquire) == 1;
                }
                Fault::HidesStrong => {
                    let alone = strong.compare_exchange(1, 0, AcqRel, Relaxed).is_ok();
                    let unique = alone && weak.load(Acquire) == 1;
                    if alone {
                        strong.store(1, Release);
                    }
                    return unique;
                }
                _ => {}
            }
            let acquire = unless!(*fault, LocksRelaxed, Acquire);
            if weak.compare_exchange(1, LOCKED, acquire, Relaxed).is_err() {
                return false;
            }
            let acquire = unless!(*fault, LooksRelaxed, Acquire);
            let unique = strong.load(acquire) == 1;
            let release = unless!(*fault, UnlocksRelaxed, Release);
            weak.store(1, release);
            unique
        }

        /// Changes the value if nobody else has it.
        pub(crate) fn get_mut(&mut self) {
            if self.is_unique() {
                self.counted.change();
            }
        }

        /// Changes the value, or another.
        pub(crate) fn make_mut(&mut self) {
            let Counted {
                fault,
                strong,
                weak,
                ..
            } = self.counted;
            let acquire = unless!(*fault, MakeMutWithoutAcquire, Acquire);
            if strong.compare_exchange(1, 0, acquire, Relaxed).is_err() {
                *self = Self::new(*fault);
            } else if *fault == Fault::MakeMutIgnoresWeaks || weak.load(Relaxed) == 1 {
                strong.store(1, Release);
            } else {
                self.counted.empty();
                let moved = Self::new(*fault);
                let old = ManuallyDrop::new(std::mem::replace(self, moved));
                drop(Weak {
                    counted: old.counted,
                });
            }
            self.counted.change();
        }

        /// Takes the value, and says how many it has taken.
        pub(crate) fn into_inner(self) -> usize {
            self.read();
            let Counted { fault, strong, .. } = self.counted;
            let last = if *fault == Fault::TriesToUnwrap {
                if strong.compare_exchange(1, 0, Acquire, Relaxed).is_err() {
                    drop(self);
                    return 0;
                }
                true
            } else {
                strong.fetch_sub(1, Release) == 1
            };
            let this = ManuallyDrop::new(self);
            if last {
                this.was_the_last();
            }
            last.into()
        }

        fn was_the_last(&self) {
            let counted = self.counted;
            if counted.fault != Fault::DropWithoutAcquire {
                fence(Acquire);
            }
            counted.empty();
            if counted.fault == Fault::LastArcFreesTheMemory {
                free(counted);
            } else {
                drop(Weak { counted });
            }
        }
    }

    impl Clone for Arc {
        fn clone(&self) -> Self {
            let Counted { fault, strong, .. } = self.counted;
            if *fault == Fault::CloneInTwoSteps {
                strong.store(strong.load(Relaxed) + 1, Relaxed);
            } else if strong.fetch_add(1, Relaxed) > usize::MAX / 2 && *fault != Fault::NoLimit {
                panic!("more references than can be counted");
            }
            Self { ..*self }
        }
    }

    impl Drop for Arc {
        fn drop(&mut self) {
            let Counted { fault, strong, .. } = self.counted;
            let release = unless!(*fault, DropWithoutRelease, Release);
            let before = if *fault == Fault::DropInTwoSteps {
                let count = strong.load(Acquire);
                strong.store(count - 1, Release);
                count
            } else {
                strong.fetch_sub(1, release)
            };
            if before == 1 {
                self.was_the_last();
            }
        }
    }

    impl Weak {
        pub(crate) fn upgrade(&self) -> Option<Arc> {
            let Counted { fault, strong, .. } = self.counted;
            let counted = self.counted;
            match fault {
                Fault::UpgradeLooksAndThenCounts => {
                    if strong.load(Acquire) == 0 {
                        return None;
                    }
                    strong.fetch_add(1, Acquire);
                }
                Fault::UpgradeCountsAndTakesItBack => {
                    if strong.fetch_add(1, Acquire) == 0 {
                        strong.fetch_sub(1, Release);
                        return None;
                    }
                }
                _ => {
                    let acquire = unless!(*fault, UpgradeWithoutAcquire, Acquire);
                    let one_more = |count| (count != 0).then_some(count + 1);
                    strong.fetch_update(acquire, Relaxed, one_more).ok()?;
                }
            }
            Some(Arc { counted })
        }

        pub(crate) fn weak_count(&self) -> usize {
            let Counted {
                fault,
                strong,
                weak,
                ..
            } = self.counted;
            let acquire = unless!(*fault, WeakCountWithoutAcquire, Acquire);
            let count = weak.load(acquire);
            match strong.load(Relaxed) {
                0 => 0,
                _ => count - 1,
            }
        }
    }

    impl Clone for Weak {
        fn clone(&self) -> Self {
            self.counted.weak.fetch_add(1, Relaxed);
            Self { ..*self }
        }
    }

    impl Drop for Weak {
        fn drop(&mut self) {
            let Counted { fault, weak, .. } = self.counted;
            let release = unless!(*fault, WeakDropWithoutRelease, Release);
            if weak.fetch_sub(1, release) == 1 {
                if *fault != Fault::WeakDropWithoutAcquire {
                    fence(Acquire);
                }
                free(self.counted);
            }
        }
    }

    /// Drops the counters, which the checker takes for a write of them. The memory stays.
    fn free(counted: &'static Counted) {
        // SAFETY: as in `arc.rs`, but for the fault.
        unsafe { ptr::drop_in_place(ptr::from_ref(counted).cast_mut()) };
    }
}
