//! The figures of the section.
#![cfg(model)]

use borrowing::account::two_steps::withdraw;
use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::figure::{Recorder, call};
use platform::sync::Arc;
use threads::spawn;

/// Of two withdrawals that look first and then take, both may find enough, although there is enough only once.
#[test]
fn both_find_enough() {
    Recorder::new("check-then-act", &["main", "other"])
        .atomic(
            "balance",
            "AtomicU32::new(100)",
            &[("4294967236", "-60"), ("-80", "-60")],
        )
        .record(|| {
            let balance = Arc::new(AtomicU32::new(100));
            let theirs = Arc::clone(&balance);
            let other = call("spawn", || spawn(move || withdraw(&theirs, 80)));
            let ours = withdraw(&balance, 80);
            let theirs = call("join", || other.join()).unwrap();
            match (ours, theirs) {
                (true, true) => "both withdraw",
                _ => "one withdraws",
            }
        });
}

/// A pair that is written and read in two steps can be read half old and half new, even if each step is atomic.
#[test]
fn a_pair_is_torn() {
    Recorder::new("torn", &["reader", "writer"])
        .atomic("first", "AtomicU32::new(0); // first", &[])
        .atomic("second", "AtomicU32::new(0); // second", &[])
        .record(|| {
            let first = AtomicU32::new(0); // first
            let second = AtomicU32::new(0); // second
            let pair = Arc::new((first, second));
            let theirs = Arc::clone(&pair);
            let writer = call("spawn", || {
                spawn(move || {
                    let (first, second) = &*theirs;
                    // ORDERING: Relaxed: no ordering makes one step of two.
                    first.store(1, Relaxed);
                    second.store(1, Relaxed);
                })
            });
            let (first, second) = &*pair;
            // ORDERING: as above.
            let read = (first.load(Relaxed), second.load(Relaxed));
            call("join", || writer.join()).unwrap();
            match read {
                (0, 0) => "the old pair",
                (1, 1) => "the new pair",
                (1, 0) => "1 and 0: torn",
                _ => "0 and 1: torn",
            }
        });
}
