use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use super::given::Lent;

/// A narrowed guard lends the part, to be changed.
#[test]
fn the_part_can_be_changed() {
    let (mut pair, borrowed) = ((1, "one"), Cell::new(false));
    let mut part = Lent::map(Lent::new(&mut pair, &borrowed), |pair| &mut pair.1);
    *part.value() = "two";
    drop(part);
    assert_eq!(pair, (1, "two"), "the pair (left) was not changed");
}

/// The flag is up from the first guard to the end of the last, and not a moment less.
#[test]
fn the_flag_is_up_all_the_time() {
    let (mut pair, borrowed) = (((1, 2), 3), Cell::new(false));
    let guard = Lent::new(&mut pair, &borrowed);
    let part = Lent::map(guard, |pair| {
        assert!(borrowed.get(), "the flag is down while it is narrowed");
        &mut pair.0
    });
    assert!(borrowed.get(), "the flag is down, and there is a guard");
    let part = Lent::map(part, |pair| &mut pair.1);
    assert!(borrowed.get(), "the flag is down, and there is a guard");
    drop(part);
    assert!(!borrowed.get(), "the flag is up, and there is no guard");
}

/// When the closure panics, there is no guard.
#[test]
fn a_panic_takes_the_flag_down() {
    let (mut number, borrowed) = (1, Cell::new(false));
    let guard = Lent::new(&mut number, &borrowed);
    let called = Cell::new(false);
    let narrowed = catch_unwind(AssertUnwindSafe(|| {
        Lent::map(guard, |_| -> &mut i32 {
            called.set(true);
            resume_unwind(Box::new(()))
        })
    }));
    assert!(narrowed.is_err() && called.get());
    assert!(!borrowed.get(), "the flag is up, and there is no guard");
}
