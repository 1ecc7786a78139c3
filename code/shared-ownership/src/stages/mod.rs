//! The versions that lead to the crate's [`Arc`](crate::Arc), each complete, so that two can be compared
//! line by line.
//!
//! | stage | what is new | what is wrong with it |
//! |---|---|---|
//! | [`relaxed`] | a counter before the value | a value is dropped while another thread may use it |
//! | [`counting`] | `Release`, `Acquire`, a limit | cycles are never freed |
//! | [`two_counters`] | `Weak` | every `Arc` pays for it |

pub mod counting;
pub mod relaxed;
pub mod two_counters;
