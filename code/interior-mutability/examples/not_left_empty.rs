//! Whatever can fail is done before the list is out.

use std::cell::Cell;
use std::num::ParseIntError;

/// Adds a price to the list, which is in cents.
fn add(prices: &Cell<Vec<u32>>, price: &str) -> Result<(), ParseIntError> {
    let price = price.parse()?;
    let mut list = prices.take();
    list.push(price);
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
