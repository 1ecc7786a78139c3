//! A version on the way to [`Lock`](crate::Lock), and why it isn't the last.

pub mod inferred;
