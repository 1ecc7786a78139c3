use platform::model::{Bounds, model};
use platform::sync::Arc;
use threads::spawn;

use super::given::Shelf;

/// What was put is taken.
#[test]
fn what_was_put_is_taken() {
    model(Bounds::EXHAUSTIVE, || {
        let shelf = Shelf::new();
        shelf.put(7);
        assert_eq!(shelf.take(), 7, "what was taken (left)");
        shelf.put(8);
        assert_eq!(shelf.take(), 8, "what was taken (left)");
    });
}

/// A cook puts two plates there, and a guest takes them, in this order.
#[test]
fn a_cook_and_a_guest() {
    model(Bounds::preemptions(2), || {
        let shelf = Arc::new(Shelf::new());
        let theirs = Arc::clone(&shelf);
        let guest = spawn(move || [theirs.take(), theirs.take()]);
        shelf.put(1);
        shelf.put(2);
        assert_eq!(guest.join().unwrap(), [1, 2], "the plates (left)");
    });
}

/// A cook puts two plates there, and each of two guests gets one.
#[test]
fn a_cook_and_two_guests() {
    model(Bounds::preemptions(2), || {
        let shelf = Arc::new(Shelf::new());
        let guests = [(); 2].map(|()| {
            let shelf = Arc::clone(&shelf);
            spawn(move || shelf.take())
        });
        shelf.put(1);
        shelf.put(2);
        let plates: u32 = guests.into_iter().map(|g| g.join().unwrap()).sum();
        assert_eq!(plates, 3, "the sum of the plates (left)");
    });
}

/// Each of two cooks puts a plate there, and a guest takes both.
#[test]
fn two_cooks_and_a_guest() {
    model(Bounds::preemptions(1), || {
        let shelf = Arc::new(Shelf::new());
        let cooks = [1, 2].map(|plate| {
            let shelf = Arc::clone(&shelf);
            spawn(move || shelf.put(plate))
        });
        let plates = shelf.take() + shelf.take();
        assert_eq!(plates, 3, "the sum of the plates (left)");
        for cook in cooks {
            cook.join().unwrap();
        }
    });
}
