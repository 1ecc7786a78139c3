//! # Publish a value
//!
//! Store the value, and raise the flag so that whoever sees it up sees the value.

use parking::Flag;
use platform::atomic::AtomicU32;

/// Stores `value` in `place` and says so by `flag`.
pub fn publish(value: u32, place: &AtomicU32, flag: &Flag) {
    todo!("store {value} in {place:?} and raise {flag:?}")
}
