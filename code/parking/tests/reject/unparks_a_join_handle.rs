use std::thread;

fn main() {
    let clerk = thread::spawn(thread::park);
    clerk.unpark();
    clerk.join().unwrap();
}
