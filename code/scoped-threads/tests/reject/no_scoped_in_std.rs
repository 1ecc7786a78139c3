use std::thread::scoped;

fn main() {
    let guard = scoped(|| println!("heading north"));
    drop(guard);
}
