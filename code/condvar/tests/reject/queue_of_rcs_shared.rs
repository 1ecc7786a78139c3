use std::rc::Rc;

use condvar::BoundedQueue;

fn main() {
    let berths = BoundedQueue::new(2);
    std::thread::scope(|s| {
        s.spawn(|| berths.push(Rc::new("Vega")));
        println!("{}", berths.pop());
    });
}
