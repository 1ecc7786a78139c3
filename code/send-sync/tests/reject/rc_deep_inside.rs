use std::rc::Rc;
use std::thread;

struct Chart {
    _coast: Rc<str>,
}

struct Voyage {
    _charts: Vec<Chart>,
}

fn main() {
    let voyage = Voyage { _charts: Vec::new() };
    thread::spawn(move || drop(voyage)).join().unwrap();
}
