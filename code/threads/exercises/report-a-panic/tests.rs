use std::any::Any;
use std::panic::resume_unwind;

use platform::model::{Bounds, model};

use super::given::{NO_MESSAGE, outcomes};
use crate::support::Place;

type Job = Box<dyn FnOnce() -> u32 + Send>;

/// A job that panics. `panic!` would print a message besides; the threads that unwind are the same.
fn panics(payload: impl Any + Send) -> Job {
    Box::new(move || resume_unwind(Box::new(payload)))
}

/// The outcome of one job.
fn outcome(job: Job) -> Result<u32, String> {
    outcomes(vec![job])
        .pop()
        .expect("`outcomes` has said nothing of the only job")
}

/// What a job returns is its outcome.
#[test]
fn a_result_is_reported() {
    model(Bounds::EXHAUSTIVE, || {
        assert_eq!(
            outcome(Box::new(|| 7)),
            Ok(7),
            "the outcome (left) of a job that returns 7"
        );
    });
}

/// The message of a panic is reported, if it was a literal, as in `panic!("no wind")`.
#[test]
fn a_literal_message_is_reported() {
    model(Bounds::EXHAUSTIVE, || {
        let said = Err("no wind".to_owned());
        assert_eq!(
            outcome(panics("no wind")),
            said,
            "the outcome (left) of a panic with a literal message"
        );
    });
}

/// The message of a panic is reported, if it was formatted, as in `panic!("{ships} ships")`.
#[test]
fn a_formatted_message_is_reported() {
    model(Bounds::EXHAUSTIVE, || {
        let said = Err("3 ships".to_owned());
        let message = format!("{} ships", 3);
        assert_eq!(
            outcome(panics(message)),
            said,
            "the outcome (left) of a panic with a formatted message"
        );
    });
}

/// A panic may carry anything, as in `panic_any(7)`.
#[test]
fn a_panic_may_have_no_message() {
    model(Bounds::EXHAUSTIVE, || {
        let said = Err(NO_MESSAGE.to_owned());
        assert_eq!(
            outcome(panics(7_u32)),
            said,
            "the outcome (left) of a panic that carries a number"
        );
    });
}

/// The job after one that panics is run to its end, and its result reported.
#[test]
fn the_others_are_unharmed() {
    model(Bounds::preemptions(2), || {
        let place = Place::new();
        let theirs = platform::sync::Arc::clone(&place);
        let leaves: Job = Box::new(move || {
            theirs.leave(());
            8
        });
        let all = outcomes(vec![panics("no wind"), leaves]);
        assert_eq!(
            all,
            [Err("no wind".to_owned()), Ok(8)],
            "the outcomes (left) of a job that panics and one that returns 8"
        );
        assert!(
            place.find().is_some(),
            "`outcomes` has returned, and the second job has not ended"
        );
    });
}
