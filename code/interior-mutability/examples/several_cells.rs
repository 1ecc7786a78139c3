//! One exclusive reference becomes many shared ones that can be written.

use std::cell::Cell;

fn main() {
    let mut rows = [12, 7, 9];
    let cells = Cell::from_mut(&mut rows[..]).as_slice_of_cells();
    for pair in cells.windows(2) {
        // Everyone moves up into what is free in the row before.
        pair[0].set(pair[0].get() + pair[1].get());
        pair[1].set(0);
    }
    println!("{rows:?}");
}
