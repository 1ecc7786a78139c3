//! A shelf with room for two, and a condition variable for each who waits.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};
use std::thread;

// ANCHOR: shelf
#[derive(Default)]
struct Shelf {
    plates: Mutex<VecDeque<u32>>,
    not_full: Condvar,
    not_empty: Condvar,
}

impl Shelf {
    fn put(&self, plate: u32) {
        let plates = self.plates.lock().unwrap();
        let is_full = |plates: &mut VecDeque<_>| plates.len() == 2;
        let plates = self.not_full.wait_while(plates, is_full);
        plates.unwrap().push_back(plate);
        self.not_empty.notify_one();
    }

    fn take(&self) -> u32 {
        let plates = self.plates.lock().unwrap();
        let is_empty = |plates: &mut VecDeque<_>| plates.is_empty();
        let plates = self.not_empty.wait_while(plates, is_empty);
        let plate = plates.unwrap().pop_front().unwrap();
        self.not_full.notify_one();
        plate
    }
}
// ANCHOR_END: shelf

fn main() {
    let shelf = Shelf::default();
    let eat = || (0..50).map(|_| shelf.take()).sum::<u32>();
    let served: u32 = thread::scope(|s| {
        let guests = [(); 2].map(|()| s.spawn(eat));
        for cook in 0..2 {
            let shelf = &shelf;
            s.spawn(move || (0..50).for_each(|n| shelf.put(2 * n + cook)));
        }
        guests.into_iter().map(|g| g.join().unwrap()).sum()
    });
    println!("0 + 1 + … + 99 = {served}");
}
