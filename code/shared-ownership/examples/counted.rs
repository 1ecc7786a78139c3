//! What making and cloning an `Rc` allocates.

#[path = "../tests/allocations/mod.rs"]
mod allocations;

use std::rc::Rc;

use allocations::count;

// ANCHOR: main
struct Chart(&'static str);

impl Drop for Chart {
    fn drop(&mut self) {
        println!("the chart of {} is dropped", self.0);
    }
}

fn main() {
    let allocations = || count().allocations;
    let start = allocations();
    let mine = Rc::new(Chart("the bay"));
    let made = allocations();
    let theirs = Rc::clone(&mine);
    let cloned = allocations();

    println!("made: {}, cloned: {}", made - start, cloned - made);
    println!("one chart: {}", Rc::ptr_eq(&mine, &theirs));
    drop(mine);
    println!("{} owner is left", Rc::strong_count(&theirs));
    drop(theirs);
    println!("the end");
}
// ANCHOR_END: main
