//! Look, and put something there if there is nothing.

use std::sync::Mutex;

fn main() {
    let weights = Mutex::new(Vec::new());
    if let Some(first) = weights.lock().unwrap().first() {
        println!("{first} grams");
    } else {
        println!("nothing yet");
        weights.lock().unwrap().push(180);
    }
    println!("{:?}", weights.lock().unwrap());
}
