//! Faults that the models must find: the signatures that are wrong, the guard that nobody drops, and a copy
//! of the count in which one thing at a time is wrong.
//!
//! `traces/` holds the executions that the book shows; `SNAPSHOTS=overwrite` records them.
#![cfg(model)]

use std::cell::RefCell;
use std::mem;
use std::panic::resume_unwind;
use std::ptr;
use std::rc::Rc;

use platform::cell::UnsafeCell;
use platform::model::{Bounds, model, model_fails, settle_report};
use scoped_threads::before_1_0::{self, JoinGuard};
use scoped_threads::stages::{chosen, covariant, unbounded};

use faulty::Fault;

/// A local variable whose every use, its drop too, the checker sees. Its memory stays when it is dropped, so
/// that a use after that is one for the checker only.
struct Watched(&'static Cell);

/// What is borrowed of it.
struct Cell(UnsafeCell<u32>);

// SAFETY: none, and that is its use: a model fails when two accesses aren't ordered.
unsafe impl Sync for Cell {}

impl Watched {
    fn new() -> Self {
        Self(Box::leak(Box::new(Cell(UnsafeCell::new(0)))))
    }

    fn borrow(&self) -> &Cell {
        self.0
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // SAFETY: nobody uses it after this, or a model fails. The memory stays.
        unsafe { ptr::drop_in_place(ptr::from_ref(self.0).cast_mut()) };
    }
}

impl Cell {
    fn set(&self, number: u32) {
        // SAFETY: see `Sync`.
        self.0.with_mut(|place| unsafe { *place = number });
    }

    fn get(&self) -> u32 {
        // SAFETY: see `Sync`.
        self.0.with(|place| unsafe { *place })
    }
}

// ---- The guard of before 1.0 ----

/// If a guard is forgotten, nobody waits for its thread, which uses what it borrowed when that is gone.
#[test]
fn a_forgotten_guard_does_not_wait() {
    let report = model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        // ANCHOR: forgotten
        let depth = Watched::new();
        let borrowed = depth.borrow();
        let guard = before_1_0::scoped(move || borrowed.set(12));
        mem::forget(guard);
        // `depth` is dropped here.
        // ANCHOR_END: forgotten
    });
    settle_report("forgotten-guard", &report);
}

/// If a guard is part of a cycle of `Rc`s, it is never dropped: nobody waits for its thread, and no
/// `mem::forget` is needed.
#[test]
fn a_guard_in_a_cycle_does_not_wait() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        // ANCHOR: cycle
        struct Link<'a> {
            _guard: JoinGuard<'a, ()>,
            to: RefCell<Option<Rc<Link<'a>>>>,
        }

        let depth = Watched::new();
        let borrowed = depth.borrow();
        let link = Rc::new(Link {
            _guard: before_1_0::scoped(move || borrowed.set(12)),
            to: RefCell::new(None),
        });
        *link.to.borrow_mut() = Some(Rc::clone(&link));
        // `link` is dropped here, and `depth`; what `link` refers to is not.
        // ANCHOR_END: cycle
    });
}

// ---- The signatures that are wrong ----

/// If `spawn` asks for no lifetime, a thread can borrow from within the scope's closure, and use it when it
/// is gone.
#[test]
fn an_unbounded_spawn_lets_a_borrow_escape() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        // ANCHOR: unbounded
        unbounded::scope(|s| {
            let depth = Watched::new();
            let borrowed = depth.borrow();
            s.spawn(move || borrowed.set(12));
            // `depth` is dropped here; the scope is left later.
        });
        // ANCHOR_END: unbounded
    });
}

/// If `Scope` is covariant in `'scope`, the compiler shortens it for a thread that borrows from within the
/// scope's closure.
#[test]
fn a_covariant_scope_lets_a_borrow_escape() {
    let report = model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        covariant::scope(|s| {
            let depth = Watched::new();
            let borrowed = depth.borrow();
            s.spawn(move || borrowed.set(12));
        });
    });
    settle_report("covariant", &report);
}

