//! Models of the parker, of parking by a thread's handle, and of the stages on the way to them. In a model build (`RUSTFLAGS="--cfg model"`)
//! each test runs in every execution that its bounds allow; on an operating system the same body runs again and again.
//!
//! What is published is memory in the checker's view: who returns from `park` without a token, or without what came before it, reads
//! what is being written. A thread that nobody wakes is a deadlock.

use std::time::{Duration, Instant};

use parking::stages::{Token, polling, spinning, three_states, two_states, yielding};
use parking::{Parker, Unparker};
#[cfg(model)]
use platform::figure::happened;
use platform::model::{Bounds, Tally, both, model};
use platform::sync::Arc;

mod bodies;

#[cfg(model)]
use bodies::{give_up, take_meanwhile};
use bodies::{hand_over, set_twice, watched};

/// How long a wait may last. In a model the time passes at any moment; on an operating system it is short, as nobody may come.
const A_MOMENT: Duration = if cfg!(model) {
    Duration::from_hours(1)
} else {
    Duration::from_millis(1)
};

// ---- The stages ----

/// What every stage has to do.
fn stage<T: Token>() {
    let token = T::new();
    assert_eq!(hand_over(|| token.set(), || token.take()), 7);
}

/// Polling, whoever takes the token sees what came before it.
#[test]
fn polling_hands_over() {
    model(Bounds::EXHAUSTIVE, || {
        stage::<polling::Token>();
    });
}

/// With two states, whoever takes the token sees what came before it, and no wake-up is lost.
#[test]
fn two_states_hand_over() {
    model(Bounds::EXHAUSTIVE, || {
        stage::<two_states::Token>();
    });
}

/// With three states, whoever takes the token sees what came before it, and no wake-up is lost.
#[test]
fn three_states_hand_over() {
    model(Bounds::EXHAUSTIVE, || {
        stage::<three_states::Token>();
    });
}

/// With three states and a spin, whoever takes the token sees what came before it, and no wake-up is lost.
#[test]
fn spinning_hands_over() {
    model(Bounds::EXHAUSTIVE, || {
        stage::<spinning::Token>();
    });
}

/// And so it is if the spin yields.
#[test]
fn yielding_hands_over() {
    model(Bounds::EXHAUSTIVE, || {
        stage::<yielding::Token>();
    });
}

// ---- The token ----

/// `park` returns when the token is set, be that before it, while it goes to sleep, or after, and for no other reason. What came before the
/// token is done.
#[test]
fn no_wake_up_is_lost() {
    model(Bounds::EXHAUSTIVE, || {
        let parker = Parker::new();
        let unparker = parker.unparker();
        assert_eq!(hand_over(|| unparker.unpark(), || parker.park()), 7);
    });
}

/// Two threads that wake each other in turn never both sleep, and each has what the other did.
#[test]
fn two_threads_take_turns() {
    // Two rounds: exhaustive, it takes too long.
    model(Bounds::preemptions(3), || {
        let (mine, theirs, ball) = (Parker::new(), Parker::new(), watched());
        let (to_me, to_them) = (mine.unparker().clone(), theirs.unparker().clone());
        let ball = &ball;
        both(
            move || {
                for round in [1, 3] {
                    theirs.park();
                    assert_eq!(ball.get(), round);
                    ball.set(round + 1);
                    to_me.unpark();
                }
            },
            || {
                for round in [0, 2] {
                    assert_eq!(ball.get(), round);
                    ball.set(round + 1);
                    to_them.unpark();
                    mine.park();
                }
            },
        );
    });
}

/// A token that is set publishes once more if it is set again: `park` takes what came before the last `unpark`, too.
#[test]
fn a_second_unpark_publishes() {
    model(Bounds::EXHAUSTIVE, || {
        let parker = Parker::new();
        let unparker = parker.unparker();
        assert_eq!(set_twice(|| unparker.unpark(), || parker.park()), 7);
    });
}

/// And so it is while `park` takes the token: if the second `unpark` comes before that, it is taken, too.
#[cfg(model)]
#[test]
fn a_second_unpark_meanwhile_publishes() {
    model(Bounds::EXHAUSTIVE, || {
        let parker = Parker::new();
        let unparker = parker.unparker();
        let read = take_meanwhile(|| unparker.unpark(), || parker.park());
        assert!(read.is_none_or(|letter| letter == 7));
    });
}

