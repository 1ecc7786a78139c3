//! Models of the mutex and of the stages on the way to it. In a model build (`RUSTFLAGS="--cfg model"`) each test runs in every
//! execution that its bounds allow; on an operating system the same body runs again and again.
//!
//! Each thread changes the value under the lock: that is a write for the checker, so two threads in at once, or one that doesn't see what
//! the other has left, is a data race. A thread that nobody wakes is a deadlock.

use mutex::stages::{
    Guarded, RawLock, backing_off, spinning, test_and_set, test_and_test_and_set, three_states,
    two_states,
};
use mutex::{MappedMutexGuard, Mutex, MutexGuard, Relock};
use platform::atomic::{AtomicU32, Ordering::Relaxed};
#[cfg(model)]
use platform::figure::happened;
use platform::model::{Bounds, Tally, both, catch, crew, model, unwind};

// ---- The stages ----

/// So many threads add one each.
fn add<L: RawLock + 'static>(threads: usize) {
    let add = |_, sum: &Guarded<L, _>| sum.with(|sum| *sum += 1);
    crew(threads, Guarded::new(0), add, move |sum| {
        assert_eq!(sum.with(|sum| *sum), threads);
    });
}

/// The spin lock that writes keeps two threads apart.
#[test]
fn test_and_set_keeps_two_threads_apart() {
    model(Bounds::EXHAUSTIVE, || add::<test_and_set::Lock>(2));
}

/// The spin lock that looks keeps two threads apart.
#[test]
fn test_and_test_and_set_keeps_two_threads_apart() {
    model(Bounds::EXHAUSTIVE, || add::<test_and_test_and_set::Lock>(2));
}

/// The lock of two states keeps two threads apart, and loses no wake-up.
#[test]
fn two_states_keep_two_threads_apart() {
    model(Bounds::EXHAUSTIVE, || add::<two_states::Lock>(2));
}

/// The lock of two states loses no wake-up of three threads.
#[test]
fn two_states_let_three_threads_in() {
    // Three threads: exhaustive, it takes too long.
    model(Bounds::preemptions(2), || add::<two_states::Lock>(3));
}

/// The lock of three states keeps two threads apart, and loses no wake-up.
#[test]
fn three_states_keep_two_threads_apart() {
    model(Bounds::EXHAUSTIVE, || add::<three_states::Lock>(2));
}

/// The lock of three states loses no wake-up of three threads.
#[test]
fn three_states_let_three_threads_in() {
    // Three threads: exhaustive, it takes too long.
    model(Bounds::preemptions(3), || add::<three_states::Lock>(3));
}

/// The lock that looks before it sleeps keeps two threads apart, and loses no wake-up.
#[test]
fn spinning_keeps_two_threads_apart() {
    model(Bounds::EXHAUSTIVE, || add::<spinning::Lock>(2));
}

/// The lock that looks ever less often keeps two threads apart, and loses no wake-up.
#[test]
fn backing_off_keeps_two_threads_apart() {
    model(Bounds::EXHAUSTIVE, || add::<backing_off::Lock>(2));
}

// ---- Exclusion ----

/// So many threads do `work` to a number, which then is what it should be.
fn sum_of(
    threads: usize,
    sum: usize,
    work: impl Fn(usize, &Mutex<usize>) + Clone + Send + 'static,
) {
    crew(threads, Mutex::new(0), work, move |all| {
        assert_eq!(*all.lock(), sum);
    });
}

/// One thread at a time has a guard, and it sees what the last one left. Nobody waits for ever.
#[test]
fn one_thread_at_a_time_holds_the_mutex() {
    model(Bounds::EXHAUSTIVE, || {
        sum_of(2, 2, |_, sum| *sum.lock() += 1);
    });
}

/// `lock` waits while another thread has a guard. It returns when that is dropped, and what that thread did is done.
#[test]
fn lock_waits_for_the_guard_to_be_dropped() {
    model(Bounds::EXHAUSTIVE, || {
        let mutex = Mutex::new(0);
        let mut guard = mutex.lock();
        both(
            || assert_eq!(*mutex.lock(), 2),
            || {
                *guard = 1;
                *guard = 2;
                drop(guard);
            },
        );
    });
}

