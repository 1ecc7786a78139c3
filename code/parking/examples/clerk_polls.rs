//! The clerk without `park` and `unpark`.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;

fn main() {
    let tray = Mutex::new(VecDeque::new());
    thread::scope(|s| {
        s.spawn(|| {
            loop {
                let letter = tray.lock().unwrap().pop_front();
                match letter {
                    Some("that is all") => break,
                    Some(letter) => println!("sorted: {letter}"),
                    None => {}
                }
            }
        });
        for letter in ["a bill", "a postcard", "that is all"] {
            tray.lock().unwrap().push_back(letter);
        }
    });
}
