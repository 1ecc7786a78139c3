//! A method that locks calls another that does.

use std::sync::Mutex;

struct Basket {
    weights: Mutex<Vec<u32>>,
}

impl Basket {
    fn total(&self) -> u32 {
        self.weights.lock().unwrap().iter().sum()
    }

    fn add(&self, weight: u32) {
        let mut weights = self.weights.lock().unwrap();
        weights.push(weight);
        println!("{} apples", weights.len());
        println!("{} grams", self.total());
    }
}

fn main() {
    let basket = Basket {
        weights: Mutex::default(),
    };
    basket.add(180);
}
