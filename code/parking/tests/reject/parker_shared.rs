use std::thread;

use parking::Parker;

fn main() {
    let parker = Parker::new();
    thread::scope(|s| {
        s.spawn(|| parker.park());
        s.spawn(|| parker.park());
        parker.unparker().unpark();
    });
}