/// If the caller chooses `'scope`, the `Scope` can leave the closure, and starts threads that nobody waits
/// for.
#[test]
fn a_chosen_scope_starts_threads_after_its_end() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        // ANCHOR: chosen
        let depth = Watched::new();
        let mut kept = None;
        chosen::scope(|s| kept = Some(s));
        let borrowed = depth.borrow();
        kept.unwrap().spawn(move || borrowed.set(12));
        // `depth` is dropped here, and the scope was left before.
        // ANCHOR_END: chosen
    });
}

// ---- The count ----

/// What the owner says when a thread hasn't done yet what it waited for.
const EARLY: &str = "the owner came too early";

/// A thread whose result writes when it is dropped.
fn one_thread(fault: Fault) {
    let depth = Watched::new();
    let borrowed = depth.borrow();
    let result = faulty::scope(fault, |s| s.spawn(move || Sounding(borrowed)));
    assert!(result.is_ok());
    assert_eq!(borrowed.get(), 12, "{EARLY}");
}

/// Two of them.
fn two_threads(fault: Fault) {
    let depths = [Watched::new(), Watched::new()];
    let borrowed = depths.each_ref().map(Watched::borrow);
    let result = faulty::scope(fault, |s| {
        for depth in borrowed {
            s.spawn(move || Sounding(depth));
        }
    });
    assert!(result.is_ok());
    assert_eq!(borrowed.map(Cell::get), [12, 12], "{EARLY}");
}

/// A thread that panics.
fn a_panic(fault: Fault) {
    let result = faulty::scope(fault, |s| s.spawn(|| resume_unwind(Box::new(()))));
    assert!(result.is_err(), "nobody heard of the panic");
}

/// A body that panics while a thread is at work.
fn a_panic_of_the_body(fault: Fault) {
    let depth = Watched::new();
    let borrowed = depth.borrow();
    let result = faulty::scope(fault, |s| {
        s.spawn(move || borrowed.set(12));
        resume_unwind(Box::new(()));
    });
    assert!(result.is_err());
    assert_eq!(borrowed.get(), 12, "{EARLY}");
}

/// A thread's result, which writes when it is dropped.
struct Sounding<'a>(&'a Cell);

impl Drop for Sounding<'_> {
    fn drop(&mut self) {
        self.0.set(12);
    }
}

/// The copy with no fault in it passes the models of one thread in which the faults are found.
#[test]
fn without_a_fault_the_copy_passes() {
    model(Bounds::preemptions(3), || {
        one_thread(Fault::None);
        a_panic(Fault::None);
        a_panic_of_the_body(Fault::None);
    });
}

/// The copy with no fault in it passes the model of two threads.
#[test]
fn without_a_fault_the_copy_passes_with_two_threads() {
    model(Bounds::preemptions(3), || two_threads(Fault::None));
}

/// If the subtraction releases nothing, the owner races with the thread for what it borrowed.
#[test]
fn a_subtraction_without_release_is_a_data_race() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        one_thread(Fault::NoRelease);
    });
}

/// If the owner's load acquires nothing, the owner races with the thread for what it borrowed.
#[test]
fn a_load_without_acquire_is_a_data_race() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        one_thread(Fault::NoAcquire);
    });
}

/// If the last thread wakes nobody, an owner that sleeps sleeps for ever.
#[test]
fn without_a_wake_up_the_owner_sleeps_for_ever() {
    model_fails("deadlock", Bounds::EXHAUSTIVE, || {
        one_thread(Fault::NoWakeUp);
    });
}

/// If the last thread wakes the owner first and subtracts itself then, the wake-up can be lost.
#[test]
fn a_wake_up_before_the_subtraction_is_lost() {
    model_fails("deadlock", Bounds::EXHAUSTIVE, || {
        one_thread(Fault::WakesFirst);
    });
}

