//! The figures of the section: executions that a model runs.
#![cfg(model)]

use mutex::stages::{RawLock, three_states};
use mutex::{Mutex, RawMutex};
use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::figure::{Recorder, call, came_before, happened, says};
use platform::model::Bounds;
use platform::sync::Arc;
use platform::thread::{Options, start};

// ---- The section page ----

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

// ---- Build it ----

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
