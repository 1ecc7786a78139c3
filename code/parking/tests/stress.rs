//! The parker and its stages on real threads, for the sanitizers. `--planted race | use-after-free | leak` commits that
//! fault instead, and must be reported for it.

#[cfg(not(all(not(model), unix)))]
fn main() {}

#[cfg(all(not(model), unix))]
fn main() {
    let cases: &[(&str, fn())] = &[
        ("ball", real::ball),
        ("many who unpark", real::many_who_unpark),
        ("timeouts", real::timeouts),
        ("freed by the last", real::freed_by_the_last),
        ("handles", real::handles),
        ("stages", real::stages),
    ];
    stress::main(cases, real::commit);
}

#[cfg(all(not(model), unix))]
mod real {
    use std::cell::UnsafeCell;
    use std::hint::black_box;
    use std::mem;
    use std::sync::atomic::{
        AtomicU32,
        Ordering::{Acquire, Relaxed, Release},
    };
    use std::time::Duration;

    use parking::stages::{Token, polling, spinning, three_states, two_states, yielding};
    use parking::{Parker, Thread, Unparker};
    use stress::{both, crew};

    const ROUNDS: u32 = 3000;

    /// What two threads throw to each other: only who has it uses it.
    #[derive(Default)]
    struct Ball(UnsafeCell<u32>);

    // SAFETY: what is right uses it in turns. What is planted doesn't.
    unsafe impl Sync for Ball {}

    impl Ball {
        /// Adds one.
        ///
        /// # Safety
        /// The caller has the ball.
        unsafe fn take(&self) {
            // SAFETY: nobody else uses it (caller).
            unsafe { *self.0.get() += 1 };
        }

        /// Adds one to what has to be `number`.
        ///
        /// # Safety
        /// The caller has the ball.
        unsafe fn count(&self, number: u32) {
            // SAFETY: nobody else uses it (caller).
            let ball = unsafe { &mut *self.0.get() };
            assert_eq!(*ball, number);
            *ball += 1;
        }
    }

    /// Two threads wake each other in turn.
    pub(super) fn ball() {
        let ball = Ball::default();
        let (mine, theirs) = (Parker::new(), Parker::new());
        let (to_me, to_them) = (mine.unparker().clone(), theirs.unparker().clone());
        let ball = &ball;
        both(
            move || {
                for round in 0..ROUNDS {
                    theirs.park();
                    // SAFETY: this thread was unparked.
                    unsafe { ball.count(2 * round + 1) };
                    to_me.unpark();
                }
            },
            || {
                for round in 0..ROUNDS {
                    // SAFETY: this thread begins, and then was unparked.
                    unsafe { ball.count(2 * round) };
                    to_them.unpark();
                    mine.park();
                }
            },
        );
    }

    /// Each of several threads leaves a letter and unparks; one reads them all.
    pub(super) fn many_who_unpark() {
        struct Owner(UnsafeCell<Option<Parker>>);
        // SAFETY: thread 0 alone takes it.
        unsafe impl Sync for Owner {}

        const WRITERS: u32 = 3;
        let parker = Parker::new();
        let unparker = parker.unparker().clone();
        let written = AtomicU32::new(0);
        let owner = Owner(UnsafeCell::new(Some(parker)));
        let owner = &owner;
        crew(WRITERS + 1, |number| {
            if number > 0 {
                for _ in 0..ROUNDS {
                    // ORDERING: Relaxed: the token publishes it.
                    written.fetch_add(1, Relaxed);
                    unparker.unpark();
                }
                return;
            }
            // SAFETY: this is thread 0.
            let parker = unsafe { &mut *owner.0.get() }.take().expect("it is there");
            // ORDERING: Relaxed: the token has published what it says.
            while written.load(Relaxed) < WRITERS * ROUNDS {
                parker.park();
            }
        });
    }

