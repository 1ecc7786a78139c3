//! A thread that needs more stack than it has.

use std::hint::black_box;
use std::io;
use std::thread::Builder;

fn dig(depth: u64) -> u64 {
    let sand = black_box([depth; 128]);
    if depth == 0 {
        0
    } else {
        dig(depth - 1) + sand[0]
    }
}

fn main() -> io::Result<()> {
    let digger = Builder::new()
        .name("digger".into())
        .spawn(|| dig(1_000_000))?;
    match digger.join() {
        Ok(sum) => println!("{sum}"),
        Err(_) => println!("the digger panicked"),
    }
    Ok(())
}
