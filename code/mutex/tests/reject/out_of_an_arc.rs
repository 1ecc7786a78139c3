use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let apples = Arc::new(Mutex::new(0));
    let theirs = Arc::clone(&apples);
    let picker = thread::spawn(move || *theirs.lock().unwrap() += 100);
    picker.join().unwrap();
    println!("{}", apples.into_inner().unwrap());
}