/// If the owner waits once instead of in a loop, a spurious wake-up lets it leave while a thread is at work.
#[test]
fn an_owner_that_waits_once_leaves_too_early() {
    model_fails(EARLY, Bounds::EXHAUSTIVE, || {
        one_thread(Fault::WaitsOnce);
    });
}

/// If a thread subtracts itself by a load and a store, two threads can both believe that another one is left.
#[test]
fn a_subtraction_in_two_steps_loses_the_last_thread() {
    model_fails("deadlock", Bounds::preemptions(3), || {
        two_threads(Fault::TwoSteps);
    });
}

/// If a thread counts itself when it begins, the owner can leave before it has begun.
#[test]
fn a_thread_that_counts_itself_is_counted_too_late() {
    model_fails(EARLY, Bounds::EXHAUSTIVE, || {
        one_thread(Fault::CountsItself);
    });
}

/// If a thread is taken off the count before its result is dropped, the result is dropped when what it
/// borrows is gone.
#[test]
fn a_result_that_is_dropped_too_late_uses_what_is_gone() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        one_thread(Fault::LeavesBeforeTheResult);
    });
}

/// If the word that the last thread wakes by is written after the subtraction, the owner may have left, and
/// the word is gone.
#[test]
fn waking_by_a_token_of_the_scopes_uses_what_is_gone() {
    let report = model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        one_thread(Fault::WakesByToken);
    });
    settle_report("token", &report);
}

/// If a thread notes its panic after the subtraction, the owner may have left.
#[test]
fn a_panic_that_is_noted_too_late_uses_what_is_gone() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        a_panic(Fault::NotesThePanicLate);
    });
}

/// If a panic unwinds past the subtraction, the owner waits for ever.
#[test]
fn a_panic_that_skips_the_subtraction_keeps_the_owner() {
    model_fails("deadlock", Bounds::EXHAUSTIVE, || {
        a_panic(Fault::PanicSkipsTheSubtraction);
    });
}

/// If the owner's own panic skips the wait, the threads use what it unwinds.
#[test]
fn a_panic_of_the_body_that_skips_the_wait_frees_under_the_threads() {
    model_fails(EARLY, Bounds::EXHAUSTIVE, || {
        a_panic_of_the_body(Fault::PanicSkipsTheWait);
    });
}

/// If every thread wakes the owner, and the owner leaves when it is woken, it leaves with the first.
#[test]
fn an_owner_that_trusts_a_wake_up_leaves_with_the_first_thread() {
    model_fails(EARLY, Bounds::preemptions(3), || {
        two_threads(Fault::TrustsTheFirstWakeUp);
    });
}

/// `count.rs` again, with one thing wrong at a time. It never frees the memory of the count, so that a use
/// after the free is one for the checker only.
///
/// ORDERING: where no fault says otherwise, as in `count.rs`.
mod faulty {
    use std::any::Any;
    use std::mem;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::ptr;
    use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

    use platform::atomic::AtomicU32;
    use platform::futex;
    use platform::thread::{Options, start};

