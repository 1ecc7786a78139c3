use std::sync::Mutex;

fn main() {
    let weights = Mutex::new(vec![180, 165]);
    let first = weights.lock().unwrap().first();
    println!("{first:?}");
}
