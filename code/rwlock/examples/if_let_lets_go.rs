//! The berth of a ship: the one that it has, or a new one.

use std::sync::RwLock;

// ANCHOR: berth_of
fn berth_of(ship: &'static str, berths: &RwLock<Vec<&'static str>>) -> usize {
    if let Some(at) = berths.read().unwrap().iter().position(|&s| s == ship) {
        at
    } else {
        let mut berths = berths.write().unwrap();
        berths.push(ship);
        berths.len() - 1
    }
}
// ANCHOR_END: berth_of

fn main() {
    let berths = RwLock::new(vec!["Vega"]);
    println!("Vega: {}", berth_of("Vega", &berths));
    println!("Lyra: {}", berth_of("Lyra", &berths));
}
