use interior_mutability::{RefCell, RefMut};

fn main() {
    let seats = RefCell::new([1, 2, 3]);
    let (_front, _back) = RefMut::map_split(seats.borrow_mut(), |all| {
        (&mut all[..2], &mut all[1..])
    });
}
