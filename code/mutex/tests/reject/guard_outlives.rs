use std::sync::Mutex;

fn main() {
    let guard;
    {
        let apples = Mutex::new(100);
        guard = apples.lock().unwrap();
    }
    println!("{guard}");
}