/// Of three threads each gets the mutex: no wake-up is lost, be there one sleeper or two.
#[test]
fn each_of_three_threads_gets_the_mutex() {
    // Three threads: exhaustive, it takes too long.
    model(Bounds::preemptions(3), || {
        sum_of(3, 3, |_, sum| *sum.lock() += 1);
    });
}

/// Threads that come back find the mutex as good as new.
#[test]
fn two_threads_take_the_mutex_again() {
    // Two rounds: exhaustive, it takes too long.
    model(Bounds::preemptions(3), || {
        sum_of(2, 4, |_, sum| {
            *sum.lock() += 1;
            *sum.lock() += 1;
        });
    });
}

// ---- `try_lock` ----

/// `try_lock` takes a mutex that nobody holds, with what the last holder left, and no other.
#[test]
fn try_lock_meets_a_holder() {
    model(Bounds::EXHAUSTIVE, || {
        let taken = Tally::default();
        let tries = taken.clone();
        let work = move |thread, sum: &Mutex<usize>| {
            if thread == 0 {
                *sum.lock() += 1;
            } else if let Some(mut sum) = sum.try_lock() {
                *sum += 1;
                tries.count();
            }
        };
        crew(2, Mutex::new(0), work, move |sum| {
            assert_eq!(*sum.lock(), 1 + taken.get());
        });
    });
}

/// `try_lock` fails only while somebody has the mutex.
#[test]
fn a_try_fails_only_while_somebody_has_the_mutex() {
    model(Bounds::EXHAUSTIVE, || {
        let holders = Tally::default();
        let work = move |_, sum: &Mutex<usize>| {
            for _ in 0..2 {
                if let Some(mut guard) = sum.try_lock() {
                    holders.count();
                    *guard += 1;
                    drop(guard);
                    holders.count_off();
                } else {
                    // In a model nothing comes between an operation on the word and the count that follows it.
                    assert!(!cfg!(model) || holders.get() > 0, "nobody has it");
                }
            }
        };
        crew(2, Mutex::new(0), work, |sum| {
            assert!((1..=4).contains(&*sum.lock()));
        });
    });
}

/// A `try_lock` that takes the mutex from under a sleeper's nose doesn't make it sleep for ever.
#[test]
fn try_lock_leaves_no_sleeper_behind() {
    // Three threads: exhaustive, it takes too long.
    model(Bounds::preemptions(2), || {
        sum_of(3, 2, |thread, sum| {
            if thread == 2 {
                drop(sum.try_lock());
            } else {
                *sum.lock() += 1;
            }
        });
    });
}

// ---- Wake-ups ----

/// Where no thread has waited no release calls the kernel.
#[cfg(model)]
#[test]
fn where_nobody_waits_nobody_is_woken() {
    model(Bounds::EXHAUSTIVE, || {
        let work = |_, sum: &Mutex<usize>| {
            if let Some(mut sum) = sum.try_lock() {
                *sum += 1;
            }
        };
        crew(2, Mutex::new(0), work, |sum| {
            *sum.lock() += 1;
            assert!(!happened("wake_one") && !happened("wake_all"), "a wake-up");
        });
    });
}

/// A release wakes one of those who sleep, and not all.
#[cfg(model)]
#[test]
fn a_release_wakes_one_thread_and_not_all() {
    // Three threads: exhaustive, it takes too long.
    model(Bounds::preemptions(2), || {
        sum_of(3, 3, |_, sum| {
            *sum.lock() += 1;
            assert!(!happened("wake_all"), "all were woken");
        });
    });
}

// ---- Guards ----

/// A panic while the mutex is held releases it, with what was written before.
#[test]
fn a_panic_leaves_the_mutex_to_the_other_thread() {
    model(Bounds::EXHAUSTIVE, || {
        sum_of(2, 2, |thread, sum| {
            if thread == 0 {
                *sum.lock() += 1;
            } else {
                catch(|| {
                    let mut sum = sum.lock();
                    *sum += 1;
                    unwind();
                });
            }
        });
    });
}

