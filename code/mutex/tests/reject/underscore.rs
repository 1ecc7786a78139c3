use std::sync::Mutex;

fn main() {
    let apples = Mutex::new(vec![180]);
    let _ = apples.lock().unwrap();
    println!("nobody else is here");
}
