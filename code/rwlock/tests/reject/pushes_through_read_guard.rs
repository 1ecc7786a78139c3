use std::sync::RwLock;

fn main() {
    let tides = RwLock::new(vec![3, 1, 4]);
    tides.read().unwrap().push(1);
}
