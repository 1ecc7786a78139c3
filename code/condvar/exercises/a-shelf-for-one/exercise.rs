//! # A shelf for one
//!
//! There is room for one plate on the shelf: who puts waits until it is empty, who takes until it is full. That works with one who puts and one who takes. With two of
//! a kind it stops now and then, and nobody knows why. Mend it.

use condvar::poisoning::Condvar;
use poisoning::Mutex;

/// Room for one plate.
pub struct Shelf {
    plate: Mutex<Option<u32>>,
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
        let guard = self.plate.lock().unwrap();
        let there = self.changed.wait_while(guard, |it| it.is_some());
        *there.unwrap() = Some(plate);
        self.changed.notify_one();
    }

    /// Takes the plate, when there is one.
    pub fn take(&self) -> u32 {
        let guard = self.plate.lock().unwrap();
        let there = self.changed.wait_while(guard, |it| it.is_none());
        let plate = there.unwrap().take().unwrap();
        self.changed.notify_one();
        plate
    }
}
