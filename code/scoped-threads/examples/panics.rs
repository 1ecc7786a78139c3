//! A panic that is joined, and one that is not.

use std::thread;

fn main() {
    let crew = ["Ada", "Bo"];

    thread::scope(|s| {
        let watch = s.spawn(|| -> u32 { panic!("{} is ill", crew[0]) });
        if watch.join().is_err() {
            println!("{} takes the watch", crew[1]);
        }
    });
    println!("the scope was left");

    thread::scope(|s| {
        s.spawn(|| panic!("{} is ill, too", crew[1]));
    });
    println!("Bo's watch is over");
}
