use platform::model::{Bounds, model};
#[cfg(model)]
use platform::sync::Arc;

use super::given::in_order;
#[cfg(model)]
use crate::support::Gate;

type Job = Box<dyn FnOnce() -> String + Send>;

/// The results are in the order of the jobs, in every order in which the threads may end.
#[test]
fn results_are_in_the_order_of_the_jobs() {
    model(Bounds::preemptions(2), || {
        let jobs = ["first", "second"].map(|name| move || name.to_owned());
        assert_eq!(
            in_order(jobs.into()),
            ["first", "second"],
            "the results (left) are not those of the jobs, in their order (right)"
        );
    });
}

/// The first job may end last, because it waits for the second: its result is still the first.
#[test]
#[cfg(model)]
fn the_first_may_end_last() {
    model(Bounds::preemptions(2), || {
        let gate = Gate::new();
        let theirs = Arc::clone(&gate);
        let waits: Job = Box::new(move || {
            theirs.pass();
            "first".to_owned()
        });
        let opens: Job = Box::new(move || {
            gate.open();
            "second".to_owned()
        });
        assert_eq!(
            in_order(vec![waits, opens]),
            ["first", "second"],
            "the results (left) are not those of the jobs, in their order (right)"
        );
    });
}

/// No jobs have no results.
#[test]
fn no_jobs_have_no_results() {
    model(Bounds::EXHAUSTIVE, || {
        assert_eq!(in_order(Vec::<Job>::new()), [""; 0]);
    });
}
