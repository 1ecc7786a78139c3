use std::rc::Rc;
use std::thread;

fn main() {
    let chart = Rc::new([54, 10]);

    thread::scope(|s| {
        s.spawn(|| println!("{chart:?}"));
    });
}
