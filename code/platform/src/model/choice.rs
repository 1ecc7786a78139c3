//! What may happen for no reason, and loom leaves out: it is tried in runs of its own.
//!
//! loom's reduction leaves out an execution when another one differs only in the order of events
//! that don't meet. So a choice may depend on the thread and on what that thread has done, never on
//! what other threads happen to have done before.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;

use loom::thread::ThreadId;

/// A run over all executions in which one thing that an operating system may do is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Variant {
    /// None of it: the run that shows which of the others can make a difference.
    Plain,
    /// Each thread's first sleep ends at once.
    SpuriousWakeUps,
    /// Each thread's first weak compare-exchange fails.
    WeakFailures,
    /// A wake-up goes to the thread that came last, not to the first.
    LastWaiter,
}

impl Variant {
    /// All but the plain one.
    pub(crate) const OTHERS: [Self; 3] =
        [Self::SpuriousWakeUps, Self::WeakFailures, Self::LastWaiter];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::SpuriousWakeUps => "spurious wake-ups",
            Self::WeakFailures => "weak failures",
            Self::LastWaiter => "last waiter woken",
        }
    }
}

thread_local! {
    static RUNNING: Cell<Variant> = const { Cell::new(Variant::Plain) };
    static MET: RefCell<HashSet<Variant>> = RefCell::default();
    static HAPPENED: RefCell<HashSet<ThreadId>> = RefCell::default();
}

/// Begins a run of `variant`.
pub(crate) fn start_run(variant: Variant) {
    RUNNING.set(variant);
    if variant == Variant::Plain {
        MET.with_borrow_mut(HashSet::clear);
    }
}

/// Begins an execution. loom gives each thread of each execution an id of its own: this only keeps
/// the set small.
pub(crate) fn start_execution() {
    HAPPENED.with_borrow_mut(HashSet::clear);
}

/// Whether the plain run came to where `variant` makes a difference.
pub(crate) fn was_met(variant: Variant) -> bool {
    MET.with_borrow(|met| met.contains(&variant))
}

/// Whether this is a run of `variant`. Asking is how its feature is met.
pub(crate) fn is_running(variant: Variant) -> bool {
    MET.with_borrow_mut(|met| met.insert(variant));
    RUNNING.get() == variant
}

/// Whether this is a run of `variant` and the current thread's first time to ask.
pub(crate) fn first_of_thread(variant: Variant) -> bool {
    is_running(variant)
        && HAPPENED.with_borrow_mut(|threads| threads.insert(loom::thread::current().id()))
}
