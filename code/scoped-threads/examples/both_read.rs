//! Two threads that read one vector, which is the function's own.

use std::thread;

fn main() {
    let mut depths = vec![12, 7, 31];
    depths.push(4);
    let mut deepest = 0;

    thread::scope(|s| {
        s.spawn(|| println!("{} soundings", depths.len()));
        s.spawn(|| deepest = *depths.iter().max().unwrap());
    });

    println!("the deepest is {deepest}");
}
