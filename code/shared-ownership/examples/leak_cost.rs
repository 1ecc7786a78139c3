//! What leaking costs: the memory, for good.

#[path = "../tests/allocations/mod.rs"]
mod allocations;

use allocations::count;

// ANCHOR: main
fn main() {
    println!("to begin with");
    let before = count().bytes;

    drop(Box::new([0_u8; 1000]));
    println!("dropped: {} bytes more", count().bytes - before);

    let _: &'static [u8; 1000] = Box::leak(Box::new([0; 1000]));
    println!("leaked once: {} bytes more", count().bytes - before);

    for _ in 0..9 {
        Box::leak(Box::new([0_u8; 1000]));
    }
    println!("ten times: {} bytes more", count().bytes - before);
}
// ANCHOR_END: main
