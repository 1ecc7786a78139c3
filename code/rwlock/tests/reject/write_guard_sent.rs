use std::sync::RwLock;
use std::thread;

fn main() {
    let depth = RwLock::new(7);
    let mut writer = depth.write().unwrap();
    thread::scope(|s| {
        s.spawn(move || *writer += 1);
    });
}
