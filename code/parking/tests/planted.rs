//! Faults that the models must find: a wake-up that nothing remembers, a copy of the token in which one thing at a time is wrong, two threads
//! that wait for one token, and an unparker that keeps nothing alive.
//!
//! `traces/` holds the executions that the book shows; `SNAPSHOTS=overwrite` records them.
#![cfg(model)]

use std::time::Duration;

use parking::Parker;
use parking::stages::{Token, forgetful};
use platform::figure::happened;
use platform::model::{Bounds, Tally, both, crew, model, model_fails, settle_report};
use platform::sync::Arc;

mod bodies;

use bodies::watched;
use faulty::{Copy, Fault};

/// What a model says of two accesses that nothing orders.
const RACE: &str = "Causality violation";
/// And of threads that all sleep.
const DEADLOCK: &str = "deadlock";

// ---- Models, each of a copy with a fault ----

fn hand_over(fault: Fault) {
    let token = Copy::new(fault);
    bodies::hand_over(|| token.set(), || token.take());
}

fn set_twice(fault: Fault) {
    let token = Copy::new(fault);
    bodies::set_twice(|| token.set(), || token.take());
}

fn take_meanwhile(fault: Fault) {
    let token = Copy::new(fault);
    bodies::take_meanwhile(|| token.set(), || token.take());
}

fn give_up(fault: Fault) {
    let token = Copy::new(fault);
    bodies::give_up(|| token.set(), || token.take_for_a_moment());
}

/// The token is there, and a wait whose time is over looks for it once.
fn look_once(fault: Fault) {
    let token = Copy::new(fault);
    token.set();
    assert!(token.try_take(), "the token was left");
}

/// A wait is given up, and then the token is set and taken.
fn set_after_giving_up(fault: Fault) {
    let token = Copy::new(fault);
    token.take_for_a_moment();
    token.set();
    assert!(!happened("wake_one"), "a wake-up in vain");
    token.take();
}

/// A wait that nobody sets a token for.
fn give_up_alone(fault: Fault) {
    Copy::new(fault).take_for_a_moment();
    assert!(happened("times out"), "it returned for no reason");
}

/// Two threads write and set the token, and the owner takes the one that there is.
fn set_by_two(fault: Fault) {
    let sent = Tally::default();
    let letters = Arc::new([watched(), watched()]);
    crew(
        3,
        Copy::new(fault),
        move |thread, token| {
            if let Some(number) = thread.checked_sub(1) {
                letters[number].set(7);
                token.set();
                sent.count();
            } else {
                sent.wait_for(2);
                token.take();
                assert!(letters.iter().all(|letter| letter.get() == 7));
            }
        },
        |_| {},
    );
}

/// Without a fault the copy passes each of these.
#[test]
fn without_a_fault_the_copy_passes() {
    model(Bounds::EXHAUSTIVE, || hand_over(Fault::None));
    model(Bounds::EXHAUSTIVE, || set_twice(Fault::None));
    model(Bounds::EXHAUSTIVE, || take_meanwhile(Fault::None));
    model(Bounds::EXHAUSTIVE, || give_up(Fault::None));
    model(Bounds::EXHAUSTIVE, || look_once(Fault::None));
    model(Bounds::EXHAUSTIVE, || set_after_giving_up(Fault::None));
    model(Bounds::EXHAUSTIVE, || give_up_alone(Fault::None));
    model(Bounds::preemptions(2), || set_by_two(Fault::None));
}

/// If nothing remembers a wake-up, one that comes before the sleep is lost, and the sleeper sleeps for ever.
#[test]
fn a_wake_up_that_nothing_remembers_is_lost() {
    let report = model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        let token = forgetful::Token::new();
        both(|| token.set(), || token.take());
    });
    settle_report("forgetful", &report);
}

/// If whoever sets the token wakes nobody, the owner sleeps for ever.
#[test]
fn a_token_without_a_wake_up_loses_the_sleeper() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        hand_over(Fault::NeverWakes);
    });
}

/// If the wake-up comes before the token, the owner finds none, sleeps again, and nobody wakes it.
#[test]
fn a_wake_up_before_the_token_is_lost() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        hand_over(Fault::WakesFirst);
    });
}

/// If the owner sleeps without saying so, nobody wakes it.
#[test]
fn an_owner_that_does_not_say_that_it_sleeps_is_lost() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        hand_over(Fault::DoesNotSay);
    });
}

/// If the owner says that it sleeps by a store, it may wipe out a token, and sleeps for ever.
#[test]
fn an_owner_that_says_so_by_a_store_wipes_out_the_token() {
    let report = model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        hand_over(Fault::SaysByStore);
    });
    settle_report("says-by-store", &report);
}

/// If whoever sets the token looks whether somebody sleeps, and then sets it, in two steps, an owner that falls asleep between them is never woken.
#[test]
fn a_token_that_is_set_in_two_steps_loses_the_sleeper() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        hand_over(Fault::SetsInTwoSteps);
    });
}

