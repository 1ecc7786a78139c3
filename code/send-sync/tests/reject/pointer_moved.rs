use std::thread;

fn main() {
    let mut depth = 7;
    let pointer = &raw mut depth;
    thread::scope(|s| {
        s.spawn(move || println!("{pointer:p}"));
    });
}
