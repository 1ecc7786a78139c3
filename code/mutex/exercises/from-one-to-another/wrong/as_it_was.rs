//! Fails because each step has a lock, and the whole has none.
//! Caught by: `whoever_counts_sees_all`: "so many apples (left) were seen".

use mutex::Mutex;

/// Crates with so many apples in each.
pub struct Store {
    crates: Vec<Mutex<u32>>,
}

impl Store {
    /// A store with so many apples in each crate.
    pub fn new(apples: &[u32]) -> Self {
        Self {
            crates: apples.iter().map(|&apples| Mutex::new(apples)).collect(),
        }
    }

    /// Moves `apples` from one crate to another, or to itself.
    /// Whether there were so many.
    pub fn shift(&self, from: usize, to: usize, apples: u32) -> bool {
        if *self.crates[from].lock() < apples {
            return false;
        }
        *self.crates[from].lock() -= apples;
        *self.crates[to].lock() += apples;
        true
    }

    /// How many there are, crate by crate.
    pub fn count(&self) -> Vec<u32> {
        self.crates.iter().map(|apples| *apples.lock()).collect()
    }
}
