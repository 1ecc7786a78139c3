use mutex::{Mutex, MutexGuard};

fn main() {
    let words = Mutex::new(vec!["sleep", "wake"]);
    let mut guard = words.lock();
    let first = &guard[0];
    MutexGuard::unlocked(&mut guard, || words.lock().clear());
    println!("{first}");
}