/// One token of several threads publishes what all of them did.
#[test]
fn one_token_publishes_for_all_who_set_it() {
    // Three threads: exhaustive, it takes too long.
    model(Bounds::preemptions(3), || {
        let (parker, sent) = (Parker::new(), Tally::default());
        let letters = Arc::new([watched(), watched()]);
        for number in 0..2 {
            let unparker = parker.unparker().clone();
            let (letters, sent) = (Arc::clone(&letters), sent.clone());
            let _detached = threads::spawn(move || {
                letters[number].set(7);
                unparker.unpark();
                sent.count();
            });
        }
        sent.wait_for(2);
        parker.park();
        assert!(letters.iter().all(|letter| letter.get() == 7));
    });
}

/// Two threads may unpark at once, and the parker wakes up.
#[test]
fn one_of_two_who_unpark_wakes() {
    // Three threads: exhaustive, it takes too long.
    model(Bounds::preemptions(3), || {
        let parker = Parker::new();
        for _ in 0..2 {
            let unparker = parker.unparker().clone();
            let _detached = threads::spawn(move || unparker.unpark());
        }
        parker.park();
    });
}

/// A token that is there, and one that nobody waits for, costs no system call.
#[cfg(model)]
#[test]
fn where_nobody_waits_nobody_calls_the_kernel() {
    model(Bounds::EXHAUSTIVE, || {
        let parker = Parker::new();
        for _ in 0..2 {
            parker.unparker().unpark();
            parker.unparker().unpark();
            parker.park();
            parker.unparker().unpark();
            parker.park_timeout(A_MOMENT);
        }
        assert!(!happened("wake_one"), "a wake-up");
        assert!(!happened("waits"), "a wait");
    });
}

// ---- Giving up ----

/// Without a token `park_timeout` and `park_deadline` return when the time has come.
#[test]
fn a_park_with_a_timeout_gives_up() {
    model(Bounds::EXHAUSTIVE, || {
        let parker = Parker::new();
        parker.park_timeout(A_MOMENT);
        parker.park_deadline(Instant::now() + A_MOMENT);
    });
}

/// A deadline that has passed puts nobody to sleep, and a time of nothing doesn't either.
#[cfg(model)]
#[test]
fn a_deadline_that_has_passed_puts_nobody_to_sleep() {
    model(Bounds::EXHAUSTIVE, || {
        let parker = Parker::new();
        parker.park_deadline(Instant::now());
        parker.park_timeout(Duration::ZERO);
        assert!(!happened("waits"), "a wait");
    });
}

/// After a wait that was given up the parker is as good as new: the next token wakes it.
#[test]
fn a_parker_that_gave_up_is_woken_by_the_next_token() {
    model(Bounds::EXHAUSTIVE, || {
        let (parker, gave_up) = (Parker::new(), Tally::default());
        let unparker = parker.unparker();
        both(
            || {
                gave_up.wait_for(1);
                unparker.unpark();
            },
            || {
                parker.park_timeout(A_MOMENT);
                gave_up.count();
                parker.park();
            },
        );
    });
}

/// A token that comes as a wait is given up is taken with it or left for the next: that one doesn't sleep for ever if there is another token,
/// and it sees what came before that.
#[test]
fn a_token_at_the_deadline_is_taken_or_left() {
    model(Bounds::EXHAUSTIVE, || {
        let (parker, letter, gave_up) = (Parker::new(), watched(), Tally::default());
        let unparker = parker.unparker();
        both(
            || {
                unparker.unpark();
                gave_up.wait_for(1);
                letter.set(7);
                unparker.unpark();
                gave_up.count();
            },
            || {
                parker.park_timeout(A_MOMENT);
                gave_up.count();
                gave_up.wait_for(2);
                parker.park();
                assert_eq!(letter.get(), 7);
            },
        );
    });
}

/// If a token is taken at the deadline, what came before it is done.
#[cfg(model)]
#[test]
fn what_is_taken_at_the_deadline_is_published() {
    model(Bounds::EXHAUSTIVE, || {
        let parker = Parker::new();
        let unparker = parker.unparker();
        let read = give_up(|| unparker.unpark(), || parker.park_timeout(A_MOMENT));
        assert!(read.is_none_or(|letter| letter == 7));
    });
}

/// A token that is there is taken though the deadline has passed, in every execution: the exchange that takes it doesn't fail for no reason.
#[cfg(model)]
#[test]
fn a_token_is_taken_though_the_deadline_has_passed() {
    model(Bounds::EXHAUSTIVE, || {
        let parker = Parker::new();
        parker.unparker().unpark();
        parker.park_deadline(Instant::now());
        parker.park_timeout(A_MOMENT);
        assert!(happened("times out"), "the token was left");
    });
}

/// A wait with a deadline doesn't end because a sleep has: it ends with the token, or when the deadline has passed.
#[cfg(model)]
#[test]
fn a_timed_park_does_not_end_for_no_reason() {
    model(Bounds::EXHAUSTIVE, || {
        Parker::new().park_timeout(A_MOMENT);
        assert!(happened("times out"), "it returned for no reason");
    });
}

