//! A line that is torn by the thread that prints it.

#![expect(clippy::print_in_format_impl, reason = "the mistake")]

use std::fmt::{Display, Formatter, Result};

struct Berth(u8);

impl Display for Berth {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        println!("(asking the harbour master)");
        write!(f, "{}", self.0)
    }
}

fn main() {
    println!("Aurora lies at berth {}.", Berth(7));
}
