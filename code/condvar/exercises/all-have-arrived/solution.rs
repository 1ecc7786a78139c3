use condvar::poisoning::Condvar;
use poisoning::Mutex;

/// Opens when so many have arrived.
pub struct Latch {
    missing: Mutex<u32>,
    all_here: Condvar,
}

impl Latch {
    pub fn new(missing: u32) -> Self {
        Self {
            missing: Mutex::new(missing),
            all_here: Condvar::new(),
        }
    }

    /// The last tells everybody.
    pub fn arrive(&self) {
        let mut missing = self.missing.lock().unwrap();
        *missing = missing.saturating_sub(1);
        if *missing == 0 {
            self.all_here.notify_all();
        }
    }

    pub fn wait(&self) {
        let missing = self.missing.lock().unwrap();
        drop(self.all_here.wait_while(missing, |missing| *missing > 0));
    }
}
