//! # From one to another
//!
//! Apples are moved from crate to crate. Each crate had a lock of its own, and each step locked what it needed; nevertheless apples seemed to vanish
//! for a while, and some were promised twice. Whoever counts has to see all apples, always; nobody moves what isn't there; and nobody
//! waits for ever. The fields are yours to choose.

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
        todo!("move {apples} from {from} to {to}")
    }

    /// How many there are, crate by crate.
    pub fn count(&self) -> Vec<u32> {
        todo!("count what is in {} crates", self.crates.len())
    }
}
