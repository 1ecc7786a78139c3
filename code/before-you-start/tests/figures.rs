//! The figure of the front matter.
#![cfg(not(model))]

use std::cell::RefCell;
use std::fs;

mod explored;

/// Two threads that each read a counter and then write what they read plus one have six orders, those that the example
/// `orders` prints. In four of them both read before either writes, and one visit is lost.
#[test]
fn two_visits_have_six_orders() {
    let orders = RefCell::new(Vec::new());
    let explored = explored::two_visits(|order| orders.borrow_mut().push(order));
    let printed = fs::read_to_string("examples/orders.out").expect("what `orders` printed");
    assert_eq!(orders.take(), printed.lines().collect::<Vec<_>>());
    explored.figure().settle("lost-update");
}
