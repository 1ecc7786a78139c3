use std::sync::Condvar;
use sync::Mutex;

fn main() {
    let depth = Mutex::new(7);
    let guard = depth.lock().unwrap();
    let _guard = Condvar::new().wait(guard).unwrap();
}
