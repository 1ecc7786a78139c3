use std::cell::Cell;

fn main() {
    let names = Cell::new(vec!["Ada"]);
    println!("{}", names.get().len());
}
