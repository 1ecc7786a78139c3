use std::rc::Rc;
use std::thread;

fn main() {
    let chart = Rc::new("north");
    let theirs = Rc::clone(&chart);
    let thread = thread::spawn(move || println!("{theirs}"));
    println!("{chart}");
    thread.join().unwrap();
}
