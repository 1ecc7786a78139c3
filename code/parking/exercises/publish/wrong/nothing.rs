//! Fails because the flag stays down.
//! Caught by: `the_flag_is_raised`: "the flag is down".

use parking::Flag;
use platform::atomic::AtomicU32;

/// Looks at what it was given.
pub fn publish(value: u32, place: &AtomicU32, flag: &Flag) {
    let _ = (value, place, flag);
}
