use interior_mutability::{Ref, RefCell};

fn main() {
    let names = RefCell::new(vec!["Ada"]);
    let mut kept = None;
    let guard = Ref::map(names.borrow(), |names| {
        kept = Some(&names[0]);
        names
    });
    drop(guard);
    println!("{kept:?}");
}