/// If the owner takes the end of its sleep for the token, it goes on without what it waited for.
#[test]
fn an_owner_that_believes_its_wake_up_goes_on_too_early() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || hand_over(Fault::SleepsOnce));
}

/// And so does one that waits until a deadline: it goes on with neither.
#[test]
fn a_timed_wait_that_believes_its_wake_up_ends_for_no_reason() {
    model_fails("for no reason", Bounds::EXHAUSTIVE, || {
        give_up_alone(Fault::SleepsOnce);
    });
}

/// If the token is set by a store, what another thread published with it before is lost.
#[test]
fn a_token_set_by_a_store_publishes_for_one() {
    model_fails(RACE, Bounds::preemptions(2), || {
        set_by_two(Fault::SetsByStore);
    });
}

/// If setting the token doesn't release, the owner doesn't see what was done before.
#[test]
fn a_token_set_relaxed_publishes_nothing() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || hand_over(Fault::SetsRelaxed));
}

/// If taking the token doesn't acquire, the owner doesn't see what was done before.
#[test]
fn a_token_taken_relaxed_publishes_nothing() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || hand_over(Fault::TakesRelaxed));
}

/// If a token that is set already isn't written again, what came before the second `unpark` isn't published.
#[test]
fn an_unpark_that_leaves_a_set_token_alone_publishes_nothing() {
    let report = model_fails(RACE, Bounds::EXHAUSTIVE, || {
        set_twice(Fault::SetsOnce);
    });
    settle_report("sets-once", &report);
}

/// If the owner sees the token and takes it by a store, a second token that comes between the two is wiped out, and what it publishes lost.
#[test]
fn a_token_taken_by_a_store_takes_the_next_one_too() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || {
        take_meanwhile(Fault::TakesByStore);
    });
}

/// If a wait is given up by a store, a token that came in the last moment is wiped out, and what it publishes lost.
#[test]
fn a_wait_given_up_by_a_store_takes_a_token_unseen() {
    let report = model_fails(RACE, Bounds::EXHAUSTIVE, || {
        give_up(Fault::GivesUpByStore);
    });
    settle_report("gives-up-by-store", &report);
}

/// And so it is by a swap that doesn't acquire.
#[test]
fn a_wait_given_up_relaxed_takes_a_token_unseen() {
    model_fails(RACE, Bounds::EXHAUSTIVE, || {
        give_up(Fault::GivesUpRelaxed);
    });
}

/// If the owner takes the token by an exchange that may fail for no reason, it may leave one that is there when its time is over.
#[test]
fn a_token_taken_weakly_is_left() {
    model_fails("the token was left", Bounds::EXHAUSTIVE, || {
        look_once(Fault::TakesWeakly);
    });
}

/// If a wait is given up and the word left as it is, whoever sets the token next wakes somebody who doesn't sleep.
#[test]
fn a_wait_given_up_without_a_word_costs_a_wake_up() {
    model_fails("a wake-up in vain", Bounds::EXHAUSTIVE, || {
        set_after_giving_up(Fault::GivesUpSilently);
    });
}

// ---- The parker ----

/// Tokens don't stack: after two `unpark`s the second `park` sleeps for ever.
#[test]
fn two_unparks_are_one_token() {
    model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
        let parker = Parker::new();
        parker.unparker().unpark();
        parker.unparker().unpark();
        parker.park();
        parker.park();
    });
}

/// If two threads wait for one token, and two are set for them one after the other, one may sleep for ever, though there is a token: the
/// word has room for one sleeper.
#[test]
fn of_two_threads_that_wait_for_one_token_one_is_not_woken() {
    // A thread that is interrupted on its way to sleep would find the word changed, and look again and again.
    let report = model_fails(DEADLOCK, Bounds::preemptions(0), || {
        let (about, taken) = (Tally::default(), Tally::default());
        crew(
            3,
            Copy::new(Fault::None),
            move |thread, token| {
                if thread == 0 {
                    about.wait_for(2);
                    token.set();
                    // Not before the first is taken: tokens don't stack.
                    taken.wait_for(1);
                    token.set();
                } else {
                    about.count();
                    token.take();
                    taken.count();
                }
            },
            |_| {},
        );
    });
    settle_report("two-wait", &report);
}

/// If an unparker doesn't keep the token alive, it uses one that is gone with its parker.
#[test]
fn an_unparker_that_keeps_nothing_alive_uses_what_is_gone() {
    struct Unparker(*mut Copy);
    // SAFETY: a token may be used by all threads.
    unsafe impl Send for Unparker {}

    let report = model_fails(RACE, Bounds::EXHAUSTIVE, || {
        let token = Box::into_raw(Box::new(Copy::new(Fault::None)));
        let unparker = Unparker(token);
        both(
            move || {
                let Unparker(token) = { unparker };
                // SAFETY: wrong: the token may be gone. Its memory isn't: a use is one for the checker only.
                unsafe { &*token }.set();
            },
            move || {
                // SAFETY: it came from a box, and is dropped once.
                unsafe { std::ptr::drop_in_place(token) };
            },
        );
    });
    settle_report("keeps-nothing-alive", &report);
}

