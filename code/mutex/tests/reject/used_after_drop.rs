use std::sync::Mutex;

fn main() {
    let apples = Mutex::new(100);
    let mut guard = apples.lock().unwrap();
    *guard += 1;
    drop(guard);
    *guard += 1;
}
