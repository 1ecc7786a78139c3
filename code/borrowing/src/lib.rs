//! Section 4, *Borrowing and data races*: a counter that races, on purpose, and three that don't; an account that
//! races without a data race.
//!
//! # Problem
//!
//! Several threads add to one number. The compiler refuses to let them, because each would need an exclusive
//! reference. [`racy`] silences it by a false promise in `unsafe`, and its users commit a data race in safe code.
//!
//! # Strategy
//!
//! | | what is shared | how accesses are kept apart |
//! |---|---|---|
//! | [`racy`] | memory | not at all |
//! | [`atomic`] | an atomic | each addition is one step |
//! | [`mutex`] | memory | one thread at a time is let in |
//! | [`message`] | a place for one message | the number has one owner, and is never shared |
//!
//! The lock and the place for a message are the smallest that are right. Sections of their own build better ones.
//!
//! [`account`] has what no tool for data races can see. One bug of each kind, to try tools on, is in `tests/specimens`.
//!
//! # Not promised
//!
//! Fairness: a thread may wait for as long as others are quicker. The count of [`atomic`] wraps around
//! at 2³²; the others overflow as any `u32` does.

pub mod account;
pub mod atomic;
pub mod message;
pub mod mutex;
pub mod racy;
