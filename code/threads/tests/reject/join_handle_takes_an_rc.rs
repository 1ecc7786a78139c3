use std::rc::Rc;

fn main() {
    let shared = Rc::new(42);
    let thread = threads::spawn(move || println!("{shared}"));
    thread.join().unwrap();
}
