//! The figures of the section: executions that a model runs.
#![cfg(model)]

use mutex::stages::{RawLock, three_states};
use platform::figure::{Recorder, came_before, happened, says};
use platform::model::Bounds;
use platform::sync::Arc;
use platform::thread::{Options, start};

/// The names of the three states.
const STATES: &[(&str, &str)] = &[("0", "FREE"), ("1", "HELD"), ("2", "AWAITED")];

fn lock_and_unlock(lock: &impl RawLock) {
    lock.lock();
    says("in");
    // SAFETY: it was taken above.
    unsafe { lock.unlock() };
}

/// Runs it on two threads.
fn two<L: RawLock + 'static>() {
    let lock = Arc::new(L::new());
    let theirs = Arc::clone(&lock);
    let main = move || lock_and_unlock(&*theirs);
    start(&Options::default(), Box::new(main)).expect("a thread");
    lock_and_unlock(&*lock);
}

/// A thread that finds the lock held writes `AWAITED` and sleeps. The holder finds that when it releases the lock, and wakes it. If
/// nobody waits, nobody calls the kernel.
#[test]
fn who_waits_says_so_and_is_woken() {
    Recorder::new("three-states", &["main", "other"])
        .atomic("state", "AtomicU32::new(FREE)", STATES)
        .record(|| {
            two::<three_states::Lock>();
            if happened("is woken") {
                "one sleeps, and is woken"
            } else if happened("waits") || happened("doesn't wait") {
                "one is about to sleep"
            } else {
                "nobody waits"
            }
        });
}

/// A thread that has released the lock and comes back takes it before the one that it has woken.
#[test]
fn a_newcomer_overtakes_a_sleeper() {
    let figure = Recorder::new("overtaken", &["main", "other"])
        .bounds(Bounds::preemptions(2))
        .atomic("state", "AtomicU32::new(FREE)", STATES)
        .recorded(|| {
            let lock = Arc::new(three_states::Lock::new());
            let theirs = Arc::clone(&lock);
            lock.lock();
            let main = move || {
                theirs.lock();
                says("other is in");
                // SAFETY: it was taken above.
                unsafe { theirs.unlock() };
            };
            start(&Options::default(), Box::new(main)).expect("a thread");
            // SAFETY: it was taken before the other thread was started.
            unsafe { lock.unlock() };
            says("main comes back");
            lock.lock();
            says("main is in again");
            // SAFETY: it was taken above.
            unsafe { lock.unlock() };
            if !came_before("waits", "main comes back") {
                "nobody was asleep yet"
            } else if came_before("main is in again", "other is in") {
                "the sleeper is overtaken"
            } else {
                "the sleeper is first"
            }
        });
    let overtaken = figure
        .outcomes
        .iter()
        .find(|outcome| outcome.name == "the sleeper is overtaken");
    assert!(overtaken.is_some(), "the sleeper is always first");
    figure.settle("overtaken");
}
