//! Prints to both streams and panics.

fn main() {
    println!("hello");
    eprintln!("world");
    panic!("that was all");
}
