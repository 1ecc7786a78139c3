//! # A shelf for one
//!
//! There is room for one plate on the shelf: who puts waits until it is empty, who takes until it is full. It was one condition variable, `changed`, where all of them waited, and
//! `changed.notify_one()` after each plate that was put or taken. That worked with one who puts and one who takes. With two of a kind it stopped now and then, and nobody knew
//! why. Write `put` and `take` so that it never stops.

use condvar::poisoning::Condvar;
use poisoning::Mutex;

/// Room for one plate.
pub struct Shelf {
    plate: Mutex<Option<u32>>,
    // Is that enough?
    changed: Condvar,
}

impl Shelf {
    /// An empty shelf.
    pub fn new() -> Self {
        Self {
            plate: Mutex::new(None),
            changed: Condvar::new(),
        }
    }

    /// Puts a plate there, when it is empty.
    pub fn put(&self, plate: u32) {
        todo!("wait for room, put {plate} there, and tell one that takes")
    }

    /// Takes the plate, when there is one.
    pub fn take(&self) -> u32 {
        todo!("wait for a plate, take it, and tell one that puts")
    }
}
