//! What a futex promises, asked of both bodies.

/// Asks one body.
macro_rules! promises {
    ($body:ident) => {
        mod $body {
            use std::sync::mpsc::{self, Receiver};
            use std::sync::{Arc, atomic::Ordering};
            use std::thread;
            use std::time::{Duration, Instant};

            use crate::atomic::AtomicU32;
            use crate::futex::$body::{wait, wait_until, wake_all, wake_one};

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

            /// `wake_all` wakes all sleepers at once, and counts them.
            #[test]
            fn every_sleeper_is_woken() {
                let word = Arc::new(AtomicU32::new(0));
                let sleepers: Vec<_> = (0..3)
                    .map(|_| {
                        let theirs = Arc::clone(&word);
                        spawn(move || {
                            // ORDERING: Relaxed: the word is all there is.
                            while theirs.load(Ordering::Relaxed) == 0 {
                                wait(&theirs, 0);
                            }
                        })
                    })
                    .collect();
                // They go back to sleep until all of them have been found asleep.
                let start = Instant::now();
                while wake_all(&raw const *word) < 3 {
                    assert!(start.elapsed() < PATIENCE, "never three at once");
                    thread::sleep(Duration::from_millis(1));
                }
                // ORDERING: Relaxed: as above.
                word.store(1, Ordering::Relaxed);
                wake_all(&raw const *word);
                for returned in sleepers {
                    returned.recv_timeout(PATIENCE).expect("the wait returns");
                }
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
                for (value, in_time) in [(0, false), (1, true)] {
                    let returned =
                        spawn(move || wait_until(&AtomicU32::new(value), 0, Instant::now()));
                    assert_eq!(returned.recv_timeout(PATIENCE), Ok(in_time));
                }
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
