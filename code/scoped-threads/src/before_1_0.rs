//! The scoped threads of before Rust 1.0: [`scoped`] returns a guard, whose destructor joins.
//!
//! # This is unsound
//!
//! No function of this module is `unsafe`, and safe code can use memory after it was freed with them: it
//! takes a [`JoinGuard`] that is never dropped. `Rc` cycles and `mem::forget` do that, and neither is
//! `unsafe`. The module is here to show it (`tests/planted.rs`). Don't use it.
//!
//! # Source
//!
//! The interface is that of `std::thread` in the alpha and beta releases of Rust 1.0; rust-lang/rust#24292
//! has the bug.

use std::marker::PhantomData;
use std::panic::resume_unwind;

use threads::{Builder, JoinHandle};

// ANCHOR: guard
/// A thread that borrows for `'a`. When it is dropped, the thread is joined.
pub struct JoinGuard<'a, T> {
    thread: Option<JoinHandle<T>>,
    borrows: PhantomData<&'a ()>,
}

/// Starts a thread that runs `f`, which may borrow.
///
/// # Panics
///
/// When no thread can be started.
#[must_use = "the thread is joined when the guard is dropped"]
pub fn scoped<'a, F, T>(f: F) -> JoinGuard<'a, T>
where
    F: FnOnce() -> T + Send + 'a,
    T: Send + 'a,
{
    // SAFETY: the guard joins before `'a` ends. That is wrong: it joins when it
    // is dropped, and nobody has to drop it.
    let thread = unsafe { Builder::new().spawn_unchecked(f) };
    JoinGuard {
        thread: Some(thread.expect("failed to spawn thread")),
        borrows: PhantomData,
    }
}

impl<T> JoinGuard<'_, T> {
    /// Waits for the thread, and returns its result.
    ///
    /// # Panics
    ///
    /// If the thread has panicked.
    pub fn join(mut self) -> T {
        self.wait().expect("a guard joins once")
    }

    fn wait(&mut self) -> Option<T> {
        let result = self.thread.take()?.join();
        Some(result.unwrap_or_else(|payload| resume_unwind(payload)))
    }
}

impl<T> Drop for JoinGuard<'_, T> {
    fn drop(&mut self) {
        self.wait();
    }
}
// ANCHOR_END: guard
