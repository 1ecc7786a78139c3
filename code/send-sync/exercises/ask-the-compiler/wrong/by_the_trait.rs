//! Fails because a trait has one default for all types, and here it is yes.
//! Caught by: `it_says_what_moves`: "an `Rc` doesn't move".

use std::marker::PhantomData;

/// A question about `T`.
pub struct Ask<T>(PhantomData<T>);

/// The answers for every type.
pub trait Otherwise {
    /// Always yes.
    fn moves() -> bool {
        true
    }

    /// Always yes.
    fn is_shared() -> bool {
        true
    }

    /// Always yes.
    fn goes_into_an_arc() -> bool {
        true
    }
}

impl<T> Otherwise for Ask<T> {}
