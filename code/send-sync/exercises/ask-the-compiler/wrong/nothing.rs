//! Fails because nobody has said for which types the answer is another.
//! Caught by: `it_says_what_moves`: "a `u8` moves".

use std::marker::PhantomData;

/// A question about `T`.
pub struct Ask<T>(PhantomData<T>);

/// The answers for every type.
pub trait Otherwise {
    /// Always no.
    fn moves() -> bool {
        false
    }

    /// Always no.
    fn is_shared() -> bool {
        false
    }

    /// Always no.
    fn goes_into_an_arc() -> bool {
        false
    }
}

impl<T> Otherwise for Ask<T> {}
