use std::rc::Rc;
use std::sync::Mutex;
use std::thread;

fn main() {
    let apples = Mutex::new(Rc::new(100));
    thread::scope(|s| {
        s.spawn(|| println!("{}", apples.lock().unwrap()));
    });
}
