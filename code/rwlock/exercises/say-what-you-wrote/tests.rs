use std::cell::Cell;

use platform::model::{Bounds, model};
use platform::sync::Arc;
use rwlock::RwLock;
use threads::spawn;

use super::given::add;

/// The entry is added, and the log is reported once, with the entry in it.
#[test]
fn the_log_is_reported() {
    model(Bounds::EXHAUSTIVE, || {
        let log = RwLock::new(vec![1, 2]);
        let reported = Cell::new(0);
        add(&log, 3, |log| {
            reported.set(reported.get() + 1);
            assert_eq!(log, [1, 2, 3], "what is reported (left)");
        });
        assert_eq!(reported.get(), 1, "reports (left)");
        assert_eq!(log.into_inner(), [1, 2, 3], "the log (left)");
    });
}

/// While the log is reported, others may read it.
#[test]
fn others_may_read_meanwhile() {
    model(Bounds::EXHAUSTIVE, || {
        let log = RwLock::new(vec![]);
        add(&log, 1, |_| {
            assert!(log.try_read().is_some(), "nobody can read the log");
        });
    });
}

/// Whoever reports finds their own entry last, though another thread adds one at the same time.
#[test]
fn ones_own_entry_is_the_last() {
    model(Bounds::preemptions(3), || {
        let log = Arc::new(RwLock::new(vec![]));
        let add_to = |log: &RwLock<Vec<u32>>, entry| {
            add(log, entry, |log| {
                assert_eq!(log.last(), Some(&entry), "the last entry (left)");
            });
        };
        let theirs = Arc::clone(&log);
        let other = spawn(move || add_to(&theirs, 1));
        add_to(&log, 2);
        other.join().unwrap();
        assert_eq!(log.read().len(), 2, "entries (left)");
    });
}
