use std::mem;

use condvar::poisoning::Condvar;
use poisoning::Mutex;

/// What there is to know on the pier.
struct Pier {
    waiting: u32,
    /// How often the ferry has left.
    departures: u64,
}

/// A ferry that comes again and again.
pub struct Ferry {
    pier: Mutex<Pier>,
    left: Condvar,
}

impl Ferry {
    pub fn new() -> Self {
        Self {
            pier: Mutex::new(Pier {
                waiting: 0,
                departures: 0,
            }),
            left: Condvar::new(),
        }
    }

    /// Waits for a departure after this moment. Once there has been one, that
    /// stays so.
    pub fn board(&self) {
        let mut pier = self.pier.lock().unwrap();
        pier.waiting += 1;
        let now = pier.departures;
        drop(self.left.wait_while(pier, |pier| pier.departures == now));
    }

    pub fn leave(&self) -> u32 {
        let mut pier = self.pier.lock().unwrap();
        pier.departures += 1;
        self.left.notify_all();
        mem::take(&mut pier.waiting)
    }
}
