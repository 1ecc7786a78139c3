//! The figures of the section: executions that a model runs.
#![cfg(model)]

use mutex::{Mutex, RawMutex};
use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::figure::{Recorder, call, came_before, happened, says};
use platform::model::Bounds;
use platform::sync::Arc;
use platform::thread::{Options, start};

/// Whoever looks under the lock while another thread adds two apples, one after the other, sees none of them or both. If it comes between the two, it
/// waits.
#[test]
fn who_looks_sees_a_whole_turn() {
    struct Shared {
        lock: RawMutex,
        apples: AtomicU32,
    }
    Recorder::new("exclusion", &["main", "picker"]).record(|| {
        let shared = Arc::new(Shared {
            lock: RawMutex::new(),
            apples: AtomicU32::new(0),
        });
        let theirs = Arc::clone(&shared);
        let picks = move || {
            call("lock", || theirs.lock.lock());
            // ORDERING: Relaxed: the lock puts them in order.
            theirs.apples.fetch_add(1, Relaxed);
            says("adds one");
            theirs.apples.fetch_add(1, Relaxed);
            says("adds another");
            // SAFETY: it was taken above.
            call("unlock", || unsafe { theirs.lock.unlock() });
        };
        start(&Options::default(), Box::new(picks)).expect("a thread");
        says("wants to look");
        call("lock", || shared.lock.lock());
        // ORDERING: Relaxed, as above.
        let seen = shared.apples.load(Relaxed);
        says("looks");
        // SAFETY: it was taken above.
        call("unlock", || unsafe { shared.lock.unlock() });
        let halfway = came_before("adds one", "wants to look")
            && came_before("wants to look", "adds another");
        match (seen, halfway) {
            (0, false) => "it sees 0",
            (2, false) => "it sees 2",
            (2, true) => "it comes between, waits, and sees 2",
            _ => "it sees half a turn",
        }
    });
}

/// Two threads that look under one lock and act under the next can both have seen the last seat before either takes it.
#[test]
fn two_take_the_last_seat() {
    fn take_a_seat(seats: &Mutex<i32>, looked: &'static str, took: &'static str) {
        let free = *seats.lock() > 0;
        says(looked);
        if free {
            *seats.lock() -= 1;
            says(took);
        }
    }
    Recorder::new("last-seat", &["main", "other"])
        .bounds(Bounds::preemptions(2))
        .record(|| {
            let seats = Arc::new(Mutex::new(1));
            let theirs = Arc::clone(&seats);
            let other = move || take_a_seat(&theirs, "other has looked", "other takes a seat");
            start(&Options::default(), Box::new(other)).expect("a thread");
            take_a_seat(&seats, "main has looked", "main takes a seat");
            if happened("main takes a seat") && came_before("other has looked", "main takes a seat")
            {
                "both have seen it free"
            } else {
                "one is too late"
            }
        });
}
