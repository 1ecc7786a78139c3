use std::thread;

fn main() {
    let names = ["Ada", "Bo"];

    thread::scope(|s| {
        for watch in 0..2 {
            s.spawn(|| println!("{} has watch {watch}", names[watch]));
        }
    });
}
