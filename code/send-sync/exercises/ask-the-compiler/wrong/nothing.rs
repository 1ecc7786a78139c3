//! Fails because nobody has said for which types the answer is another.
//! Caught by: `it_says_what_moves`: "a `u8` moves".

use std::marker::PhantomData;

/// A question about `T`.
pub struct Ask<T>(PhantomData<T>);

/// The answers for every type.
pub trait Otherwise {
    /// Always no.
    const MOVES: bool = false;
    /// Always no.
    const IS_SHARED: bool = false;
    /// Always no.
    const GOES_INTO_AN_ARC: bool = false;
}

impl<T> Otherwise for Ask<T> {}
