//! The only place that knows whether the book's primitives run on an operating system or in a model.
//!
//! # Problem
//!
//! A lock that passes its tests has been seen to work in the few executions that the machine chose. A
//! model checker chooses them all, but it has to be the one that runs the threads, keeps the atomics
//! and watches the memory. The text that is checked must still be the text that runs.
//!
//! # Strategy
//!
//! One set of names, two bodies. The names and what they do are std's, and loom's where std has
//! none.
//!
//! | | on an operating system | with `--cfg model` |
//! |---|---|---|
//! | [`atomic`] | std's, re-exported | loom's; the ordering audit can weaken each operation |
//! | [`cell`] | std's, `repr(transparent)` | loom's; reports data races |
//! | [`futex`] | Linux's; elsewhere `parking_lot_core`'s queues | a queue; compares and enqueues in one step |
//! | [`thread`] | `pthread_create`; elsewhere std's | loom's |
//! | [`model`] | repeats a test on real threads | runs it in every execution |
//!
//! On an operating system nothing of this costs anything: `tests/zero_cost.rs` compares assembly.
//!
//! # What a model adds to loom
//!
//! * Dropping an atomic or a cell is a write of it, so freeing memory that another thread may still
//!   use is a data race like any other.
//! * A wait may return early, a weak compare-exchange may fail, a wake-up may go to the waiter that
//!   came last: each is tried in a further run, if the plain run came to it. A deadline may pass at any
//!   moment.
//! * A failing execution is printed as a table of steps: thread, line, operation, values, source.
//!
//! # What a model can't see
//!
//! * `SeqCst` loads and stores are no stronger than `Acquire` and `Release`: a primitive that needs more
//!   fails falsely. `fence(SeqCst)` is right.
//! * A load never reads a value that is stored later (load buffering), nor does a failing
//!   compare-exchange read an old value.
//! * Whether a load may read what another thread stores later, where that thread loads the word itself before it stores: its own load hides that
//!   the two meet. A read-modify-write hides nothing.
//! * A wake-up orders memory between the waker and the sleeper, which no operating system promises. What
//!   needs that order fails where the wait returns early.
//! * A spurious wake-up and a weak failure hit each thread's first chance only; `wake_one` picks the
//!   first or the last of three waiters, never the one in the middle.
//! * At most five threads with the test's own. A `Box` that is leaked goes unseen, unless its memory is counted
//!   ([`model::memory`]); a [`sync::Arc`] doesn't. An access after a free is real, and undefined, unless some earlier execution
//!   has shown the race.
//! * Which thread is unwinding: while one is, loom checks the others less closely too, and
//!   `std::thread::panicking` says yes to all of them. [`thread::panicking`] knows those that unwind by [`model::unwind`].
//! * What doesn't go through this crate: std's locks, files, time.

pub mod atomic;
#[cfg(model)]
mod audit;
pub mod cell;
#[cfg(model)]
pub mod figure;
pub mod futex;
pub mod hint;
pub mod model;
pub mod thread;
#[cfg(model)]
mod trace;

#[cfg(model)]
pub use loom::thread_local;
#[cfg(not(model))]
pub use std::thread_local;

pub mod sync {
    //! `Arc`: a model reports one that is never freed, and sees what its last owner is ordered by.
    #[cfg(model)]
    pub use loom::sync::Arc;
    #[cfg(not(model))]
    pub use std::sync::Arc;
}

/// Declares functions that are `const` on an operating system. In a model they can't be: a constructor
/// registers its word with the running execution.
///
/// ```
/// use platform::atomic::AtomicU32;
///
/// struct Lock(AtomicU32);
///
/// impl Lock {
///     platform::const_fn! {
///         /// A lock that nobody holds.
///         pub const fn new() -> Self {
///             Self(AtomicU32::new(0))
///         }
///     }
/// }
/// ```
#[cfg(not(model))]
#[macro_export]
macro_rules! const_fn {
    ($($(#[$attribute:meta])* $visibility:vis const fn $name:ident($($arguments:tt)*) -> $result:ty $body:block)*) => {
        $($(#[$attribute])* $visibility const fn $name($($arguments)*) -> $result $body)*
    };
}

/// Declares functions that are `const` on an operating system. In a model they can't be: a constructor
/// registers its word with the running execution.
#[cfg(model)]
#[macro_export]
macro_rules! const_fn {
    ($($(#[$attribute:meta])* $visibility:vis const fn $name:ident($($arguments:tt)*) -> $result:ty $body:block)*) => {
        $($(#[$attribute])* #[track_caller] $visibility fn $name($($arguments)*) -> $result $body)*
    };
}
