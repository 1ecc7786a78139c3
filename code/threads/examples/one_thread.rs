//! How many threads there are when `main` begins. Linux lists them in `/proc`.

use std::fs;

fn main() {
    let threads = fs::read_dir("/proc/self/task").unwrap().count();
    println!("threads: {threads}");
}
