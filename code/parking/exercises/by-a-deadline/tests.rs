use std::time::{Duration, Instant};

use parking::current;
use platform::atomic::{AtomicBool, Ordering::Release};
use platform::model::{Bounds, model};
use platform::sync::Arc;
use threads::spawn;

use super::given::wait_until;

/// Has another thread set a flag at any moment, and waits for it.
fn wait_for_another() {
    let flag = Arc::new(AtomicBool::new(false));
    let theirs = Arc::clone(&flag);
    let waiter = current();
    let other = spawn(move || {
        // ORDERING: Release, for the load in `wait_until`.
        theirs.store(true, Release);
        waiter.unpark();
    });
    let tomorrow = Instant::now() + Duration::from_hours(24);
    let is_set = wait_until(&flag, tomorrow);
    assert!(is_set, "the flag was not waited for");
    other.join().unwrap();
}

/// If the flag is set before the deadline, it says yes.
#[test]
fn it_waits_until_the_flag_is_set() {
    model(Bounds::preemptions(2), || {
        wait_for_another();
    });
}

/// A token that is left over, or meant for something else, doesn't end the wait.
#[test]
fn another_token_is_no_flag() {
    model(Bounds::preemptions(2), || {
        current().unpark();
        wait_for_another();
    });
}

/// With the deadline over, it says no and doesn't wait.
#[test]
fn a_deadline_that_is_over_is_not_waited_for() {
    model(Bounds::preemptions(2), || {
        let flag = AtomicBool::new(false);
        let is_set = wait_until(&flag, Instant::now());
        assert!(!is_set, "nobody has set the flag");
    });
}

/// With the deadline over and the flag set, it says yes.
#[test]
fn a_flag_that_is_set_counts_after_the_deadline() {
    model(Bounds::preemptions(2), || {
        let flag = AtomicBool::new(true);
        let is_set = wait_until(&flag, Instant::now());
        assert!(is_set, "the flag was set, and it says no");
    });
}

/// It doesn't say no before the deadline.
#[test]
fn it_does_not_give_up_early() {
    model(Bounds::preemptions(2), || {
        let flag = AtomicBool::new(false);
        // In a model a time may pass at any moment, and there is no other to wait for.
        let time = if cfg!(model) { 0 } else { 2 };
        let deadline = Instant::now() + Duration::from_millis(time);
        current().unpark();
        let is_set = wait_until(&flag, deadline);
        assert!(!is_set, "nobody has set the flag");
        assert!(
            Instant::now() >= deadline,
            "it has given up before the deadline"
        );
    });
}
