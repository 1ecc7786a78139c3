//! A scope without `'env`: sound, and a thread can borrow nothing.

use std::marker::PhantomData;

use crate::count::Threads;

// ANCHOR: no_env
/// Where threads are started.
pub struct Scope<'scope> {
    threads: Threads,
    scope: PhantomData<&'scope mut &'scope ()>,
}

/// Calls `f`, and waits for the threads that it has started.
pub fn scope<F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope>) -> T,
{
    let scope = Scope {
        threads: Threads::new(),
        scope: PhantomData,
    };
    super::run(&scope.threads, || f(&scope))
}

impl<'scope> Scope<'scope> {
    /// Starts a thread.
    pub fn spawn<F: FnOnce() + Send + 'scope>(&'scope self, f: F) {
        // SAFETY: `scope` waits for the thread, and what `f` borrows lives for
        // every `'scope` that there could be.
        unsafe { super::start(&self.threads, f) }
    }
}
// ANCHOR_END: no_env
