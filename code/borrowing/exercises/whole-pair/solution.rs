use std::sync::atomic::Ordering::Relaxed;

use platform::atomic::AtomicU64;

/// Two numbers that are written and read together.
#[derive(Debug)]
pub struct Pair {
    both: AtomicU64,
}

impl Pair {
    /// A pair of these two.
    pub fn new(first: u32, second: u32) -> Self {
        let both = AtomicU64::new(together(first, second));
        Self { both }
    }

    /// Writes both.
    pub fn store(&self, first: u32, second: u32) {
        // ORDERING: Relaxed: the pair stands for nothing but itself.
        self.both.store(together(first, second), Relaxed);
    }

    /// Reads both.
    pub fn load(&self) -> (u32, u32) {
        // ORDERING: as in `store`.
        let both = self.both.load(Relaxed);
        #[expect(clippy::cast_possible_truncation, reason = "its half")]
        let second = both as u32;
        ((both >> 32) as u32, second)
    }
}

/// One number of two.
fn together(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}
