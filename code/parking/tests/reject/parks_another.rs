use std::thread;

fn main() {
    let clerk = thread::spawn(|| println!("sorted: a bill"));
    clerk.thread().park();
    clerk.join().unwrap();
}
