use std::cell::Cell;
use std::panic::catch_unwind;

fn main() {
    let holds = [Cell::new(6), Cell::new(0)];
    let result = catch_unwind(|| {
        holds[0].update(|crates| crates - 5);
        panic!("the crane lifts four");
    });
    println!("{result:?} {holds:?}");
}
