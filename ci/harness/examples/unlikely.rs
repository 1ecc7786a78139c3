//! Prints what its recorded runs do not allow.

fn main() {
    println!("heads");
}
