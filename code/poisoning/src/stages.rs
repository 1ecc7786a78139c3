//! The layer as it grows: each stage beside the next, so that they can be compared.
//!
//! | stage | what it does | what is wrong |
//! |---|---|---|
//! | [`late`] | notes a panic when the guard is dropped | after the lock was released |
//! | [`every`] | notes it before that | also a panic that began before the lock was taken |
//! | [`Mutex`](crate::Mutex) | remembers how it was entered | |

pub mod every;
pub mod late;
