use platform::model::{Bounds, model};
use platform::sync::Arc;
use threads::spawn;

use super::given::Pair;

/// What was written is read, each number in its place.
#[test]
fn what_was_written_is_read() {
    model(Bounds::EXHAUSTIVE, || {
        let pair = Pair::new(1, u32::MAX);
        assert_eq!(
            pair.load(),
            (1, u32::MAX),
            "the pair (left) is not the first"
        );
        pair.store(u32::MAX, 2);
        assert_eq!(
            pair.load(),
            (u32::MAX, 2),
            "the pair (left) is not the last"
        );
    });
}

/// Who reads while another writes reads the old pair or the new one.
#[test]
fn no_pair_is_torn() {
    model(Bounds::EXHAUSTIVE, || {
        let pair = Arc::new(Pair::new(1, 1));
        let theirs = Arc::clone(&pair);
        let writer = spawn(move || theirs.store(2, 2));
        let (first, second) = pair.load();
        assert_eq!(first, second, "the pair is torn");
        writer.join().unwrap();
        assert_eq!(pair.load(), (2, 2), "the pair (left) is not the last");
    });
}

/// So it is when two positions are written, one after the other.
#[test]
fn no_pair_is_torn_by_two_writes() {
    model(Bounds::EXHAUSTIVE, || {
        let pair = Arc::new(Pair::new(1, 1));
        let theirs = Arc::clone(&pair);
        let writer = spawn(move || {
            theirs.store(1, 2);
            theirs.store(2, 1);
        });
        let read = pair.load();
        let written = [(1, 1), (1, 2), (2, 1)];
        assert!(
            written.contains(&read),
            "the pair {read:?} was never written"
        );
        writer.join().unwrap();
    });
}
