//! Fails because an `Arc` asks for `Sync` and for `Send`: whoever comes last drops the value.
//! Caught by: `it_says_what_goes_into_an_arc`: "a guard doesn't go into an `Arc`".

use std::marker::PhantomData;

/// A question about `T`.
pub struct Ask<T>(PhantomData<T>);

/// The answers for every type.
pub trait Otherwise {
    /// No, unless it is said below.
    fn moves() -> bool {
        false
    }

    /// No, unless it is said below.
    fn is_shared() -> bool {
        false
    }

    /// No, unless it is said below.
    fn goes_into_an_arc() -> bool {
        false
    }
}

impl<T> Otherwise for Ask<T> {}

impl<T: Send> Ask<T> {
    /// A `Send` type moves.
    pub fn moves() -> bool {
        true
    }
}

impl<T: Sync> Ask<T> {
    /// A `Sync` type is shared.
    pub fn is_shared() -> bool {
        true
    }

    /// An `Arc` shares.
    pub fn goes_into_an_arc() -> bool {
        true
    }
}
