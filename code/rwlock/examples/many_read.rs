//! Four threads read two numbers that belong together, and one changes both.

use std::sync::RwLock;
use std::thread;

#[derive(Default)]
struct Config {
    version: u64,
    square: u64,
}

fn main() {
    let settings = RwLock::new(Config::default());
    let read_to_the_end = || {
        loop {
            let now = settings.read().unwrap();
            assert_eq!(now.square, now.version * now.version);
            if now.version == 1_000 {
                return;
            }
        }
    };
    thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(read_to_the_end);
        }
        for version in 1..=1_000 {
            let mut now = settings.write().unwrap();
            now.version = version;
            // Others may run meanwhile, but nobody is let in.
            thread::yield_now();
            now.square = version * version;
        }
    });
    println!("each of them was whole");
}
