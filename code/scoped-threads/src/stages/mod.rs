//! Other signatures for `scope` and `spawn`, and what each is worth. The body is the same in all.
//!
//! | stage | what differs | what comes of it |
//! |---|---|---|
//! | [`unbounded`] | `spawn` asks for no lifetime | unsound: a thread borrows from within the closure |
//! | [`covariant`] | `'scope` may be shortened | unsound: a thread borrows from within the closure |
//! | [`chosen`] | the caller chooses `'scope` | unsound: the scope escapes, and starts threads after its end |
//! | [`one_lifetime`] | no `'scope` | sound, but no thread can borrow the scope |
//! | [`no_env`] | no `'env` | sound, but no thread can borrow anything |
//!
//! The first three have safe functions with which safe code can use freed memory. They are here to be shown
//! wrong.

pub mod chosen;
pub mod covariant;
pub mod no_env;
pub mod one_lifetime;
pub mod unbounded;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::count::Threads;

/// Runs `f`, waits for the threads, and returns what it returned.
fn run<T>(threads: &Threads, f: impl FnOnce() -> T) -> T {
    let result = catch_unwind(AssertUnwindSafe(f));
    threads.wait();
    result.unwrap_or_else(|payload| resume_unwind(payload))
}

/// Starts a thread that is counted.
///
/// # Safety
///
/// See [`Threads::start`]. This is where the stages that are unsound promise what they can't keep.
unsafe fn start(threads: &Threads, f: impl FnOnce() + Send) {
    let builder = threads::Builder::new();
    // SAFETY: the caller promises it.
    let thread = unsafe { threads.start(builder, f) };
    drop(thread.expect("failed to spawn thread"));
}
