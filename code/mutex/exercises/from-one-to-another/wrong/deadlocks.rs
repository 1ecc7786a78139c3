//! Fails because two that move apples in opposite directions each hold what the other wants.
//! Caught by: `opposite_ways_end`: "deadlock".

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

    /// Locks both crates.
    pub fn shift(&self, from: usize, to: usize, apples: u32) -> bool {
        let mut source = self.crates[from].lock();
        if *source < apples {
            return false;
        }
        if from != to {
            let mut target = self.crates[to].lock();
            *source -= apples;
            *target += apples;
        }
        true
    }

    /// Locks all crates.
    pub fn count(&self) -> Vec<u32> {
        let crates: Vec<_> = self.crates.iter().map(Mutex::lock).collect();
        crates.iter().map(|apples| **apples).collect()
    }
}
