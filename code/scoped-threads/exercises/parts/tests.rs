use platform::model::{Bounds, model};

use super::given::for_each_part;
#[cfg(model)]
use crate::support::Meeting;

/// Every part is written to, the last and shorter one too, and each under its own number.
#[test]
fn every_part_has_its_number() {
    model(Bounds::preemptions(2), || {
        let mut items = [0; 5];
        for_each_part(&mut items, 2, |number, part| part.fill(number + 1));
        assert_eq!(items, [1, 1, 2, 2, 3], "five items (left) in parts of two");
    });
}

/// The parts are written to at the same time.
#[test]
#[cfg(model)]
fn all_parts_at_the_same_time() {
    model(Bounds::preemptions(1), || {
        let meeting = Meeting::new();
        for_each_part(&mut [0; 2], 1, |number, _| meeting.come(number));
    });
}

/// Nothing has no parts.
#[test]
fn no_items_are_no_trouble() {
    model(Bounds::EXHAUSTIVE, || {
        for_each_part(&mut [(); 0], 3, |_, _| panic!("nothing has no parts"));
    });
}
