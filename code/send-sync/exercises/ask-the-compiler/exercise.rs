//! # Ask the compiler
//!
//! Make `Ask` answer three questions about a type, when the program is compiled: whether a value of it may move to
//! another thread; whether two threads may refer to one; and whether two threads may each own an `Arc` of one.

use std::marker::PhantomData;

/// A question about `T`.
pub struct Ask<T>(PhantomData<T>);

/// The answers for every type that has none of its own.
pub trait Otherwise {
    /// Whether a `T` may move to another thread.
    fn moves() -> bool {
        todo!("say which types move, and which don't")
    }

    /// Whether two threads may refer to one `T`.
    fn is_shared() -> bool {
        todo!("say which types are shared, and which don't")
    }

    /// Whether an `Arc<T>` may move to another thread.
    fn goes_into_an_arc() -> bool {
        todo!("say which types go into an `Arc`, and which don't")
    }
}

impl<T> Otherwise for Ask<T> {}
