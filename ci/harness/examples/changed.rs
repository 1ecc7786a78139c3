//! Prints something other than what is recorded.

fn main() {
    println!("new");
}
