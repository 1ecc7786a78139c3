//! A scope without `'scope`: sound, and a thread can't use it to start another.

use std::marker::PhantomData;

use crate::count::Threads;

// ANCHOR: one_lifetime
/// Where threads are started.
pub struct Scope<'env> {
    threads: Threads,
    env: PhantomData<&'env mut &'env ()>,
}

/// Calls `f`, and waits for the threads that it has started.
pub fn scope<'env, F, T>(f: F) -> T
where
    F: FnOnce(&Scope<'env>) -> T,
{
    let scope = Scope {
        threads: Threads::new(),
        env: PhantomData,
    };
    super::run(&scope.threads, || f(&scope))
}

impl<'env> Scope<'env> {
    /// Starts a thread.
    pub fn spawn<F: FnOnce() + Send + 'env>(&self, f: F) {
        // SAFETY: `'env` lasts for as long as the call of `scope`, which waits
        // for the thread.
        unsafe { super::start(&self.threads, f) }
    }
}
// ANCHOR_END: one_lifetime
