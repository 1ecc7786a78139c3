//! Four threads read a configuration again and again, and one replaces it.

use std::sync::{Arc, RwLock};
use std::thread;

struct Config {
    version: u64,
    square: u64,
}

fn config(version: u64) -> Arc<Config> {
    let square = version * version;
    Arc::new(Config { version, square })
}

fn main() {
    let settings = RwLock::new(config(0));
    let read_to_the_end = || {
        loop {
            let now = Arc::clone(&settings.read().unwrap());
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
            *settings.write().unwrap() = config(version);
        }
    });
    println!("each of them was whole");
}
