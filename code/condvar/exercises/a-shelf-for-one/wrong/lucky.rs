//! Fails because cooks and guests wait at one place, and `notify_one` may wake one that it isn't for.
//! Caught by: `a_cook_and_two_guests`: "deadlock".

use condvar::poisoning::Condvar;
use poisoning::Mutex;

/// As it was, with loops written out.
pub struct Shelf {
    plate: Mutex<Option<u32>>,
    changed: Condvar,
}

impl Shelf {
    pub fn new() -> Self {
        Self {
            plate: Mutex::new(None),
            changed: Condvar::new(),
        }
    }

    pub fn put(&self, plate: u32) {
        let mut there = self.plate.lock().unwrap();
        while there.is_some() {
            there = self.changed.wait(there).unwrap();
        }
        *there = Some(plate);
        self.changed.notify_one();
    }

    pub fn take(&self) -> u32 {
        let mut there = self.plate.lock().unwrap();
        while there.is_none() {
            there = self.changed.wait(there).unwrap();
        }
        let plate = there.take().unwrap();
        self.changed.notify_one();
        plate
    }
}
