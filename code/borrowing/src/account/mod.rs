//! An account that several threads draw on. Both versions are safe code, every access is atomic, and neither has a data
//! race.
//!
//! | | what is new | what is wrong with it |
//! |---|---|---|
//! | [`two_steps`] | it looks before it takes | what it has seen may be over: two may take what is there once |
//! | [`one_step`] | it takes only if what it has seen still holds | |

#![forbid(unsafe_code)]

pub mod one_step;
pub mod two_steps;
