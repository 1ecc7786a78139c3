use std::sync::Arc;
use std::thread;

fn main() {
    let ships = Arc::new(["Aurora", "Borea"]);
    let ships = Arc::clone(&ships);
    let lookout = thread::spawn(move || ships.len());
    lookout.join().unwrap();
    println!("{}", ships[0]);
}
