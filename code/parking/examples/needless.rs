//! A letter that comes before the tray is emptied costs a needless look.

use std::mem;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Barrier, Mutex};
use std::thread;

fn main() {
    let tray = Mutex::new(Vec::new());
    let rounds = AtomicUsize::new(0);
    let (woken, posted) = (Barrier::new(2), Barrier::new(2));
    thread::scope(|s| {
        // ANCHOR: clerk
        let clerk = s.spawn(|| {
            let mut lines = Vec::new();
            loop {
                let round = rounds.load(Relaxed) + 1;
                if round == 2 {
                    // Between the return of `park` and the emptying.
                    woken.wait();
                    posted.wait();
                }
                let letters = mem::take(&mut *tray.lock().unwrap());
                lines.push(format!("round {round}: {letters:?}"));
                rounds.store(round, Relaxed);
                if letters.contains(&"that is all") {
                    break;
                }
                if letters.is_empty() {
                    thread::park();
                }
            }
            println!("{}", lines.join("\n"));
        });
        // ANCHOR_END: clerk
        let post = |letter| {
            tray.lock().unwrap().push(letter);
            clerk.thread().unpark();
        };
        let wait_for = |round| {
            while rounds.load(Relaxed) < round {
                thread::yield_now();
            }
        };
        // ANCHOR: post
        wait_for(1);
        post("a bill");
        woken.wait();
        post("a postcard");
        posted.wait();
        wait_for(4);
        post("that is all");
        // ANCHOR_END: post
    });
}
