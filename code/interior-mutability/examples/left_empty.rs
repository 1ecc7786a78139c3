//! A list that is out of its cell when something fails.

use std::cell::Cell;
use std::num::ParseIntError;

/// Adds a price to the list, which is in cents.
fn add(prices: &Cell<Vec<u32>>, price: &str) -> Result<(), ParseIntError> {
    let mut list = prices.take();
    list.push(price.parse()?);
    prices.set(list);
    Ok(())
}

fn main() {
    let prices = Cell::new(vec![1200]);
    for price in ["1500", "free", "900"] {
        println!("{price}: {:?}", add(&prices, price).is_ok());
    }
    println!("{:?}", prices.into_inner());
}
