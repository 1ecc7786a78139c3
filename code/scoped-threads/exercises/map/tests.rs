use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use platform::model::{Bounds, model};

use super::given::map;
#[cfg(model)]
use crate::support::Meeting;
use crate::support::Place;

/// The results come in the order of the items.
#[test]
fn results_are_in_order() {
    model(Bounds::preemptions(2), || {
        let results = map(&[1, 2], |number| number * 10);
        assert_eq!(results, [10, 20], "the results (left) for 1 and 2");
    });
}

/// The items are worked on at the same time.
#[test]
#[cfg(model)]
fn all_items_at_the_same_time() {
    model(Bounds::preemptions(1), || {
        let meeting = Meeting::new();
        map(&[0, 1], |&number| meeting.come(number));
    });
}

/// A panic goes on with its own payload, and the other thread is done by then.
#[test]
fn a_panic_goes_on() {
    model(Bounds::preemptions(2), || {
        let place = Place::new();
        let result = catch_unwind(AssertUnwindSafe(|| {
            map(&["no wind", "wind"], |&item| match item {
                // As `panic!` does, but without a message.
                "no wind" => resume_unwind(Box::new(item)),
                _ => place.leave(()),
            })
        }));
        let payload = result.expect_err("`map` has returned, although `f` panicked");
        assert_eq!(
            payload.downcast_ref(),
            Some(&"no wind"),
            "the payload (left) of the panic"
        );
        assert!(
            place.find().is_some(),
            "`map` has ended, and a thread has not"
        );
    });
}

/// Where there is nothing to map, nothing comes of it.
#[test]
fn no_items_are_no_trouble() {
    model(Bounds::EXHAUSTIVE, || {
        assert_eq!(map(&[(); 0], |()| ()), [(); 0], "the results of nothing");
    });
}
