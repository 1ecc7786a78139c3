//! A clerk parks while the tray is empty, and is unparked for each letter.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;

fn main() {
    let tray = Mutex::new(VecDeque::new());
    thread::scope(|s| {
        let clerk = s.spawn(|| {
            loop {
                let letter = tray.lock().unwrap().pop_front();
                match letter {
                    Some("that is all") => break,
                    Some(letter) => println!("sorted: {letter}"),
                    None => thread::park(),
                }
            }
        });
        for letter in ["a bill", "a postcard", "that is all"] {
            tray.lock().unwrap().push_back(letter);
            clerk.thread().unpark();
        }
    });
}
