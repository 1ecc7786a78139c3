use std::thread;

fn main() {
    thread::spawn(|| println!("out")).join().unwrap();
}
