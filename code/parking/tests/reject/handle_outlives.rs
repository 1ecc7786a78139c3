use std::thread;

fn main() {
    let clerk = thread::spawn(thread::park);
    let bell = clerk.thread();
    let sorted = thread::spawn(move || clerk.join());
    bell.unpark();
    sorted.join().unwrap().unwrap();
}
