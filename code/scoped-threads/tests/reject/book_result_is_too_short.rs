use std::cell::Cell;

fn main() {
    scoped_threads::scope(|s| {
        let depth = 12;
        let thread = s.spawn(|| Cell::new(None));
        thread.join().unwrap().set(Some(&depth));
    });
}
