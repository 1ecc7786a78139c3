use std::marker::PhantomData;
use std::sync::Arc;

/// A question about `T`.
pub struct Ask<T>(PhantomData<T>);

/// The answers for every type.
pub trait Otherwise {
    /// Whether a `T` may move to another thread.
    fn moves() -> bool {
        false
    }

    /// Whether two threads may refer to one `T`.
    fn is_shared() -> bool {
        false
    }

    /// Whether an `Arc<T>` may move to another thread.
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
}

impl<T> Ask<T>
where
    Arc<T>: Send,
{
    /// The compiler knows what an `Arc` asks for.
    pub fn goes_into_an_arc() -> bool {
        true
    }
}
