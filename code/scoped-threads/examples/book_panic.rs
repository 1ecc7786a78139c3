//! The book's scope panics where it was called.

fn main() {
    scoped_threads::scope(|s| {
        s.spawn(|| panic!("the mast is broken"));
    });
}
