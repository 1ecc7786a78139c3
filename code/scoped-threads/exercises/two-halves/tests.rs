use platform::model::{Bounds, model};

use super::given::halves;
#[cfg(model)]
use crate::support::Meeting;

/// Each half is worked on, and the results come in the order of the halves.
#[test]
fn each_half_has_its_result() {
    model(Bounds::preemptions(3), || {
        let sums = halves(&[1, 2, 3, 4, 5], |half| half.iter().sum());
        assert_eq!(sums, (3, 12), "the sums (left) of [1, 2] and [3, 4, 5]");
    });
}

/// The halves are worked on at the same time: each may wait for the other.
#[test]
#[cfg(model)]
fn both_halves_at_the_same_time() {
    model(Bounds::preemptions(3), || {
        let meeting = Meeting::new();
        halves(&[0, 1], |half| meeting.come(half[0]));
    });
}

/// Nothing has two halves as well.
#[test]
fn no_items_are_no_trouble() {
    model(Bounds::preemptions(3), || {
        let lengths = halves(&[(); 0], <[()]>::len);
        assert_eq!(
            lengths,
            (0, 0),
            "the lengths (left) of two halves of nothing"
        );
    });
}
