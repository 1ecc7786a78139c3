//! What the exercises share: how one set of tests is put to several files, and a way to ask the compiler, in a test that
//! compiles in any case, what it would refuse.
#![allow(dead_code, unused_macros, reason = "no exercise uses all of it")]

use std::marker::PhantomData;

use platform::atomic::{
    AtomicU32,
    Ordering::{Acquire, Release},
};
use platform::futex;
use platform::thread::{Options, start};

/// A module for each file, with the tests of `tests.rs` in it: `exercise::tests::…`, `solution::tests::…`.
macro_rules! variants {
    ($($name:ident = $file:literal;)*) => {$(
        #[path = "."]
        mod $name {
            #[path = $file]
            #[allow(unreachable_pub, reason = "`pub` as it would be in a library")]
            #[allow(
                dead_code,
                clippy::needless_pass_by_value,
                clippy::unnecessary_wraps,
                reason = "what isn't right may not use all that its signature offers"
            )]
            mod given;
            #[path = "tests.rs"]
            #[allow(clippy::duplicate_mod, reason = "each file is put to the same tests")]
            mod tests;
        }
    )*};
}

/// A question about `T`.
pub(crate) struct Ask<T: ?Sized>(PhantomData<T>);

/// The answers for all types: no.
pub(crate) trait Otherwise {
    const IS_SEND: bool = false;
    const IS_SYNC: bool = false;
}

impl<T: ?Sized> Otherwise for Ask<T> {}

impl<T: ?Sized + Send> Ask<T> {
    pub(crate) const IS_SEND: bool = true;
}

impl<T: ?Sized + Sync> Ask<T> {
    pub(crate) const IS_SYNC: bool = true;
}

/// Whether a type is `Send`, and whether it is `Sync`.
macro_rules! ask {
    ($type:ty) => {{
        #[allow(unused_imports, reason = "a type may have both")]
        use crate::support::Otherwise as _;
        (
            <crate::support::Ask<$type>>::IS_SEND,
            <crate::support::Ask<$type>>::IS_SYNC,
        )
    }};
}

/// Runs `theirs` on a thread of its own and `ours` on this one, and returns when both have ended. So both may borrow.
pub(crate) fn both(theirs: impl FnOnce() + Send, ours: impl FnOnce()) {
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

    let has_ended = AtomicU32::new(0);
    let join = Join(&has_ended);
    let word = Sent(&raw const has_ended);
    let main = move || {
        let Sent(word) = { word };
        theirs();
        // SAFETY: the other thread waits until this store.
        let has_ended = unsafe { &*word };
        // ORDERING: Release, for the load above.
        has_ended.store(1, Release);
        futex::wake_one(word);
    };
    let main: Box<dyn FnOnce() + Send + '_> = Box::new(main);
    // SAFETY: `join` waits until the closure has been called and dropped, but for its two pointers.
    let main: Box<dyn FnOnce() + Send> = unsafe { std::mem::transmute(main) };
    start(&Options::default(), main).expect("a thread");
    ours();
    drop(join);
}
