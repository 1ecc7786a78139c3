//! A `spawn` that doesn't ask how long its closure lives. Unsound.

use crate::count::Threads;

/// Where threads are started.
pub struct Scope {
    threads: Threads,
}

// ANCHOR: unbounded
/// Calls `f`, and waits for the threads that it has started.
pub fn scope<T>(f: impl FnOnce(&Scope) -> T) -> T {
    let scope = Scope {
        threads: Threads::new(),
    };
    super::run(&scope.threads, || f(&scope))
}

impl Scope {
    /// Starts a thread.
    pub fn spawn<F: FnOnce() + Send>(&self, f: F) {
        // SAFETY: `scope` waits for the thread. That is not enough: `f` may
        // borrow what is gone sooner.
        unsafe { super::start(&self.threads, f) }
    }
}
// ANCHOR_END: unbounded
