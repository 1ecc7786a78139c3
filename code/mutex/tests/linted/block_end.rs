//! A guard is made in the last expression of a block, and a variable of the block has a destructor.

use std::sync::Mutex;

struct Farewell;

impl Drop for Farewell {
    fn drop(&mut self) {
        println!("farewell");
    }
}

fn count(apples: &Mutex<Vec<u32>>) -> usize {
    let _farewell = Farewell;
    apples.lock().unwrap().len()
}

fn main() {
    println!("{}", count(&Mutex::new(vec![180])));
}