    /// Waits that are often given up, and tokens that come meanwhile.
    pub(super) fn timeouts() {
        let parker = Parker::new();
        let unparker = parker.unparker();
        let (letters, read) = (Ball::default(), AtomicU32::new(0));
        let written = AtomicU32::new(0);
        let (letters, read, written) = (&letters, &read, &written);
        both(
            || {
                for round in 0..ROUNDS {
                    // ORDERING: acquires that the letter has been read.
                    while read.load(Acquire) < round {
                        platform::thread::yield_now();
                    }
                    // SAFETY: it has been read, and the next isn't until `written` says so.
                    unsafe { letters.count(2 * round) };
                    // ORDERING: releases the letter.
                    written.store(round + 1, Release);
                    unparker.unpark();
                }
            },
            || {
                for round in 0..ROUNDS {
                    // ORDERING: acquires the letter.
                    while written.load(Acquire) <= round {
                        parker.park_timeout(Duration::from_micros(u64::from(round % 50)));
                    }
                    // SAFETY: it is there, and the other waits until it has been read.
                    unsafe { letters.count(2 * round + 1) };
                    // ORDERING: releases that it has been read.
                    read.store(round + 1, Release);
                }
            },
        );
    }

    /// The parker goes as soon as it has its token, and the unparker may still be at work.
    pub(super) fn freed_by_the_last() {
        for _ in 0..ROUNDS / 10 {
            let parker = Parker::new();
            let unparker = parker.unparker().clone();
            both(
                move || unparker.unpark(),
                move || {
                    parker.park();
                    drop(parker);
                },
            );
        }
    }

    /// Threads of the book's, each unparked by its handle, some when they have ended.
    pub(super) fn handles() {
        for round in 0..ROUNDS / 10 {
            let letter = Ball::default();
            let letter = &letter;
            scoped_threads::scope(|s| {
                let thread = s.spawn(move || {
                    parking::park();
                    // SAFETY: the other has let go of it.
                    unsafe { letter.count(1) };
                });
                // SAFETY: the other waits.
                unsafe { letter.count(0) };
                let handle: Thread = thread.thread().clone();
                handle.unpark();
                if round % 2 == 0 {
                    thread.join().expect("it doesn't panic");
                }
                handle.unpark();
            });
        }
    }

    pub(super) fn stages() {
        take_turns::<polling::Token>(ROUNDS / 10);
        take_turns::<two_states::Token>(ROUNDS);
        take_turns::<three_states::Token>(ROUNDS);
        take_turns::<spinning::Token>(ROUNDS);
        take_turns::<yielding::Token>(ROUNDS / 10);
    }

    fn take_turns<T: Token>(rounds: u32) {
        let (mine, theirs, ball) = (T::new(), T::new(), Ball::default());
        both(
            || {
                for round in 0..rounds {
                    theirs.take();
                    // SAFETY: this thread has its token.
                    unsafe { ball.count(2 * round + 1) };
                    mine.set();
                }
            },
            || {
                for round in 0..rounds {
                    // SAFETY: this thread begins, and then has its token.
                    unsafe { ball.count(2 * round) };
                    theirs.set();
                    mine.take();
                }
            },
        );
    }

    pub(super) fn commit(fault: &str) {
        match fault {
            "race" => {
                let ball = Ball::default();
                let parker = Parker::new();
                let unparker = parker.unparker();
                both(
                    || {
                        unparker.unpark();
                        // SAFETY: none: the other may have the ball.
                        unsafe { ball.take() };
                    },
                    || {
                        parker.park();
                        // SAFETY: none, as above.
                        unsafe { ball.take() };
                    },
                );
            }
            "use-after-free" => {
                let parker = Parker::new();
                let raw = Unparker::into_raw(parker.unparker().clone());
                // SAFETY: it is that of `into_raw`, and used once.
                let unparker = unsafe { Unparker::from_raw(raw) };
                // SAFETY: none: it is used twice.
                let twice = unsafe { Unparker::from_raw(raw) };
                drop((unparker, parker));
                twice.unpark();
            }
            "leak" => {
                // Nothing on this thread's stack or in its registers is to remember it.
                both(
                    || mem::forget(black_box(Box::new((Parker::new(), [0_u8; 4096])))),
                    || (),
                );
            }
            unknown => panic!("--planted race|use-after-free|leak, not {unknown:?}"),
        }
    }
}
