use std::sync::RwLock;
use std::thread;

fn main() {
    let depth = RwLock::new(7);
    let reader = depth.read().unwrap();
    thread::scope(|s| {
        s.spawn(move || println!("{reader}"));
    });
}
