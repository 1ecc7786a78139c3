//! The statements that the pages of *Thread parking* make.
#![cfg(not(model))]

use std::thread;
use std::time::Duration;

use harness::{command, hangs, run, stuck, watchdog};
use static_assertions::assert_impl_all;

/// Only Linux is asked which thread sleeps.
#[cfg(target_os = "linux")]
mod asleep;

/// Far longer than any of these takes.
const LIMIT: Duration = Duration::from_mins(1);

// ---- The token ----

/// An `unpark` before the `park` is not lost: the `park` returns at once, be it std's, the book's or a `Parker`'s.
#[test]
fn an_unpark_before_the_park_is_not_lost() {
    let returned = watchdog(LIMIT, || {
        let mut returned = Vec::new();
        thread::current().unpark();
        thread::park();
        returned.push("std's");
        parking::current().unpark();
        parking::park();
        returned.push("the book's");
        let parker = parking::Parker::new();
        parker.unparker().unpark();
        parker.park();
        returned.push("a `Parker`'s");
        returned
    });
    assert_eq!(returned, ["std's", "the book's", "a `Parker`'s"]);
}

/// Two `unpark`s leave one token: of the two `park`s that follow, the second sleeps.
#[test]
fn tokens_do_not_stack() {
    let shown = stuck(command("tokens"));
    assert_eq!(shown, "one unpark, one park\ntwo unparks, one park\n");
    hangs("tokens");
}

/// `JoinHandle::thread`, `ScopedJoinHandle::thread` and, in the thread itself, `thread::current` lead to the same thread. Std's and the
/// book's.
#[test]
fn a_handle_comes_from_the_join_handle_or_from_current() {
    let spawned = thread::spawn(|| thread::current().id());
    let id = spawned.thread().id();
    assert_eq!(spawned.join().unwrap(), id);
    thread::scope(|s| {
        let spawned = s.spawn(|| thread::current().id());
        let id = spawned.thread().id();
        assert_eq!(spawned.join().unwrap(), id);
    });
    let spawned = threads::spawn(|| parking::current().id());
    let id = spawned.thread().id();
    assert_eq!(spawned.join().unwrap(), id);
}

/// A handle can be cloned, sent and shared, so whoever has one can wake the thread.
#[test]
fn a_handle_can_be_cloned_and_sent() {
    assert_impl_all!(thread::Thread: Clone, Send, Sync);
    assert_impl_all!(parking::Thread: Clone, Send, Sync);
    assert_impl_all!(parking::Unparker: Clone, Send, Sync);
}

/// To unpark a thread that has ended does no harm, and the handle still says its name. Std's and the book's.
#[test]
fn to_unpark_who_has_ended_does_nothing() {
    let clerk = thread::Builder::new().name("clerk".to_owned());
    let clerk = clerk.spawn(|| ()).unwrap();
    let handle = clerk.thread().clone();
    clerk.join().unwrap();
    handle.unpark();
    assert_eq!(handle.name(), Some("clerk"));

    let clerk = threads::spawn(|| ());
    let handle = clerk.thread().clone();
    clerk.join().unwrap();
    handle.unpark();
    assert_eq!(handle.name(), None);
}

// ---- A clerk and a tray ----

/// A consumer that parks when the queue is empty, and a producer that unparks it after each letter: all letters are sorted, in their order.
#[test]
fn a_clerk_who_parks_sorts_all_letters() {
    assert_eq!(run("clerk"), "sorted: a bill\nsorted: a postcard\n");
}

/// Without `park` and `unpark` the program does the same.
#[test]
fn it_is_as_right_without_park() {
    assert_eq!(run("clerk_polls"), run("clerk"));
}

/// Who polls looks in vain as often as one waits for, here 100,000 times for one letter; who parks looks in vain once.
#[test]
fn who_parks_looks_in_vain_once() {
    assert_eq!(run("looks"), "polling: 100000\nparking: 1\n");
}

/// An `unpark` that comes when `park` has returned and the queue isn't yet emptied leaves a token, which costs one needless round: the next
/// `park` returns at once, nothing is found, and the `park` after that sleeps.
#[test]
fn an_unpark_before_the_emptying_costs_one_round() {
    assert_eq!(
        run("needless"),
        "round 1: []\n\
         round 2: [\"a bill\", \"a postcard\"]\n\
         round 3: []\n\
         round 4: []\n\
         round 5: [\"that is all\"]\n"
    );
}

// ---- Hazards ----

