//! What was begun and not finished is undone, whatever the reason.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

static HOLDS: Mutex<[u32; 2]> = Mutex::new([6, 0]);

// ANCHOR: undo
struct Change<'a> {
    holds: MutexGuard<'a, [u32; 2]>,
    undo: Option<[u32; 2]>,
}

impl Drop for Change<'_> {
    fn drop(&mut self) {
        if let Some(before) = self.undo {
            *self.holds = before;
        }
    }
}

fn shift(crates: u32) {
    let holds = HOLDS.lock();
    let holds = holds.unwrap_or_else(PoisonError::into_inner);
    let undo = Some(*holds);
    let mut change = Change { holds, undo };
    change.holds[0] -= crates;
    assert!(crates <= 4, "the crane lifts four");
    change.holds[1] += crates;
    change.undo = None;
}
// ANCHOR_END: undo

fn main() {
    for crates in [5, 1] {
        let _ = thread::spawn(move || shift(crates)).join();
    }
    let holds = HOLDS.lock().unwrap_or_else(PoisonError::into_inner);
    println!("{holds:?}: {} crates of 6", holds.iter().sum::<u32>());
}
