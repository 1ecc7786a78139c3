use std::sync::Mutex;
use std::thread;

fn main() {
    let apples = Mutex::new(0);
    let one = thread::spawn(|| *apples.lock().unwrap() += 100);
    let other = thread::spawn(|| *apples.lock().unwrap() += 100);
    one.join().unwrap();
    other.join().unwrap();
}
