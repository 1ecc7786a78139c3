//! The figures of *Thread parking*: the executions that a model runs.
#![cfg(model)]

use mutex::Mutex;
use parking::stages::{Token, forgetful};
use parking::{Parker, Unparker};
use platform::cell::UnsafeCell;
use platform::figure::{Recorder, call, happened};
use platform::sync::Arc;
use platform::thread::{Options, start};

/// A tray for one letter, under a lock.
struct Tray {
    lock: Mutex<()>,
    letter: UnsafeCell<bool>,
}

// SAFETY: the letter is used under the lock, or the model fails.
unsafe impl Sync for Tray {}

impl Tray {
    fn new() -> Self {
        let lock = Mutex::new(());
        let letter = UnsafeCell::new(false); // nothing
        Self { lock, letter }
    }

    fn post(&self) {
        let guard = call("lock", || self.lock.lock());
        self.letter.with_mut(put);
        call("unlock", || drop(guard));
    }

    /// Whether there is one.
    fn look(&self) -> bool {
        let guard = call("lock", || self.lock.lock());
        let is_there = self.letter.with(look);
        call("unlock", || drop(guard));
        is_there
    }
}

fn put(letter: *mut bool) {
    // SAFETY: the tray is locked.
    unsafe { *letter = true };
}

fn look(letter: *const bool) -> bool {
    // SAFETY: the tray is locked.
    unsafe { *letter }
}

/// A clerk who parks when the tray is empty, and one who posts a letter and unparks the clerk. The clerk is the thread that the model
/// begins with.
fn clerk_and_post(park: impl Fn(), unpark: impl FnOnce() + Send + 'static) -> &'static str {
    let tray = Arc::new(Tray::new());
    let theirs = Arc::clone(&tray);
    let post = move || {
        theirs.post();
        unpark();
    };
    call("spawn", || start(&Options::default(), Box::new(post))).unwrap();
    let mut looks = 0;
    loop {
        looks += 1;
        if tray.look() {
            break;
        }
        park();
    }
    match (looks, happened("is woken")) {
        (1, _) => "the letter comes first",
        (2, false) => "the letter comes before the clerk is asleep",
        (2, true) => "the clerk sleeps, and is woken",
        _ => "the clerk looks more than twice",
    }
}

/// A figure of the clerk, the post, and the tray.
fn recorder(name: &'static str) -> Recorder {
    Recorder::new(name, &["clerk", "post"]).cell(
        "tray",
        "UnsafeCell::new(false); // nothing",
        "empty",
        &[("with_mut(put)", "a letter")],
    )
}

/// A clerk who has found the tray empty and then parks sorts the letter in every execution: if it comes between the look and the `park`, the
/// token is there.
#[test]
fn a_letter_that_comes_before_the_park_is_sorted() {
    let figure = recorder("token")
        .atomic(
            "token",
            "Arc::new(Token::new())",
            &[("0", "EMPTY"), ("1", "SET"), ("2", "AWAITED")],
        )
        .recorded(|| {
            let parker = Parker::new();
            let unparker: Unparker = parker.unparker().clone();
            clerk_and_post(|| parker.park(), move || unparker.unpark())
        });
    assert!(figure.outcomes.iter().all(|outcome| !outcome.stuck));
    figure.settle("token");
}

/// Where `unpark` wakes who sleeps and leaves nothing behind, a letter that comes between the look and the `park` lies there for ever, and the
/// clerk sleeps beside it.
#[test]
fn without_a_token_the_wake_up_is_lost() {
    let figure = recorder("no-token")
        .atomic("place", "AtomicU32::new(0)", &[])
        .recorded(|| {
            let place = Arc::new(forgetful::Token::new());
            let theirs = Arc::clone(&place);
            clerk_and_post(|| place.take(), move || theirs.set())
        });
    assert!(figure.outcomes.iter().any(|outcome| outcome.stuck));
    figure.settle("no-token");
}
