//! A guard of one crate of several.

use mutex::{MappedMutexGuard, Mutex, MutexGuard};

struct Store {
    crates: Mutex<Vec<u32>>,
}

impl Store {
    /// The emptiest crate, and nothing else.
    fn emptiest(&self) -> MappedMutexGuard<'_, u32> {
        MutexGuard::map(self.crates.lock(), |crates| {
            crates.iter_mut().min().expect("no crate")
        })
    }
}

fn main() {
    let store = Store {
        crates: Mutex::new(vec![30, 10, 20]),
    };
    let mut emptiest = store.emptiest();
    *emptiest += 15;
    println!("can it be locked? {}", store.crates.try_lock().is_some());
    drop(emptiest);
    println!("{:?}", store.crates.lock());
}
