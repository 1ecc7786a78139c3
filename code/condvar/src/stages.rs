//! The versions on the way to [`Condvar`](crate::Condvar), one a file, so that each can be read as a change of the one before.
//!
//! | stage | a notification | what is wrong with it |
//! |---|---|---|
//! | [`uncounted`] | wakes | is lost on a thread that doesn't sleep yet |
//! | [`counted`] | changes a count, and wakes | calls the kernel though nobody waits |
//! | [`awaited`] | does so if somebody waits | finds everybody asleep, where to wait a little would be cheaper |
//! | [`spinning`] | does so, and who waits has looked for a while | looks in vain where the notifier needs its core |
//! | [`adapting`] | does so, and who waits has looked if that has paid | calls the kernel for threads that don't sleep |

pub mod adapting;
pub mod awaited;
pub mod counted;
pub mod spinning;
pub mod uncounted;

use mutex::MutexGuard;

/// What a condition variable can do, as far as a stage has come.
pub trait Wait: Send + Sync {
    /// Nobody waits.
    fn new() -> Self;

    /// Releases the mutex, waits for a notification, and takes the mutex again. May return early.
    fn wait<T>(&self, guard: &mut MutexGuard<'_, T>);

    /// Lets go one of the threads that wait, if any does.
    fn notify_one(&self);
}

impl Wait for crate::Condvar {
    fn new() -> Self {
        Self::new()
    }

    fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
        self.wait(guard);
    }

    #[inline]
    fn notify_one(&self) {
        self.notify_one();
    }
}
