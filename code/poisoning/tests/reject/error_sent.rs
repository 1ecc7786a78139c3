use std::sync::Mutex;
use std::thread;

static DEPTH: Mutex<u32> = Mutex::new(7);

fn main() {
    if let Err(error) = DEPTH.lock() {
        let report = thread::spawn(move || println!("{error}"));
        report.join().unwrap();
    }
}
