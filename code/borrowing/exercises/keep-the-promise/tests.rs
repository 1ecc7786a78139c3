use platform::model::{Bounds, model};
use platform::sync::Arc;
use threads::spawn;

use super::given::Highest;

/// The highest of what it was told is remembered, in whatever order it came.
#[test]
fn the_highest_is_remembered() {
    model(Bounds::EXHAUSTIVE, || {
        let highest = Highest::new();
        assert_eq!(highest.get(), 0, "it begins elsewhere (left)");
        for tide in [3, 9, 4] {
            highest.tell(tide);
        }
        assert_eq!(highest.get(), 9, "the highest (left) is another");
    });
}

/// Two threads may tell it at the same time, and the lower tide doesn't replace the higher.
#[test]
fn two_threads_may_tell_it() {
    model(Bounds::EXHAUSTIVE, || {
        let highest = Arc::new(Highest::new());
        let theirs = Arc::clone(&highest);
        let other = spawn(move || theirs.tell(9));
        highest.tell(4);
        other.join().unwrap();
        assert_eq!(highest.get(), 9, "the highest (left) is another");
    });
}

/// One thread may ask while another tells.
#[test]
fn one_may_ask_while_another_tells() {
    model(Bounds::EXHAUSTIVE, || {
        let highest = Arc::new(Highest::new());
        let theirs = Arc::clone(&highest);
        let other = spawn(move || theirs.tell(9));
        let seen = highest.get();
        assert!([0, 9].contains(&seen), "{seen} was never told");
        other.join().unwrap();
    });
}
