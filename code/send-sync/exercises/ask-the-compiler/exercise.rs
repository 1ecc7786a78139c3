//! # Ask the compiler
//!
//! Make `Ask` answer three questions about a type, when the program is compiled: whether a value of it may move to
//! another thread; whether two threads may refer to one; and whether two threads may each own an `Arc` of one. As it is,
//! the answer is always no.

use std::marker::PhantomData;

/// A question about `T`.
pub struct Ask<T>(PhantomData<T>);

/// The answers for every type.
pub trait Otherwise {
    /// Whether a `T` may move to another thread.
    const MOVES: bool = false;
    /// Whether two threads may refer to one `T`.
    const IS_SHARED: bool = false;
    /// Whether an `Arc<T>` may move to another thread.
    const GOES_INTO_AN_ARC: bool = false;
}

impl<T> Otherwise for Ask<T> {}
