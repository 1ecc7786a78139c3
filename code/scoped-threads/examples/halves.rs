//! Two threads that write, each to its own half.

use std::thread;

fn main() {
    let mut charts = [3, 1, 2, 6, 5, 4];
    let (left, right) = charts.split_at_mut(3);

    thread::scope(|s| {
        s.spawn(|| left.sort_unstable());
        s.spawn(|| right.sort_unstable());
    });

    println!("{charts:?}");
}
