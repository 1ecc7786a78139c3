//! Sleeping on a word until another thread says that it has changed.
//!
//! `wait` compares and falls asleep in one step: a thread that changes the word and then wakes finds
//! the sleeper, or the sleeper finds the change. Nothing else is promised: a wait may return early,
//! for no reason, so it stands in a loop; and it orders no memory, so what it waited for is read again
//! with the ordering that its use needs.

use std::time::Instant;

use crate::atomic::AtomicU32;

// Tested on Linux too, where nothing else uses it.
#[cfg(all(not(model), any(test, not(target_os = "linux"))))]
mod fallback;
#[cfg(all(not(model), target_os = "linux"))]
mod linux;
#[cfg(model)]
pub(crate) mod modelled;

#[cfg(all(not(model), not(target_os = "linux")))]
use fallback as body;
#[cfg(all(not(model), target_os = "linux"))]
use linux as body;
#[cfg(model)]
use modelled as body;

/// Sleeps until it is woken, if `*word == expected`; may return early.
#[cfg_attr(model, track_caller)]
pub fn wait(word: &AtomicU32, expected: u32) {
    body::wait(word, expected);
}

/// Sleeps until it is woken or `deadline` has passed, if `*word == expected`; may return early.
/// `false`: the deadline has passed, and no wake-up was spent on this thread.
#[cfg_attr(model, track_caller)]
pub fn wait_until(word: &AtomicU32, expected: u32, deadline: Instant) -> bool {
    body::wait_until(word, expected, deadline)
}

/// Wakes one thread that sleeps on `word`; `false` if none did.
///
/// Only the address counts. The word may be gone: a thread that sees the change without sleeping may
/// free it before the wake-up comes. If something else has moved in there by then, its sleeper may be
/// the one that is woken: another reason for a wait to stand in a loop.
#[cfg_attr(model, track_caller)]
pub fn wake_one(word: *const AtomicU32) -> bool {
    body::wake_one(word)
}

/// Wakes every thread that sleeps on `word`, of which only the address counts, and returns how many
/// there were.
#[cfg_attr(model, track_caller)]
pub fn wake_all(word: *const AtomicU32) -> usize {
    body::wake_all(word)
}

#[cfg(all(test, not(model)))]
mod tests {
    /// What a futex promises, asked of one body.
    macro_rules! promises {
        ($body:ident) => {
            mod $body {
                use std::sync::mpsc::{self, Receiver};
                use std::sync::{Arc, atomic::Ordering};
                use std::thread;
                use std::time::{Duration, Instant};

                use super::super::$body::{wait, wait_until, wake_all, wake_one};
                use crate::atomic::AtomicU32;

                const PATIENCE: Duration = Duration::from_mins(1);

                /// Runs `f` on a thread of its own, since it may hang.
                fn spawn<T: Send + 'static>(f: impl FnOnce() -> T + Send + 'static) -> Receiver<T> {
                    let (sender, receiver) = mpsc::channel();
                    thread::spawn(move || sender.send(f()));
                    receiver
                }

                /// Keeps trying to wake somebody until somebody has been asleep.
                fn wake_a_sleeper(word: &AtomicU32) {
                    let start = Instant::now();
                    while !wake_one(word) {
                        assert!(start.elapsed() < PATIENCE, "nobody fell asleep");
                        thread::yield_now();
                    }
                }

                /// A wait on a word that has changed returns at once.
                #[test]
                fn a_changed_word_is_not_waited_on() {
                    let returned = spawn(|| wait(&AtomicU32::new(1), 0));
                    returned.recv_timeout(PATIENCE).expect("the wait returns");
                }

                /// A sleeper is woken though the word is unchanged, and the waker is told.
                #[test]
                fn a_sleeper_is_woken() {
                    let word = Arc::new(AtomicU32::new(0));
                    let theirs = Arc::clone(&word);
                    let returned = spawn(move || wait(&theirs, 0));
                    wake_a_sleeper(&word);
                    returned.recv_timeout(PATIENCE).expect("the wait returns");
                    assert!(!wake_one(&raw const *word));
                }

                /// `wake_all` wakes each sleeper once, and counts them.
                #[test]
                fn every_sleeper_is_woken() {
                    let word = Arc::new(AtomicU32::new(0));
                    let sleepers: Vec<_> = (0..3)
                        .map(|_| {
                            let theirs = Arc::clone(&word);
                            spawn(move || wait(&theirs, 0))
                        })
                        .collect();
                    let (start, mut woken) = (Instant::now(), 0);
                    while woken < 3 {
                        assert!(start.elapsed() < PATIENCE, "only {woken} fell asleep");
                        woken += wake_all(&raw const *word);
                        thread::yield_now();
                    }
                    for returned in sleepers {
                        returned.recv_timeout(PATIENCE).expect("the wait returns");
                    }
                    assert_eq!(woken, 3);
                }

                /// A deadline that passes ends the wait, not before its time.
                #[test]
                fn a_deadline_passes() {
                    let deadline = Instant::now() + Duration::from_millis(2);
                    let returned = spawn(move || {
                        let in_time = wait_until(&AtomicU32::new(0), 0, deadline);
                        (in_time, Instant::now())
                    });
                    let (in_time, now) = returned.recv_timeout(PATIENCE).expect("the wait returns");
                    assert!(!in_time);
                    assert!(now >= deadline);
                }

                /// A deadline in the past is no error: the wait returns at once.
                #[test]
                fn a_deadline_may_have_passed() {
                    let deadline = Instant::now();
                    assert!(!wait_until(&AtomicU32::new(0), 0, deadline));
                    assert!(wait_until(&AtomicU32::new(1), 0, deadline));
                }

                /// A sleeper with a deadline is woken before it, however far away that is.
                #[test]
                fn a_sleeper_with_a_deadline_is_woken() {
                    let century = Duration::from_hours(100 * 365 * 24);
                    let word = Arc::new(AtomicU32::new(0));
                    let theirs = Arc::clone(&word);
                    let returned = spawn(move || wait_until(&theirs, 0, Instant::now() + century));
                    wake_a_sleeper(&word);
                    assert_eq!(returned.recv_timeout(PATIENCE), Ok(true));
                }

                /// A wake-up may come after the word is gone: nothing is read at the address.
                #[test]
                fn a_wake_up_does_not_touch_the_word() {
                    // The first page is never mapped.
                    let gone = std::ptr::without_provenance(0x100);
                    assert!(!wake_one(gone));
                    assert_eq!(wake_all(gone), 0);
                }

                /// Waiting loses no wake-up: two threads hand a turn to and fro.
                #[test]
                fn no_wake_up_is_lost() {
                    const TURNS: u32 = 2000;
                    let word = Arc::new(AtomicU32::new(0));
                    let players: Vec<_> = (0..2)
                        .map(|me| {
                            let word = Arc::clone(&word);
                            spawn(move || {
                                for turn in (me..TURNS).step_by(2) {
                                    loop {
                                        // ORDERING: Relaxed: the word is all there is.
                                        let now = word.load(Ordering::Relaxed);
                                        if now == turn {
                                            break;
                                        }
                                        wait(&word, now);
                                    }
                                    // ORDERING: Relaxed: as above.
                                    word.store(turn + 1, Ordering::Relaxed);
                                    wake_one(&raw const *word);
                                }
                            })
                        })
                        .collect();
                    for player in players {
                        player.recv_timeout(PATIENCE).expect("every turn is taken");
                    }
                }
            }
        };
    }

    promises!(fallback);
    #[cfg(target_os = "linux")]
    promises!(linux);
}
