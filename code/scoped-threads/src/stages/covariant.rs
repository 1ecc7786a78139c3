//! A scope whose lifetime can be shortened. Unsound.

use std::marker::PhantomData;

use crate::count::Threads;

// ANCHOR: covariant
/// Where threads are started.
pub struct Scope<'scope, 'env: 'scope> {
    threads: Threads,
    /// A `Scope` of a longer lifetime may stand for one of a shorter.
    lifetimes: PhantomData<(&'scope (), &'env ())>,
}

/// Calls `f`, and waits for the threads that it has started.
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let scope = Scope {
        threads: Threads::new(),
        lifetimes: PhantomData,
    };
    super::run(&scope.threads, || f(&scope))
}

impl<'scope> Scope<'scope, '_> {
    /// Starts a thread.
    pub fn spawn<F: FnOnce() + Send + 'scope>(&'scope self, f: F) {
        // SAFETY: `scope` waits for the thread. That is not enough: this
        // `'scope` may be a part of the scope's.
        unsafe { super::start(&self.threads, f) }
    }
}
// ANCHOR_END: covariant
