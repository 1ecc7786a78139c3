//! # From one to another
//!
//! A store has crates, each with a lock of its own. Apples are moved from crate to crate, and each step locks what it needs. Nevertheless apples
//! seem to vanish for a while, and a crate can be promised twice. Whoever counts has to see all apples, always; nobody moves what isn't
//! there; and nobody waits for ever. The fields are yours to change.

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

    /// Moves `apples` from one crate to another, which may be the same. Whether there were so many.
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
