//! A scope whose caller chooses how long it lasts. Unsound.

use std::marker::PhantomData;

use crate::count::Threads;

/// Where threads are started.
#[expect(
    clippy::struct_field_names,
    reason = "each phantom is named after its lifetime"
)]
pub struct Scope<'scope, 'env: 'scope> {
    threads: Threads,
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}

// ANCHOR: chosen
/// Calls `f`, and waits for the threads that it has started.
pub fn scope<'scope, 'env: 'scope, F, T>(f: F) -> T
where
    F: FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    // It has to live for whatever `'scope` the caller has in mind. A leak does.
    let scope: &'scope Scope<'scope, 'env> = Box::leak(Box::new(Scope {
        threads: Threads::new(),
        scope: PhantomData,
        env: PhantomData,
    }));
    super::run(&scope.threads, || f(scope))
}
// ANCHOR_END: chosen

impl<'scope> Scope<'scope, '_> {
    /// Starts a thread.
    pub fn spawn<F: FnOnce() + Send + 'scope>(&'scope self, f: F) {
        // SAFETY: `scope` waits for the thread. That is not enough: it may
        // have done so already.
        unsafe { super::start(&self.threads, f) }
    }
}
