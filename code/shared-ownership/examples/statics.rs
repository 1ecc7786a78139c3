//! Two threads read one static.

use std::thread;

static DEPTHS: [u32; 3] = [12, 9, 14];

fn main() {
    let shallowest = thread::spawn(|| DEPTHS.iter().min());
    let deepest = thread::spawn(|| DEPTHS.iter().max());

    let shallowest = shallowest.join().unwrap().unwrap();
    let deepest = deepest.join().unwrap().unwrap();
    println!("between {shallowest} and {deepest} m");
}
