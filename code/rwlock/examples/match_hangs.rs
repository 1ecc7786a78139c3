//! The berth of a ship: the one that it has, or a new one.
#![expect(clippy::single_match_else, reason = "this is about a `match`")]

use std::sync::RwLock;

// ANCHOR: berth_of
fn berth_of(ship: &'static str, berths: &RwLock<Vec<&'static str>>) -> usize {
    match berths.read().unwrap().iter().position(|&s| s == ship) {
        Some(berth) => berth,
        None => {
            let mut berths = berths.write().unwrap();
            berths.push(ship);
            berths.len() - 1
        }
    }
}
// ANCHOR_END: berth_of

fn main() {
    let berths = RwLock::new(vec!["Vega"]);
    println!("Vega: {}", berth_of("Vega", &berths));
    println!("Lyra: {}", berth_of("Lyra", &berths));
}
