//! A method that reads calls a method that reads.

use std::sync::RwLock;
use std::thread;

// ANCHOR: prices
struct Prices(RwLock<Vec<u32>>);

impl Prices {
    fn of(&self, item: usize) -> u32 {
        self.0.read().unwrap()[item]
    }

    fn total(&self, meanwhile: impl Fn()) -> u32 {
        let prices = self.0.read().unwrap();
        meanwhile();
        (0..prices.len()).map(|item| self.of(item)).sum()
    }
}
// ANCHOR_END: prices

// ANCHOR: main
fn main() {
    let prices = Prices(RwLock::new(vec![2, 3, 5]));
    println!("nobody writes: {}", prices.total(|| ()));
    thread::scope(|s| {
        let a_writer_comes = || {
            s.spawn(|| prices.0.write().unwrap().push(7));
            // Readers are refused as soon as it waits.
            while prices.0.try_read().is_ok() {}
        };
        println!("a writer waits: {}", prices.total(a_writer_comes));
    });
}
// ANCHOR_END: main
