//! A thread that is older than `main`: code that runs before `main` has started it.

use std::fs;
use std::thread;

extern "C" fn start_a_thread() {
    thread::spawn(|| {
        loop {
            thread::park();
        }
    });
}

// SAFETY: the loader calls each pointer in this section once, with arguments that a function without parameters
// ignores, before it calls `main`.
#[unsafe(link_section = ".init_array")]
#[used]
static BEFORE_MAIN: extern "C" fn() = start_a_thread;

fn main() {
    let threads = fs::read_dir("/proc/self/task").unwrap().count();
    println!("threads: {threads}");
}
