//! Threads that answer through their handles.

use std::thread;

fn main() {
    let depths = [12, 7, 31, 4];
    let (near, far) = depths.split_at(2);

    let (least, most) = thread::scope(|s| {
        let least = s.spawn(|| near.iter().min());
        let most = s.spawn(|| far.iter().max());
        (least.join().unwrap(), most.join().unwrap())
    });

    println!("from {least:?} to {most:?}");
}
