//! Two threads use a value that nobody owns any more.

use std::thread;

fn main() {
    let mut depths: Vec<u32> = (1..=3).map(|n| n * n).collect();
    depths.push(7);
    let depths: &'static [u32] = Box::leak(depths.into_boxed_slice());

    let shallowest = thread::spawn(move || depths.iter().min());
    let deepest = thread::spawn(move || depths.iter().max());

    let shallowest = shallowest.join().unwrap().unwrap();
    let deepest = deepest.join().unwrap().unwrap();
    println!("between {shallowest} and {deepest} m");
}
