use std::sync::RwLock;

fn main() {
    let depth = RwLock::new(7);
    let reader = depth.read().unwrap();
    *reader = 8;
}