/// A panic in the closure of `map` releases the mutex.
#[test]
fn a_panic_in_map_leaves_the_mutex_to_the_other_thread() {
    model(Bounds::EXHAUSTIVE, || {
        sum_of(2, 2, |thread, sum| {
            if thread == 0 {
                *sum.lock() += 1;
            } else {
                catch(|| {
                    drop(MutexGuard::map(sum.lock(), |sum| -> &mut usize {
                        *sum += 1;
                        unwind();
                    }));
                });
            }
        });
    });
}

/// A guard of a part holds the mutex, and releases it when it is dropped.
#[test]
fn a_mapped_guard_holds_the_mutex() {
    model(Bounds::EXHAUSTIVE, || {
        let work = |_, pair: &Mutex<(u32, u32)>| {
            let part = MutexGuard::map(pair.lock(), |pair| pair);
            let mut part = MappedMutexGuard::map(part, |pair| &mut pair.0);
            *part += 1;
        };
        crew(2, Mutex::new((0, 0)), work, |pair| {
            assert_eq!(*pair.lock(), (2, 0));
        });
    });
}

/// `filter_map` holds the mutex, whichever guard it returns.
#[test]
fn a_filtered_guard_holds_the_mutex() {
    // Two rounds: exhaustive, it takes too long.
    model(Bounds::preemptions(3), || {
        let work = |_, place: &Mutex<Option<u32>>| {
            let part = MutexGuard::map(place.lock(), |place| place);
            match MappedMutexGuard::filter_map(part, Option::as_mut) {
                Ok(mut count) => *count += 1,
                Err(mut empty) => *empty = Some(0),
            }
            match MutexGuard::filter_map(place.lock(), Option::as_mut) {
                Ok(mut count) => *count += 1,
                Err(_) => unreachable!("nobody takes it out"),
            }
        };
        crew(2, Mutex::new(None), work, |place| {
            assert_eq!(*place.lock(), Some(3));
        });
    });
}

/// `MutexGuard::unlocked` releases the mutex for a while, and the guard holds it again afterwards, also if it was taken again without trying for long.
#[test]
fn a_mutex_let_go_for_a_while_is_held_again() {
    // Two rounds: exhaustive, it takes too long.
    model(Bounds::preemptions(3), || {
        sum_of(2, 4, |thread, sum| {
            let mut first = sum.lock();
            *first += 1;
            if thread == 0 {
                MutexGuard::unlocked(&mut first, || ());
            } else {
                MutexGuard::unlocked_with(&mut first, |relock| *relock = Relock::Sleep);
            }
            *first += 1;
        });
    });
}

/// Two threads can use one guard at once, if what it guards is `Sync`.
#[test]
fn a_guard_is_shared_between_threads() {
    model(Bounds::EXHAUSTIVE, || {
        let mutex = Mutex::new(AtomicU32::new(0));
        let guard = mutex.lock();
        // ORDERING: Relaxed: the count is all there is.
        both(
            || assert!(guard.fetch_add(1, Relaxed) < 2),
            || assert!(guard.fetch_add(1, Relaxed) < 2),
        );
        // ORDERING: Relaxed, as above.
        assert_eq!(guard.fetch_add(0, Relaxed), 2);
    });
}

// ---- The end of a mutex ----

/// Who has the mutex to itself again finds all that was done under the lock.
#[test]
fn the_owner_finds_what_was_done_under_the_lock() {
    model(Bounds::EXHAUSTIVE, || {
        let mutex: *mut Mutex<usize> = Box::into_raw(Box::new(Mutex::new(0)));
        let shared = Last(mutex);
        let work = |_, shared: &Last| {
            // SAFETY: only the second to come frees the mutex, when the first has released it.
            let mutex = unsafe { &*shared.0 };
            let is_last = {
                let mut count = mutex.lock();
                *count += 1;
                *count == 2
            };
            if is_last {
                // SAFETY: it came from a box, and the other thread has released it for good.
                let mut mutex = unsafe { Box::from_raw(shared.0) };
                assert_eq!(*mutex.get_mut(), 2);
                assert_eq!(mutex.into_inner(), 2);
            }
        };
        crew(2, shared, work, |_| {});
    });
}

/// A mutex that its last user frees.
struct Last(*mut Mutex<usize>);

// SAFETY: a mutex may be used by all threads.
unsafe impl Send for Last {}
// SAFETY: as above.
unsafe impl Sync for Last {}
