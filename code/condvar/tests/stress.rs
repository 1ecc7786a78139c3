//! Condition variables, and what is built from them, on real threads, for the sanitizers. `--planted race | use-after-free | leak` commits that fault
//! instead, and must be reported for it.

#[cfg(all(not(model), unix))]
#[path = "stress/built.rs"]
mod built;

#[cfg(not(all(not(model), unix)))]
fn main() {}

#[cfg(all(not(model), unix))]
fn main() {
    stress::main(
        &[
            ("turns", real::turns),
            ("turns, poisoning", real::turns_poisoning),
            ("one for each", real::one_for_each),
            ("all at once", real::all_at_once),
            ("with a time", real::with_a_time),
            ("freed by the waiter", real::freed_by_the_waiter),
            ("queue", built::queue),
            ("barrier", built::barrier),
            ("semaphore", built::semaphore),
        ],
        real::commit,
    );
}

#[cfg(all(not(model), unix))]
mod real {
    use std::hint::black_box;
    use std::time::Duration;

    use condvar::Condvar;
    use condvar::poisoning::Condvar as PoisonCondvar;
    use mutex::Mutex;
    use stress::{both, crew, leak, use_after_free};

    const THREADS: u32 = 4;
    const ROUNDS: u32 = 2000;

    /// Threads that take turns: one after the other, each notifies all.
    pub(super) fn turns() {
        let (turn, changed) = (Mutex::new(0), Condvar::new());
        crew(THREADS, |number| {
            for round in 0..ROUNDS {
                let mut turn = turn.lock();
                let mine = round * THREADS + number;
                changed.wait_while(&mut turn, |turn| *turn != mine);
                *turn += 1;
                if round % 2 == 0 {
                    drop(turn);
                }
                changed.notify_all();
            }
        });
        assert_eq!(turn.into_inner(), THREADS * ROUNDS);
    }

    /// The same, of two, by the twin that knows of poison.
    pub(super) fn turns_poisoning() {
        let (turn, changed) = (poisoning::Mutex::new(0), PoisonCondvar::new());
        crew(2, |number| {
            for round in 0..ROUNDS {
                let turn = turn.lock().unwrap();
                let mine = round * 2 + number;
                let turn = changed.wait_while(turn, |turn| *turn != mine);
                *turn.unwrap() += 1;
                changed.notify_one();
            }
        });
        assert_eq!(turn.into_inner().unwrap(), 2 * ROUNDS);
    }

    /// As many items as notifications, and threads that wait for one each.
    pub(super) fn one_for_each() {
        let (items, more) = (Mutex::new(0), Condvar::new());
        crew(THREADS, |number| {
            for _ in 0..ROUNDS {
                if number % 2 == 0 {
                    *items.lock() += 1;
                    more.notify_one();
                } else {
                    let mut items = items.lock();
                    more.wait_while(&mut items, |items| *items == 0);
                    *items -= 1;
                }
            }
        });
        assert_eq!(items.into_inner(), 0);
    }

    /// Threads that wait for one another.
    pub(super) fn all_at_once() {
        let (state, all_here) = (Mutex::new((0, 0)), Condvar::new());
        crew(THREADS, |_| {
            for round in 0..ROUNDS / 4 {
                let mut state = state.lock();
                state.0 += 1;
                if state.0 == THREADS {
                    *state = (0, round + 1);
                    all_here.notify_all();
                }
                all_here.wait_while(&mut state, |state| state.1 == round);
            }
        });
        assert_eq!(state.into_inner().1, ROUNDS / 4);
    }

    /// Threads that wait for items, and give up again and again.
    pub(super) fn with_a_time() {
        let (items, more) = (Mutex::new(0), Condvar::new());
        crew(THREADS, |number| {
            for _ in 0..ROUNDS / 4 {
                if number == 0 {
                    *items.lock() += THREADS - 1;
                    more.notify_all();
                } else {
                    let mut items = items.lock();
                    while *items == 0 {
                        more.wait_timeout(&mut items, Duration::from_micros(30));
                    }
                    *items -= 1;
                }
            }
        });
        assert_eq!(items.into_inner(), 0);
    }

    /// Who is notified under the mutex frees mutex and condition variable.
    pub(super) fn freed_by_the_waiter() {
        struct Shared(*mut (Mutex<bool>, Condvar));
        // SAFETY: all threads may use what it points to.
        unsafe impl Sync for Shared {}

        for _ in 0..300 {
            let shared = Shared(Box::into_raw(Box::new((Mutex::new(false), Condvar::new()))));
            let shared = &shared;
            both(
                || {
                    // SAFETY: the other frees it, when this has released the mutex.
                    let (ready, changed) = unsafe { &*shared.0 };
                    let mut ready = ready.lock();
                    *ready = true;
                    changed.notify_one();
                },
                || {
                    // SAFETY: it is freed below.
                    let (ready, changed) = unsafe { &*shared.0 };
                    changed.wait_while(&mut ready.lock(), |ready| !*ready);
                    // SAFETY: it came from a box, and the other has released the mutex for good.
                    drop(unsafe { Box::from_raw(shared.0) });
                },
            );
        }
    }

    pub(super) fn commit(fault: &str) {
        match fault {
            "race" => {
                let (mutex, changed) = (Mutex::new((false, 0_u32)), Condvar::new());
                let place = Place(std::ptr::from_mut(&mut mutex.lock().1));
                both(
                    || {
                        let mut guard = mutex.lock();
                        changed.wait_while(&mut guard, |(ready, _)| !*ready);
                        guard.1 = 1;
                    },
                    || {
                        mutex.lock().0 = true;
                        changed.notify_one();
                        // SAFETY: none. This is the planted race: the other has the mutex.
                        unsafe { *black_box(place.get()) = 2 };
                    },
                );
            }
            // SAFETY: none. This is the planted fault.
            "use-after-free" => unsafe { use_after_free() },
            "leak" => leak(),
            unknown => panic!("--planted race|use-after-free|leak, not {unknown:?}"),
        }
    }

    /// A pointer that may be sent.
    struct Place(*mut u32);

    // SAFETY: none: see the planted race.
    unsafe impl Sync for Place {}

    impl Place {
        fn get(&self) -> *mut u32 {
            self.0
        }
    }
}
