//! Fails because each tells its own kind.
//! Caught by: `a_cook_and_a_guest`: "deadlock".

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
        let there = self.is_empty.wait_while(guard, |it| it.is_some());
        *there.unwrap() = Some(plate);
        self.is_empty.notify_all();
    }

    pub fn take(&self) -> u32 {
        let guard = self.plate.lock().unwrap();
        let there = self.is_full.wait_while(guard, |it| it.is_none());
        let plate = there.unwrap().take().unwrap();
        self.is_full.notify_all();
        plate
    }
}
