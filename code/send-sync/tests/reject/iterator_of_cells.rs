use std::cell::Cell;
use std::thread;

fn main() {
    let cells = [Cell::new(0)];
    let theirs = cells.iter();
    thread::scope(|s| {
        s.spawn(move || theirs.for_each(|cell| cell.set(1)));
        cells.iter().for_each(|cell| cell.set(2));
    });
}
