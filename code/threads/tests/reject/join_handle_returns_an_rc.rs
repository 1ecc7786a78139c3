use std::rc::Rc;

fn main() {
    let thread = threads::spawn(|| Rc::new(42));
    let shared = thread.join().unwrap();
    println!("{shared}");
}
