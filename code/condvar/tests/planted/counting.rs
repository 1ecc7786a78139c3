//! A barrier of a count alone.

use condvar::Condvar;
use mutex::Mutex;

// ANCHOR: barrier
pub(crate) struct Barrier {
    threads: usize,
    here: Mutex<usize>,
    all_here: Condvar,
}

impl Barrier {
    pub(crate) fn wait(&self) {
        let mut here = self.here.lock();
        *here += 1;
        if *here < self.threads {
            // Whoever is last sets it to 0.
            self.all_here.wait_while(&mut here, |here| *here > 0);
        } else {
            *here = 0;
            drop(here);
            self.all_here.notify_all();
        }
    }
}
// ANCHOR_END: barrier

impl Barrier {
    pub(crate) fn new(threads: usize) -> Self {
        Self {
            threads,
            here: Mutex::new(0),
            all_here: Condvar::new(),
        }
    }
}
