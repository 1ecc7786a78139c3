//! Two threads that may borrow, as in a scope.

use crate::atomic::{
    AtomicU32,
    Ordering::{Acquire, Release},
};
use crate::futex;
use crate::thread::{Options, start};

/// Runs `theirs` on a thread of its own and `ours` on this one, and returns when both have ended: so both may borrow.
/// What `theirs` did happens before it returns.
///
/// What `theirs` returns stays over there and is dropped later, as what is in a thread-local is, and so can't borrow.
///
/// # Panics
/// When there is no thread to be had, and as `ours` does. A panic in `theirs` is what it is in [`start`].
pub fn both<K: 'static, R>(theirs: impl FnOnce() -> K + Send, ours: impl FnOnce() -> R) -> R {
    /// Waits for the other thread, also when `ours` panics.
    struct Join<'a>(&'a AtomicU32);

    impl Drop for Join<'_> {
        fn drop(&mut self) {
            // ORDERING: Acquire, for the store below.
            while self.0.load(Acquire) == 0 {
                futex::wait(self.0, 0);
            }
        }
    }

    /// A pointer that may be sent.
    struct Sent(*const AtomicU32);

    // SAFETY: an atomic may be used by all threads.
    unsafe impl Send for Sent {}

    if cfg!(miri) {
        // What follows lets go of what is borrowed just before the thread's closure returns. To Miri's rules of
        // aliasing a closure's borrows last until then.
        return std::thread::scope(|s| {
            s.spawn(|| drop(theirs()));
            ours()
        });
    }
    let has_ended = AtomicU32::new(0);
    let word = Sent(&raw const has_ended);
    let main = move || {
        let Sent(word) = { word };
        let kept = theirs();
        // SAFETY: the other thread waits until this store.
        let has_ended = unsafe { &*word };
        // ORDERING: Release, for the load above.
        has_ended.store(1, Release);
        futex::wake_one(word);
        drop(kept);
    };
    let main: Box<dyn FnOnce() + Send + '_> = Box::new(main);
    // SAFETY: `join` below waits until the closure has been called and dropped, but for its pointers and
    // for what it keeps, which is `'static`.
    let main: Box<dyn FnOnce() + Send> = unsafe { std::mem::transmute(main) };
    start(&Options::default(), main).expect("a thread");
    // Not before: without a thread it would wait for ever.
    let join = Join(&has_ended);
    let result = ours();
    drop(join);
    result
}
