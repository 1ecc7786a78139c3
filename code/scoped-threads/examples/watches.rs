//! A loop of scoped threads, and their results in its order.

use std::thread;

fn main() {
    let names = ["Ada", "Bo"];

    let roster: Vec<String> = thread::scope(|s| {
        let names = &names;
        let watches: Vec<_> = (0..2)
            .map(|i| s.spawn(move || format!("watch {i}: {}", names[i])))
            .collect();
        watches.into_iter().map(|w| w.join().unwrap()).collect()
    });

    println!("{roster:?}");
}