mod faulty {
    use platform::atomic::{
        AtomicU32,
        Ordering::{Acquire, Relaxed, Release},
    };
    use platform::futex;

    const EMPTY: u32 = 0;
    const SET: u32 = 1;
    const AWAITED: u32 = 2;

    /// What is wrong.
    #[derive(Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Fault {
        None,
        NeverWakes,
        WakesFirst,
        DoesNotSay,
        SaysByStore,
        SetsInTwoSteps,
        SetsByStore,
        SleepsOnce,
        SetsRelaxed,
        TakesRelaxed,
        TakesWeakly,
        SetsOnce,
        TakesByStore,
        GivesUpByStore,
        GivesUpRelaxed,
        GivesUpSilently,
    }

    /// A token.
    pub(crate) struct Copy {
        state: AtomicU32,
        fault: Fault,
    }

    impl Copy {
        pub(crate) fn new(fault: Fault) -> Self {
            Self {
                state: AtomicU32::new(EMPTY),
                fault,
            }
        }

        pub(crate) fn set(&self) {
            let word = &raw const self.state;
            let release = match self.fault {
                Fault::SetsRelaxed => Relaxed,
                _ => Release,
            };
            match self.fault {
                Fault::WakesFirst => {
                    futex::wake_one(word);
                    // ORDERING: as in the right variant.
                    self.state.swap(SET, release);
                }
                Fault::SetsInTwoSteps => {
                    // ORDERING: wrong: two steps.
                    let is_awaited = self.state.load(Relaxed) == AWAITED;
                    // ORDERING: as in the right variant.
                    self.state.swap(SET, release);
                    if is_awaited {
                        futex::wake_one(word);
                    }
                }
                Fault::SetsByStore => {
                    // ORDERING: wrong: it continues nothing that was released before.
                    self.state.store(SET, release);
                    futex::wake_one(word);
                }
                // ORDERING: wrong: if it is set already, nothing is released. Relaxed: as in the right variant.
                Fault::SetsOnce
                    if self
                        .state
                        .compare_exchange(SET, SET, Relaxed, Relaxed)
                        .is_ok() => {}
                _ => {
                    // ORDERING: as in the right variant, or wrong: it doesn't release.
                    let was = self.state.swap(SET, release);
                    if was == AWAITED && self.fault != Fault::NeverWakes {
                        futex::wake_one(word);
                    }
                }
            }
        }

        pub(crate) fn try_take(&self) -> bool {
            let acquire = match self.fault {
                Fault::TakesRelaxed => Relaxed,
                _ => Acquire,
            };
            if self.fault == Fault::TakesByStore {
                // ORDERING: as in the right variant.
                let is_set = self.state.load(acquire) == SET;
                if is_set {
                    // ORDERING: wrong: another token may have been set since.
                    self.state.store(EMPTY, Relaxed);
                }
                return is_set;
            }
            if self.fault == Fault::TakesWeakly {
                let state = &self.state;
                // ORDERING: as in the right variant. Wrong: it may fail for no reason.
                let taken = state.compare_exchange_weak(SET, EMPTY, acquire, Relaxed);
                return taken.is_ok();
            }
            // ORDERING: as in the right variant, or wrong: it doesn't acquire.
            let taken = self.state.compare_exchange(SET, EMPTY, acquire, Relaxed);
            taken.is_ok()
        }

        /// Says that the owner is about to sleep, and returns what it then sleeps on.
        fn announce(&self) -> u32 {
            match self.fault {
                Fault::DoesNotSay => return EMPTY,
                // ORDERING: wrong: the token may have been set since.
                Fault::SaysByStore => self.state.store(AWAITED, Relaxed),
                _ => {
                    // ORDERING: as in the right variant.
                    let _ = self
                        .state
                        .compare_exchange(EMPTY, AWAITED, Relaxed, Relaxed);
                }
            }
            AWAITED
        }

        pub(crate) fn take(&self) {
            if self.try_take() {
                return;
            }
            let expected = self.announce();
            while !self.try_take() {
                futex::wait(&self.state, expected);
                if self.fault == Fault::SleepsOnce {
                    return;
                }
            }
        }

        pub(crate) fn take_for_a_moment(&self) {
            // In a model it passes when it may.
            let deadline = std::time::Instant::now() + super::Duration::from_hours(1);
            if self.try_take() {
                return;
            }
            let expected = self.announce();
            while !self.try_take() {
                if !futex::wait_until(&self.state, expected, deadline) {
                    match self.fault {
                        Fault::GivesUpSilently => {}
                        // ORDERING: wrong: it takes a token without acquiring.
                        Fault::GivesUpByStore => self.state.store(EMPTY, Relaxed),
                        Fault::GivesUpRelaxed => {
                            // ORDERING: wrong: as above.
                            self.state.swap(EMPTY, Relaxed);
                        }
                        _ => {
                            // ORDERING: as in the right variant.
                            self.state.swap(EMPTY, Acquire);
                        }
                    }
                    return;
                }
                if self.fault == Fault::SleepsOnce {
                    return;
                }
            }
        }
    }
}
