//! A line that can't be finished: it waits for a thread that waits for it.

#![expect(clippy::print_in_format_impl, reason = "the mistake")]

use std::fmt::{Display, Formatter, Result};
use std::thread;

struct Berth;

impl Display for Berth {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let asked = thread::spawn(|| {
            println!("(the harbour master looks it up)");
            7
        });
        write!(f, "{}", asked.join().unwrap())
    }
}

fn main() {
    println!("Where is Aurora?");
    println!("Aurora lies at berth {Berth}.");
}
