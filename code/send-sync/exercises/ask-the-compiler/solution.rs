use std::marker::PhantomData;
use std::sync::Arc;

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

impl<T: Send> Ask<T> {
    /// A `Send` type moves.
    pub const MOVES: bool = true;
}

impl<T: Sync> Ask<T> {
    /// A `Sync` type is shared.
    pub const IS_SHARED: bool = true;
}

impl<T> Ask<T>
where
    Arc<T>: Send,
{
    /// The compiler knows what an `Arc` asks for.
    pub const GOES_INTO_AN_ARC: bool = true;
}
