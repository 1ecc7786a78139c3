//! Nothing here is `mut`.

use std::cell::Cell;

/// Counts a sale, and says whether `left` has changed meanwhile.
fn sell(left: &Cell<u32>, sold: &Cell<u32>) -> bool {
    let before = left.get();
    sold.set(sold.get() + 1);
    left.get() != before
}

fn main() {
    let (left, sold) = (Cell::new(40), Cell::new(0));
    println!("changed: {}", sell(&left, &sold));
    println!("changed: {}", sell(&sold, &sold));
}
