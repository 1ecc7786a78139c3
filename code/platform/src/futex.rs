//! Sleeping on a word until another thread says that it has changed.
//!
//! `wait` compares and falls asleep in one step: a thread that changes the word and then wakes finds
//! the sleeper, or the sleeper finds the change. Nothing else is promised: a wait may return early,
//! for no reason, so it stands in a loop; and it orders no memory, so what it waited for is read again
//! with the ordering that its use needs.

use std::time::Instant;

use crate::atomic::AtomicU32;

// Tested on Linux too, where nothing else uses it.
#[cfg(all(not(model), any(test, not(target_os = "linux"))))]
mod fallback;
#[cfg(all(not(model), target_os = "linux"))]
mod linux;
#[cfg(model)]
pub(crate) mod modelled;
#[cfg(all(test, not(model)))]
mod tests;

#[cfg(all(not(model), not(target_os = "linux")))]
use fallback as body;
#[cfg(all(not(model), target_os = "linux"))]
use linux as body;
#[cfg(model)]
use modelled as body;

/// Sleeps until it is woken, if `*word == expected`; may return early.
#[cfg_attr(model, track_caller)]
pub fn wait(word: &AtomicU32, expected: u32) {
    body::wait(word, expected);
}

/// Sleeps until it is woken or `deadline` has passed, if `*word == expected`; may return early.
/// `false`: the deadline has passed, and no wake-up was spent on this thread.
#[cfg_attr(model, track_caller)]
pub fn wait_until(word: &AtomicU32, expected: u32, deadline: Instant) -> bool {
    body::wait_until(word, expected, deadline)
}

/// Wakes one thread that sleeps on `word`; `false` if none did.
///
/// Only the address counts. The word may be gone: a thread that sees the change without sleeping may
/// free it before the wake-up comes. If something else has moved in there by then, its sleeper may be
/// the one that is woken: another reason for a wait to stand in a loop.
#[cfg_attr(model, track_caller)]
pub fn wake_one(word: *const AtomicU32) -> bool {
    body::wake_one(word)
}

/// Wakes every thread that sleeps on `word`, of which only the address counts, and returns how many
/// there were.
#[cfg_attr(model, track_caller)]
pub fn wake_all(word: *const AtomicU32) -> usize {
    body::wake_all(word)
}
