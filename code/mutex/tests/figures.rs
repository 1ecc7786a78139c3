//! The figures of the section: executions that a model runs.
#![cfg(model)]

use mutex::Mutex;
use platform::figure::{Recorder, came_before, happened, says};
use platform::model::Bounds;
use platform::sync::Arc;
use threads::spawn;

/// Whoever looks under the lock while another thread adds two apples, one after the other, sees none of them or both. It may have to wait for that,
/// and so may the other.
#[test]
fn who_looks_sees_a_whole_turn() {
    Recorder::new("exclusion", &["main", "picker"])
        .atomic(
            "lock",
            "Mutex::new(0)",
            &[("0", "FREE"), ("1", "HELD"), ("2", "AWAITED")],
        )
        .record(|| {
            let apples = Arc::new(Mutex::new(0));
            let theirs = Arc::clone(&apples);
            let picker = spawn(move || {
                let mut apples = theirs.lock();
                says("has the lock");
                *apples += 1;
                *apples += 1;
                says("has added two");
            });
            let seen = *apples.lock();
            says("has looked");
            picker.join().unwrap();
            match (seen, happened("is woken")) {
                (0, true) => "0 apples, and the picker waits",
                (0, false) => "0 apples",
                (2, true) => "2 apples, after waiting",
                (2, false) => "2 apples",
                _ => "half a turn",
            }
        });
}

/// Two threads that look under one lock and act under the next can both have seen the last seat before either takes it.
#[test]
fn two_take_the_last_seat() {
    Recorder::new("last-seat", &["main", "other"])
        .bounds(Bounds::preemptions(2))
        .record(|| {
            let seats = Arc::new(Mutex::new(1));
            let theirs = Arc::clone(&seats);
            let other = spawn(move || {
                let free = *theirs.lock() > 0;
                says("other has looked");
                if free {
                    *theirs.lock() -= 1;
                    says("other takes a seat");
                }
            });
            let free = *seats.lock() > 0;
            says("main has looked");
            if free {
                *seats.lock() -= 1;
                says("main takes a seat");
            }
            other.join().unwrap();
            let left: i32 = *seats.lock();
            if left < 0 {
                "both take it"
            } else if came_before("main has looked", "other has looked") {
                "main takes it"
            } else {
                "the other takes it"
            }
        });
}
