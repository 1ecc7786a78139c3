use std::rc::Rc;
use std::thread;

struct Order {
    number: u32,
    customer: Rc<str>,
}

fn ship(order: Order) {
    println!("{}: {}", order.number, order.customer);
}

fn main() {
    let order = Order { number: 7, customer: Rc::from("museum") };
    thread::spawn(move || ship(order));
}
