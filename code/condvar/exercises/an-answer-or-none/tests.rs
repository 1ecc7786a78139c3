use platform::model::{Bounds, catch, model, unwind};
use threads::spawn;

use super::given::{Giver, pair};

/// Unwinds, and drops it by that.
fn unwind_with(_: Giver) -> ! {
    unwind()
}

/// An answer that is there already is returned.
#[test]
fn an_answer_is_kept() {
    model(Bounds::EXHAUSTIVE, || {
        let (giver, waiter) = pair();
        giver.give(7);
        assert_eq!(waiter.wait(), Some(7), "the answer (left)");
    });
}

/// An answer that another thread gives arrives.
#[test]
fn an_answer_arrives() {
    model(Bounds::preemptions(3), || {
        let (giver, waiter) = pair();
        let other = spawn(move || giver.give(7));
        assert_eq!(waiter.wait(), Some(7), "the answer (left)");
        other.join().unwrap();
    });
}

/// Who waits for an answer that won't come is told so.
#[test]
fn no_answer_is_an_answer() {
    model(Bounds::preemptions(3), || {
        let (giver, waiter) = pair();
        let other = spawn(move || drop(giver));
        assert_eq!(waiter.wait(), None, "the answer (left)");
        other.join().unwrap();
    });
}

/// Whoever waits is told so if the other thread panics, too.
#[test]
fn a_panic_is_no_answer() {
    model(Bounds::preemptions(3), || {
        let (giver, waiter) = pair();
        let other = spawn(move || catch(|| unwind_with(giver)));
        assert_eq!(waiter.wait(), None, "the answer (left)");
        other.join().unwrap();
    });
}
