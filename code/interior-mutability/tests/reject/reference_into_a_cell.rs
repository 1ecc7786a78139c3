use std::cell::Cell;

fn main() {
    let sold = Cell::new(40);
    let inside: &u32 = &*sold;
    sold.set(41);
    println!("{inside}");
}