    /// What is wrong.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Fault {
        None,
        NoRelease,
        NoAcquire,
        NoWakeUp,
        WakesFirst,
        WaitsOnce,
        TwoSteps,
        CountsItself,
        LeavesBeforeTheResult,
        WakesByToken,
        NotesThePanicLate,
        PanicSkipsTheSubtraction,
        PanicSkipsTheWait,
        TrustsTheFirstWakeUp,
    }

    pub(crate) struct Scope {
        fault: Fault,
        running: AtomicU32,
        panics: AtomicU32,
        /// For `WakesByToken`.
        token: AtomicU32,
    }

    /// Calls `f` and waits. The result is an error if a thread or `f` has panicked.
    pub(crate) fn scope<'a, R>(
        fault: Fault,
        f: impl FnOnce(&'static Scope) -> R + 'a,
    ) -> Result<(), Box<dyn Any + Send>> {
        let scope: &'static Scope = Box::leak(Box::new(Scope {
            fault,
            running: AtomicU32::new(0),
            panics: AtomicU32::new(0),
            token: AtomicU32::new(0),
        }));
        let result = catch_unwind(AssertUnwindSafe(|| drop(f(scope))));
        if !(fault == Fault::PanicSkipsTheWait && result.is_err()) {
            scope.wait();
        }
        let panics = scope.panics.load(Relaxed);
        // SAFETY: as in `scope`, but for the fault: no thread is left. The memory stays.
        unsafe { ptr::drop_in_place(ptr::from_ref(scope).cast_mut()) };
        result?;
        if panics == 0 {
            Ok(())
        } else {
            Err(Box::new(panics))
        }
    }

    impl Scope {
        /// Starts a thread that drops the closure's result.
        pub(crate) fn spawn<'a, T>(&'static self, f: impl FnOnce() -> T + Send + 'a) {
            type Main<'a> = Box<dyn FnOnce() + Send + 'a>;
            let fault = self.fault;
            if fault != Fault::CountsItself {
                self.running.fetch_add(1, Relaxed);
            }
            let main = move || {
                if fault == Fault::CountsItself {
                    self.running.fetch_add(1, Relaxed);
                }
                let result = catch_unwind(AssertUnwindSafe(f));
                let panicked = result.is_err();
                if panicked && fault == Fault::PanicSkipsTheSubtraction {
                    return;
                }
                if fault == Fault::LeavesBeforeTheResult {
                    self.leave(panicked);
                    drop(result);
                } else {
                    drop(result);
                    self.leave(panicked);
                }
            };
            let main: Main<'_> = Box::new(main);
            // SAFETY: as in `count.rs`, but for the fault.
            let main = unsafe { mem::transmute::<Main<'_>, Main<'static>>(main) };
            start(&Options::default(), main).unwrap();
        }

        fn leave(&'static self, panicked: bool) {
            let Self {
                fault,
                running,
                panics,
                token,
            } = self;
            if panicked && *fault != Fault::NotesThePanicLate {
                panics.fetch_add(1, Relaxed);
            }
            if *fault == Fault::WakesFirst {
                futex::wake_one(running);
            }
            let before = match fault {
                Fault::NoRelease => running.fetch_sub(1, Relaxed),
                Fault::TwoSteps => {
                    let before = running.load(Acquire);
                    running.store(before - 1, Release);
                    before
                }
                _ => running.fetch_sub(1, Release),
            };
            if panicked && *fault == Fault::NotesThePanicLate {
                panics.fetch_add(1, Relaxed);
            }
            match fault {
                Fault::NoWakeUp | Fault::WakesFirst => {}
                Fault::WakesByToken if before == 1 => {
                    token.swap(1, Release);
                    futex::wake_one(token);
                }
                Fault::TrustsTheFirstWakeUp => {
                    futex::wake_one(running);
                }
                _ if before == 1 => {
                    futex::wake_one(running);
                }
                _ => {}
            }
        }

        fn wait(&self) {
            let Self {
                fault,
                running,
                token,
                ..
            } = self;
            let ordering = match fault {
                Fault::NoAcquire => Relaxed,
                _ => Acquire,
            };
            loop {
                let left = running.load(ordering);
                if left == 0 {
                    return;
                }
                match fault {
                    Fault::WakesByToken => {
                        while token.swap(0, Acquire) == 0 {
                            futex::wait(token, 0);
                        }
                    }
                    _ => futex::wait(running, left),
                }
                if matches!(fault, Fault::WaitsOnce | Fault::TrustsTheFirstWakeUp) {
                    // Orders what is done, if anything is.
                    running.load(ordering);
                    return;
                }
            }
        }
    }
}
