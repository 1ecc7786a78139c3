use platform::model::{Bounds, model};
use platform::sync::Arc;
use threads::spawn;

use super::given::Store;

/// Apples are moved, if there are enough of them; also from a crate to itself.
#[test]
fn apples_are_moved() {
    model(Bounds::EXHAUSTIVE, || {
        let store = Store::new(&[3, 4]);
        let moved = [
            store.shift(0, 1, 2),
            store.shift(0, 1, 2),
            store.shift(1, 1, 6),
        ];
        assert_eq!(moved, [true, false, true], "what `shift` returned (left)");
        assert_eq!(store.count(), [1, 6], "what is in the crates (left)");
    });
}

/// Whoever counts while apples are moved sees all of them.
#[test]
fn whoever_counts_sees_all() {
    model(Bounds::EXHAUSTIVE, || {
        let store = Arc::new(Store::new(&[3, 4]));
        let theirs = Arc::clone(&store);
        let other = spawn(move || theirs.shift(0, 1, 2));
        let seen: u32 = store.count().iter().sum();
        assert_eq!(seen, 7, "so many apples (left) were seen");
        other.join().unwrap();
    });
}

/// Of two that want the same apples, one gets them.
#[test]
fn nobody_moves_what_is_not_there() {
    model(Bounds::EXHAUSTIVE, || {
        let store = Arc::new(Store::new(&[3, 0]));
        let theirs = Arc::clone(&store);
        let other = spawn(move || theirs.shift(0, 1, 2));
        let mine = store.shift(0, 1, 2);
        let other = other.join().unwrap();
        assert!(mine != other, "both or neither have moved them");
        assert_eq!(store.count(), [1, 2], "what is in the crates (left)");
    });
}

/// Two that move apples in opposite directions both end.
#[test]
fn opposite_ways_end() {
    model(Bounds::EXHAUSTIVE, || {
        let store = Arc::new(Store::new(&[3, 4]));
        let theirs = Arc::clone(&store);
        let other = spawn(move || theirs.shift(0, 1, 2));
        store.shift(1, 0, 1);
        other.join().unwrap();
        assert_eq!(store.count(), [2, 5], "what is in the crates (left)");
    });
}
