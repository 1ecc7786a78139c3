use std::rc::Rc;
use std::thread;

struct Order {
    number: u32,
    customer: Rc<str>,
}

fn main() {
    let order = Order { number: 7, customer: Rc::from("the museum") };
    thread::spawn(move || println!("{}: {}", order.number, order.customer));
}
