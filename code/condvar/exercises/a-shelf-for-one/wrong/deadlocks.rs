//! Fails because the guard lives on while the shelf is locked again.
//! Caught by: `what_was_put_is_taken`: "deadlock".

use condvar::poisoning::Condvar;
use poisoning::Mutex;

/// Room for one plate.
pub struct Shelf {
    plate: Mutex<Option<u32>>,
    is_empty: Condvar,
    is_full: Condvar,
}

impl Shelf {
    pub fn new() -> Self {
        Self {
            plate: Mutex::new(None),
            is_empty: Condvar::new(),
            is_full: Condvar::new(),
        }
    }

    pub fn put(&self, plate: u32) {
        let guard = self.plate.lock().unwrap();
        let _empty = self.is_empty.wait_while(guard, |it| it.is_some());
        *self.plate.lock().unwrap() = Some(plate);
        self.is_full.notify_one();
    }

    pub fn take(&self) -> u32 {
        let guard = self.plate.lock().unwrap();
        let there = self.is_full.wait_while(guard, |it| it.is_none());
        let plate = there.unwrap().take().unwrap();
        self.is_empty.notify_one();
        plate
    }
}
