//! Sleeping, and nothing that remembers a wake-up. Wrong.

use platform::atomic::AtomicU32;
use platform::futex;

// ANCHOR: token
/// A place to sleep: the word never changes.
pub struct Token {
    place: AtomicU32,
}

impl super::Token for Token {
    fn new() -> Self {
        let place = AtomicU32::new(0);
        Self { place }
    }

    fn set(&self) {
        futex::wake_one(&raw const self.place);
    }

    fn take(&self) {
        futex::wait(&self.place, 0);
    }
}
// ANCHOR_END: token
