//! A thread that the system can't start.

use std::thread::Builder;

fn main() {
    let exbibyte = 1 << 60;
    match Builder::new().stack_size(exbibyte).spawn(|| ()) {
        Ok(_) => println!("started"),
        Err(error) => println!("not started: {error}"),
    }
}
