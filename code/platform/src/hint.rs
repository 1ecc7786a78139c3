//! Hints.

use std::time::{Duration, Instant};

/// Tells the processor that the caller looks at a word again and again; in a model, lets another
/// thread go on, since this one can't.
#[cfg(model)]
pub use loom::hint::spin_loop;
#[cfg(not(model))]
pub use std::hint::spin_loop;

/// How many rounds to look at a word before sleeping on it: `count` on an operating system. In a model it is one: another round is an
/// execution that differs in nothing but its length.
pub const fn rounds(count: u32) -> u32 {
    if cfg!(model) { 1 } else { count }
}

/// Waits a moment, `count` times as long as [`spin_loop`] takes, and then goes on whatever others have done. In a model it is nothing:
/// `spin_loop` would let the others go first until they can't, and nobody would ever come to what the caller does when the wait was in
/// vain.
#[inline]
pub fn pause(count: u32) {
    if !cfg!(model) {
        for _ in 0..count {
            spin_loop();
        }
    }
}

/// Looks again and again whether `done`, for about `time`, and says whether it came to be. In a model it looks once: what comes later
/// another execution shows. A time that is longer than the clock can show has no end.
///
/// ```
/// assert!(platform::hint::spin_for(std::time::Duration::MAX, || true));
/// ```
#[inline]
pub fn spin_for(time: Duration, mut done: impl FnMut() -> bool) -> bool {
    if cfg!(model) {
        return done();
    }
    let end = Instant::now().checked_add(time);
    loop {
        if done() {
            return true;
        }
        if end.is_some_and(|end| Instant::now() >= end) {
            return false;
        }
        spin_loop();
    }
}
