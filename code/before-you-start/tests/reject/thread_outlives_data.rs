use std::thread;

fn main() {
    let visits = vec!["north", "south"];
    thread::spawn(|| println!("{visits:?}"));
}
