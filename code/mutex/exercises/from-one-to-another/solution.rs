use mutex::Mutex;

/// Crates with so many apples in each.
pub struct Store {
    crates: Mutex<Vec<u32>>,
}

impl Store {
    /// A store with so many apples in each crate.
    pub fn new(apples: &[u32]) -> Self {
        Self {
            crates: Mutex::new(apples.to_vec()),
        }
    }

    /// Moves `apples` from one crate to another, or to itself.
    /// Whether there were so many.
    pub fn shift(&self, from: usize, to: usize, apples: u32) -> bool {
        let mut crates = self.crates.lock();
        if crates[from] < apples {
            return false;
        }
        crates[from] -= apples;
        crates[to] += apples;
        true
    }

    /// How many there are, crate by crate.
    pub fn count(&self) -> Vec<u32> {
        self.crates.lock().clone()
    }
}
