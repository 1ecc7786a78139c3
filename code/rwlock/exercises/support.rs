//! What the exercises share: how one set of tests is put to several files, and a way to ask the compiler, in a test that
//! compiles in any case, what it would refuse.
#![allow(dead_code, unused_macros, reason = "no exercise uses all of it")]

use std::marker::PhantomData;

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
