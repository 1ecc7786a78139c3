//! What needs the value takes the value, and leaves the locking to its caller.

use std::sync::Mutex;

struct Basket {
    weights: Mutex<Vec<u32>>,
}

fn total(weights: &[u32]) -> u32 {
    weights.iter().sum()
}

impl Basket {
    fn add(&self, weight: u32) {
        let mut weights = self.weights.lock().unwrap();
        weights.push(weight);
        println!("{} apples", weights.len());
        println!("{} grams", total(&weights));
    }
}

fn main() {
    let basket = Basket {
        weights: Mutex::default(),
    };
    basket.add(180);
}
