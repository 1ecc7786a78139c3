//! A thread that is older than `main`.

use std::fs;
use std::thread;

extern "C" fn start_a_thread() {
    thread::spawn(|| {
        loop {
            thread::park();
        }
    });
}

// SAFETY: the loader calls each function in this section once before `main`,
// with arguments that a function without parameters ignores.
#[unsafe(link_section = ".init_array")]
#[used]
static BEFORE_MAIN: extern "C" fn() = start_a_thread;

fn main() {
    let threads = fs::read_dir("/proc/self/task").unwrap().count();
    println!("threads: {threads}");
}
