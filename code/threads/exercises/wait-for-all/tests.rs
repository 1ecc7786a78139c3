use platform::model::{Bounds, model};
#[cfg(model)]
use platform::sync::Arc;

use super::given::wait_for_all;
#[cfg(model)]
use crate::support::Gate;
use crate::support::Place;

type Job = Box<dyn FnOnce() + Send>;

/// Every job is run, and has ended when `wait_for_all` returns, whichever is the last.
#[test]
fn it_waits_for_every_job() {
    model(Bounds::preemptions(2), || {
        let places = [Place::new(), Place::new()];
        let jobs = places.iter().cloned();
        wait_for_all(jobs.map(|place| move || place.leave(())).collect());
        for (number, place) in places.iter().enumerate() {
            assert!(
                place.find().is_some(),
                "`wait_for_all` has returned, and job {number} has not ended"
            );
        }
    });
}

/// The jobs run side by side: the first may wait for the last.
#[test]
#[cfg(model)]
fn a_job_may_wait_for_a_later_one() {
    model(Bounds::preemptions(2), || {
        let gate = Gate::new();
        let theirs = Arc::clone(&gate);
        let waits: Job = Box::new(move || theirs.pass());
        let opens: Job = Box::new(move || gate.open());
        wait_for_all(vec![waits, opens]);
    });
}

/// Where there is nothing to do, there is nothing to wait for.
#[test]
fn no_job_is_no_trouble() {
    model(Bounds::EXHAUSTIVE, || wait_for_all(Vec::<Job>::new()));
}
