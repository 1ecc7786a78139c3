//! Ten threads that work while they hold the lock, and ten that work after.

use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

/// Stands for work.
const WORK: Duration = Duration::from_millis(10);

/// How long ten threads take to call `turn`, each once: so many times `WORK`.
fn ten(turn: impl Fn() + Sync) -> u128 {
    let start = Instant::now();
    thread::scope(|s| {
        for _ in 0..10 {
            s.spawn(&turn);
        }
    });
    start.elapsed().as_millis() / WORK.as_millis()
}

fn main() {
    let apples = Mutex::new(0);

    // ANCHOR: turns
    let holding = ten(|| {
        let mut apples = apples.lock().unwrap();
        *apples += 100;
        thread::sleep(WORK);
    });
    let letting_go = ten(|| {
        let mut apples = apples.lock().unwrap();
        *apples += 100;
        drop(apples);
        thread::sleep(WORK);
    });
    // ANCHOR_END: turns

    println!("working while holding: {holding} times as long as one");
    println!("letting go first: {letting_go} times as long as one");
}