/// After a wait that was given up nobody is woken in vain.
#[cfg(model)]
#[test]
fn after_giving_up_nobody_is_woken() {
    model(Bounds::EXHAUSTIVE, || {
        let parker = Parker::new();
        parker.park_timeout(A_MOMENT);
        assert!(happened("times out"), "no timeout");
        parker.unparker().unpark();
        assert!(!happened("wake_one"), "a wake-up");
        parker.park();
    });
}

/// A time that is longer than the clock can show ends with the token only.
#[test]
fn a_time_too_long_has_no_end() {
    model(Bounds::EXHAUSTIVE, || {
        let parker = Parker::new();
        let unparker = parker.unparker();
        let read = hand_over(|| unparker.unpark(), || parker.park_timeout(Duration::MAX));
        assert_eq!(read, 7);
    });
}

// ---- Who frees the token ----

/// Parker and unparker may go in any order, and whoever is last frees the token.
#[test]
fn the_last_side_frees_the_token() {
    model(Bounds::EXHAUSTIVE, || {
        let parker = Parker::new();
        let unparker = parker.unparker().clone();
        both(
            move || {
                unparker.unpark();
                drop(unparker);
            },
            move || {
                parker.park();
                drop(parker);
            },
        );
    });
}

/// An unparker may be used when the parker is gone.
#[test]
fn a_parker_that_is_gone_can_be_unparked() {
    model(Bounds::EXHAUSTIVE, || {
        let parker = Parker::new();
        let unparker = parker.unparker().clone();
        both(
            move || unparker.unpark(),
            move || {
                parker.park_timeout(A_MOMENT);
                drop(parker);
            },
        );
    });
}

/// A parker and an unparker that go through pointers are freed once, and still one token.
#[test]
fn both_sides_go_through_pointers() {
    struct Sent(*const ());
    // SAFETY: an unparker may be sent, and this is one.
    unsafe impl Send for Sent {}

    model(Bounds::EXHAUSTIVE, || {
        let parker = Parker::new();
        let sent = Sent(Unparker::into_raw(parker.unparker().clone()));
        let raw = Parker::into_raw(parker);
        both(
            move || {
                let Sent(raw) = { sent };
                // SAFETY: it is that of `into_raw`, and used once.
                unsafe { Unparker::from_raw(raw) }.unpark();
            },
            // SAFETY: as above.
            || unsafe { Parker::from_raw(raw) }.park(),
        );
    });
}

// ---- Threads ----

/// A thread is unparked by the handle that `JoinHandle::thread` gives, and sees what came before.
#[test]
fn a_thread_is_unparked_by_its_join_handle() {
    // Three words and two threads: exhaustive, it takes too long.
    model(Bounds::preemptions(3), || {
        let letter = Arc::new(watched());
        let theirs = Arc::clone(&letter);
        let thread = threads::spawn(move || {
            parking::park();
            theirs.get()
        });
        letter.set(7);
        thread.thread().unpark();
        assert_eq!(thread.join().unwrap(), 7);
    });
}

/// A thread gives its own handle away, by `current`, and is unparked by it.
#[test]
fn a_thread_is_unparked_by_a_handle_that_it_gave() {
    model(Bounds::preemptions(3), || {
        let me = parking::current();
        assert_eq!(hand_over(|| me.unpark(), parking::park), 7);
    });
}

/// Each thread has a token of its own: that of one wakes no other.
#[test]
fn each_thread_has_its_own_token() {
    model(Bounds::preemptions(2), || {
        let (me, letter) = (parking::current(), watched());
        both(
            || {
                parking::current().unpark();
                parking::park();
                letter.set(7);
                me.unpark();
            },
            || {
                parking::park();
                assert_eq!(letter.get(), 7);
            },
        );
    });
}

/// A thread may be unparked while it ends, and when it has ended.
#[test]
fn a_thread_that_has_ended_can_be_unparked() {
    model(Bounds::preemptions(3), || {
        let thread = threads::spawn(|| parking::park_timeout(A_MOMENT));
        let handle = thread.thread().clone();
        handle.unpark();
        thread.join().unwrap();
        handle.unpark();
    });
}

/// A scope's thread is unparked by its handle.
#[test]
fn a_scoped_thread_is_unparked_by_its_handle() {
    model(Bounds::preemptions(2), || {
        let letter = watched();
        let letter = &letter;
        scoped_threads::scope(|s| {
            let thread = s.spawn(move || {
                parking::park();
                letter.get()
            });
            letter.set(7);
            thread.thread().unpark();
            assert_eq!(thread.join().unwrap(), 7);
        });
    });
}
