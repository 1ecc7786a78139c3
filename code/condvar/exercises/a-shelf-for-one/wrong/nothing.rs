//! Fails because who puts doesn't wait: a plate that nobody has taken is gone.
//! Caught by: `a_cook_and_a_guest`: "deadlock".

use condvar::poisoning::Condvar;
use poisoning::Mutex;

/// Room for one plate, the last.
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
        *self.plate.lock().unwrap() = Some(plate);
        self.changed.notify_all();
    }

    pub fn take(&self) -> u32 {
        let guard = self.plate.lock().unwrap();
        let there = self.changed.wait_while(guard, |it| it.is_none());
        there.unwrap().take().unwrap()
    }
}
