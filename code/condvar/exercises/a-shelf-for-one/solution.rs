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

    /// Tells one that takes.
    pub fn put(&self, plate: u32) {
        let guard = self.plate.lock().unwrap();
        let there = self.is_empty.wait_while(guard, |it| it.is_some());
        *there.unwrap() = Some(plate);
        self.is_full.notify_one();
    }

    /// Tells one that puts.
    pub fn take(&self) -> u32 {
        let guard = self.plate.lock().unwrap();
        let there = self.is_full.wait_while(guard, |it| it.is_none());
        let plate = there.unwrap().take().unwrap();
        self.is_empty.notify_one();
        plate
    }
}
