//! Fails because nothing is written.
//! Caught by: `what_was_written_is_read`: "is not the last".

/// A pair that never changes.
#[derive(Debug)]
pub struct Pair(u32, u32);

impl Pair {
    pub fn new(first: u32, second: u32) -> Self {
        Self(first, second)
    }

    pub fn store(&self, _: u32, _: u32) {
        let _unchanged = self.load();
    }

    pub fn load(&self) -> (u32, u32) {
        (self.0, self.1)
    }
}
