use std::sync::{Mutex, MutexGuard};
use std::thread;

use interior_mutability::stages::atomic::AtomicRefCell;

fn main() {
    let lock = Mutex::new(0);
    let held = AtomicRefCell::new(None::<MutexGuard<'_, u32>>);
    thread::scope(|scope| {
        scope.spawn(|| {
            held.try_borrow_mut().unwrap().take();
        });
    });
    drop(lock);
}
