use platform::model::{Bounds, model};
use platform::sync::Arc;

use super::given::Office;
use crate::support::{Place, Tally, Thread};

/// One worker closes the office, whichever is the last.
#[test]
fn one_worker_closes_the_office() {
    model(Bounds::preemptions(3), || {
        let office = Arc::new(Office::new(2));
        let closed = Tally::new();
        let (theirs, counted) = (Arc::clone(&office), Arc::clone(&closed));
        let other = Thread::start(move || {
            theirs.leave(|| {
                counted.add();
            });
        });
        office.leave(|| {
            closed.add();
        });
        other.join();
        let times = closed.total();
        assert_eq!(
            times, 1,
            "both have left; how often (left) the office was closed"
        );
    });
}

/// Whoever closes the office sees what the other has done in it.
#[test]
fn the_last_sees_what_the_others_did() {
    model(Bounds::preemptions(3), || {
        let shared = Arc::new((Office::new(2), [Place::new(), Place::new()]));
        let work = |shared: &(Office, [Place; 2]), me: usize| {
            let (office, desks) = shared;
            desks[me].write(7);
            office.leave(|| {
                let work = desks[1 - me].read();
                assert_eq!(work, 7, "what the last sees (left) of the other's work");
            });
        };
        let theirs = Arc::clone(&shared);
        let other = Thread::start(move || work(&theirs, 1));
        work(&shared, 0);
        other.join();
    });
}

/// A worker that isn't the last leaves without closing, and without waiting for the others.
#[test]
#[cfg(model)]
fn nobody_waits() {
    model(Bounds::EXHAUSTIVE, || {
        let office = Office::new(2);
        office.leave(|| panic!("somebody is inside, and the office is closed"));
        let closed = Tally::new();
        office.leave(|| {
            closed.add();
        });
        assert_eq!(
            closed.total(),
            1,
            "nobody is inside; how often (left) the office was closed"
        );
    });
}
