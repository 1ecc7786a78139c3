//! A method that reads passes on what it has read.

use std::sync::RwLock;
use std::thread;

// ANCHOR: prices
struct Prices(RwLock<Vec<u32>>);

impl Prices {
    fn of(prices: &[u32], item: usize) -> u32 {
        prices[item]
    }

    fn total(&self, meanwhile: impl Fn()) -> u32 {
        let prices = self.0.read().unwrap();
        meanwhile();
        (0..prices.len()).map(|item| Self::of(&prices, item)).sum()
    }
}
// ANCHOR_END: prices

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
    println!("it has written: {}", prices.total(|| ()));
}
