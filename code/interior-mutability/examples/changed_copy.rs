//! `get` gives a copy. Changing it changes the copy.

use std::cell::Cell;

fn main() {
    let sold = Cell::new([0; 3]);
    sold.get()[1] += 1;
    println!("{:?}", sold.get());

    let rows = sold.as_array_of_cells();
    rows[1].update(|row| row + 1);
    println!("{:?}", sold.get());
}
