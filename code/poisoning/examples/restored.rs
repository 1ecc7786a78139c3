//! What was begun and not finished is undone, whatever the reason.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

static HOLDS: Mutex<[u32; 2]> = Mutex::new([6, 0]);

fn lift(crates: u32) -> Result<(), String> {
    assert!(crates <= 4, "the crane lifts four");
    if crates == 3 {
        return Err("three don't balance".to_owned());
    }
    Ok(())
}

// ANCHOR: undo
struct Change<'a> {
    holds: MutexGuard<'a, [u32; 2]>,
    taken: u32,
}

impl Drop for Change<'_> {
    fn drop(&mut self) {
        self.holds[0] += self.taken;
    }
}

fn shift(crates: u32) -> Result<(), String> {
    let holds = HOLDS.lock().unwrap_or_else(PoisonError::into_inner);
    let mut change = Change { holds, taken: 0 };
    change.holds[0] -= crates;
    change.taken = crates;
    lift(crates)?;
    change.holds[1] += crates;
    change.taken = 0;
    Ok(())
}
// ANCHOR_END: undo

fn main() {
    for crates in [5, 3, 1] {
        println!("{:?}", thread::spawn(move || shift(crates)).join());
    }
    let holds = HOLDS.lock().unwrap_or_else(PoisonError::into_inner);
    println!("{holds:?}: {} crates of 6", holds.iter().sum::<u32>());
}