/// A token may be left over from before, and then `park` returns though nothing has come since. Who looks again is none the worse for it.
#[test]
fn a_token_may_be_left_over() {
    let shown = run("stale");
    assert!(shown.starts_with("a bill\n"), "{shown}");
    assert!(shown.contains("somebody has woken us"), "{shown}");
    assert!(shown.ends_with("exit status: 101\n"), "{shown}");
    assert_eq!(run("stale_mended"), "a bill\na postcard\n");
}

/// Who parks once for each letter sleeps while a letter lies there, if two came before the first `park`.
#[test]
fn a_park_for_each_letter_leaves_one() {
    hangs("park_for_each");
}

/// Who unparks first and posts afterwards may wake the other too early, and then never again.
#[test]
fn who_unparks_before_posting_wakes_too_early() {
    hangs("unparks_first");
}

/// What is called between the look and the `park` may take the token. It can't take that of a `Parker` which it doesn't know.
#[test]
fn what_comes_between_may_take_the_token() {
    hangs("stolen");
    assert_eq!(run("own_token"), "no news yet\nnews\n");
}

/// On Linux, std's `thread::scope` parks the thread that calls it, and takes a token that was meant for something else.
#[test]
#[cfg(target_os = "linux")]
fn a_scope_takes_its_owners_token() {
    use asleep::{Std, Token, sleeps};

    watchdog(LIMIT, || {
        let scope_in_between = |token: &Std| {
            token.unpark();
            let owner = harness::Task::current();
            thread::scope(|s| {
                s.spawn(|| {
                    while !owner.is_asleep() {
                        thread::yield_now();
                    }
                });
            });
        };
        assert!(sleeps(scope_in_between, Token::park));
        assert!(!sleeps(|token: &Std| token.unpark(), Token::park));
    });
}

/// On Linux, std's `thread::scope` leaves its owner a token, if its last thread ends before the owner waits for it.
#[test]
#[cfg(target_os = "linux")]
fn a_scope_leaves_its_owner_a_token() {
    use asleep::{Std, Token, sleeps};

    watchdog(LIMIT, || {
        let scope_before = |_: &Std| {
            thread::scope(|s| s.spawn(|| ()).join().unwrap());
        };
        assert!(!sleeps(scope_before, Token::park));
    });
}

/// Who parks with the lock held keeps everybody from posting, and so is never woken.
#[test]
fn who_parks_under_the_lock_is_never_woken() {
    hangs("parks_locked");
}

/// If the thread that was to wake another panics before, the other sleeps for ever. A destructor wakes it in either case.
#[test]
fn a_panic_wakes_nobody_unless_a_destructor_does() {
    hangs("panics");
    let shown = run("wakes_when_dropped");
    assert!(shown.ends_with("it is over: []\n"), "{shown}");
}

// ---- More than one who waits ----

/// With two consumers that are woken in turn, one sleeps while there is something to do, because the other, who is busy, has been woken for it.
#[test]
fn the_one_who_is_woken_may_be_busy() {
    let shown = stuck(command("in_turn"));
    assert_eq!(shown, "sorted: a bill\n");
    hangs("in_turn");
}

/// If all are woken for each letter, the one who is free comes, too.
#[test]
fn to_wake_all_is_enough() {
    assert_eq!(run("wake_all"), "sorted: a bill\nboth have signed\n");
}

// ---- Until a deadline ----

/// `park_timeout` returns before its time if there is a token, and doesn't say why it has returned.
#[test]
fn park_timeout_may_return_before_its_time() {
    assert_eq!(run("until_early"), "None\na day is over: false\n");
}

/// A `park_timeout` that sleeps is woken by an `unpark`, long before its time: std's, the book's two and `crossbeam`'s.
#[test]
#[cfg(target_os = "linux")]
fn a_park_with_a_timeout_is_woken() {
    use asleep::{Book, Std, Token, sleeps};

    fn is_woken<T: Token>() {
        let timeout = Duration::from_hours(1);
        assert!(sleeps::<T>(|_| (), |token| token.park_timeout(timeout)));
    }

    watchdog(LIMIT, || {
        is_woken::<Std>();
        is_woken::<Book>();
        is_woken::<parking::Parker>();
        is_woken::<crossbeam_utils::sync::Parker>();
    });
}

/// Who computes what is left of the time, and looks again, neither returns too early because of a token nor overlooks what has come.
#[test]
fn a_deadline_is_kept_by_looking_again() {
    assert_eq!(
        run("until"),
        "None\nnot before time: true\nSome(\"a bill\")\n"
    );
}
