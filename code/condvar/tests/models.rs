//! Models of *Condition variables*. In a model build (`RUSTFLAGS="--cfg model"`) each test runs in every execution that its bounds allow; on an
//! operating system the same body runs again and again.
//!
//! A notification that is lost is a thread that sleeps for ever: a deadlock. What is waited for is written and read under the mutex alone, so a
//! thread that doesn't have it again when its wait returns is a data race.

use std::time::Duration;

use condvar::Condvar;
use condvar::poisoning::Condvar as PoisonCondvar;
use condvar::stages::{Wait, adapting, awaited, counted, spinning};
use mutex::Mutex;
#[cfg(model)]
use platform::figure::happened;
use platform::model::{Bounds, catch, crew, model, unwind};

/// A time that is soon over. In a model it is over at any moment, whatever it is, and must not be so by the clock.
const A_TIME: Duration = if cfg!(model) {
    Duration::from_hours(1)
} else {
    Duration::from_millis(1)
};

/// A wait takes and releases a mutex twice, and has a dozen operations of its own: all executions of two threads are a million.
const TWO_THREADS: Bounds = Bounds::preemptions(4);
/// And of three more than can be waited for.
const THREE_THREADS: Bounds = Bounds::preemptions(3);

/// Items under a mutex, and where threads wait for them.
struct Items<C> {
    items: Mutex<usize>,
    more: C,
}

impl<C: Wait> Items<C> {
    fn new() -> Self {
        let (items, more) = (Mutex::new(0), C::new());
        Self { items, more }
    }

    /// Waits for an item, and takes it.
    fn take(&self) {
        let mut items = self.items.lock();
        while *items == 0 {
            self.more.wait(&mut items);
        }
        *items -= 1;
    }

    /// Puts an item there, and notifies while it holds the mutex.
    fn put(&self) {
        let mut items = self.items.lock();
        *items += 1;
        self.more.notify_one();
    }

    /// Puts an item there, and notifies when it has released the mutex.
    fn put_and_notify_after(&self) {
        *self.items.lock() += 1;
        self.more.notify_one();
    }

    /// Puts so many items there, and notifies all.
    fn put_all(&self, count: usize) {
        *self.items.lock() += count;
        self.more.notify_all();
    }
}

/// So many threads take an item each, while this one does `put`.
fn hand_over<C: Wait + 'static>(threads: usize, put: impl Fn(&Items<C>) + Clone + Send + 'static) {
    let work = move |number, items: &Items<C>| match number {
        0 => put(items),
        _ => items.take(),
    };
    crew(threads + 1, Items::new(), work, |items| {
        assert_eq!(*items.items.lock(), 0);
    });
}

// ---- The stages ----

/// The stage with a count loses no notification.
#[test]
fn a_count_loses_no_notification() {
    model(TWO_THREADS, || {
        hand_over(1, Items::<counted::Condvar>::put);
    });
    model(TWO_THREADS, || {
        hand_over(1, Items::<counted::Condvar>::put_and_notify_after);
    });
}

/// The stage that counts who waits loses no notification.
#[test]
fn a_count_of_waiters_loses_no_notification() {
    model(TWO_THREADS, || {
        hand_over(1, Items::<awaited::Condvar>::put);
    });
    model(TWO_THREADS, || {
        hand_over(1, Items::<awaited::Condvar>::put_and_notify_after);
    });
}

/// The stages that look at the count before they sleep lose no notification.
#[test]
fn a_wait_that_spins_loses_no_notification() {
    model(TWO_THREADS, || {
        hand_over(1, Items::<spinning::Condvar>::put);
    });
    model(TWO_THREADS, || {
        hand_over(1, Items::<adapting::Condvar>::put);
    });
}

// ---- No notification is lost ----

/// A thread that waits is let go by who makes the change and notifies, with the mutex held.
#[test]
fn a_notification_under_the_mutex_is_not_lost() {
    model(TWO_THREADS, || hand_over(1, Items::<Condvar>::put));
}

/// A thread that waits is let go by who makes the change, releases the mutex, and notifies then.
#[test]
fn a_notification_after_the_mutex_is_not_lost() {
    model(TWO_THREADS, || {
        hand_over(1, Items::<Condvar>::put_and_notify_after);
    });
}

/// Two threads wait, and two notifications of one let both go.
#[test]
fn two_notifications_of_one_let_two_go() {
    model(THREE_THREADS, || {
        hand_over(2, |items: &Items<Condvar>| {
            items.put();
            items.put_and_notify_after();
        });
    });
}

/// Two threads wait, and one notification of all lets both go.
#[test]
fn a_notification_of_all_lets_two_go() {
    model(THREE_THREADS, || {
        hand_over(2, |items: &Items<Condvar>| items.put_all(2));
    });
}

/// Two threads that hand a turn back and forth never both wait.
#[test]
fn two_threads_take_turns() {
    struct Table {
        turn: Mutex<usize>,
        changed: Condvar,
    }

    // Two rounds.
    model(Bounds::preemptions(3), || {
        let (turn, changed) = (Mutex::new(0), Condvar::new());
        let work = |number, table: &Table| {
            let mut turn = table.turn.lock();
            for _ in 0..2 {
                table
                    .changed
                    .wait_while(&mut turn, |turn| *turn % 2 != number);
                *turn += 1;
                table.changed.notify_one();
            }
        };
        crew(2, Table { turn, changed }, work, |table| {
            assert_eq!(*table.turn.lock(), 4);
        });
    });
}

/// A change that was made before the thread came is found without waiting, although nobody was there to be notified.
#[test]
fn a_change_before_the_wait_is_found() {
    model(TWO_THREADS, || {
        let items = Items::<Condvar>::new();
        items.put();
        items.take();
    });
}

// ---- `wait_while`, and a time ----

/// `wait_while` returns when its condition is over, and not before, whatever wakes it.
#[test]
fn wait_while_waits_for_its_condition() {
    model(TWO_THREADS, || {
        let work = |number, items: &Items<Condvar>| {
            if number == 0 {
                items.put();
                items.put_and_notify_after();
            } else {
                let mut guard = items.items.lock();
                items.more.wait_while(&mut guard, |items| *items < 2);
                assert_eq!(*guard, 2);
            }
        };
        crew(2, Items::new(), work, |_| {});
    });
}

/// `wait_timeout` has the mutex again when it returns, whether it was notified or the time was over.
#[test]
fn a_wait_that_times_out_has_the_mutex_again() {
    model(TWO_THREADS, || {
        let work = |number, items: &Items<Condvar>| {
            if number == 0 {
                items.put();
            } else {
                let mut guard = items.items.lock();
                items.more.wait_timeout(&mut guard, A_TIME);
                *guard += 1;
            }
        };
        crew(2, Items::new(), work, |items| {
            assert_eq!(*items.items.lock(), 2);
        });
    });
}

/// `wait_timeout_while` says that the time was over only if its condition still holds.
#[test]
fn wait_timeout_while_tells_the_time_from_the_change() {
    model(TWO_THREADS, || {
        let work = |number, items: &Items<Condvar>| {
            if number == 0 {
                items.put();
            } else {
                let mut guard = items.items.lock();
                let result = items
                    .more
                    .wait_timeout_while(&mut guard, A_TIME, |items| *items == 0);
                assert_eq!(result.timed_out(), *guard == 0);
            }
        };
        crew(2, Items::new(), work, |_| {});
    });
}

/// A notification of one isn't spent on a thread whose time is over while another sleeps: of two that wait, the one without a deadline is let go, if the
/// one with a deadline passes on what it got, and does nothing if its time was over.
#[test]
fn a_wait_that_times_out_takes_no_notification() {
    model(THREE_THREADS, || {
        let work = |number, items: &Items<Condvar>| match number {
            0 => items.put(),
            1 => items.take(),
            _ => {
                let mut guard = items.items.lock();
                let result = items.more.wait_timeout(&mut guard, A_TIME);
                if !result.timed_out() {
                    items.more.notify_one();
                }
            }
        };
        crew(3, Items::new(), work, |_| {});
    });
}

// ---- Calls of the kernel ----

/// Where nobody waits no notification calls the kernel.
#[cfg(model)]
#[test]
fn where_nobody_waits_nobody_is_woken() {
    model(TWO_THREADS, || {
        let work = |number, changed: &Condvar| match number {
            0 => changed.notify_one(),
            _ => changed.notify_all(),
        };
        crew(2, Condvar::new(), work, |_| {
            assert!(!happened("wake_one") && !happened("wake_all"), "a wake-up");
        });
    });
}

/// A thread that waits, and has not come to the point of sleeping, is let go without the kernel.
#[cfg(model)]
#[test]
fn a_thread_that_does_not_sleep_is_not_woken() {
    model(TWO_THREADS, || {
        let work = |number, shared: &(Mutex<()>, Condvar)| {
            if number == 0 {
                // Without the mutex, so that none of its wake-ups are taken for this one's.
                shared.1.notify_one();
                return;
            }
            let mut guard = shared.0.lock();
            shared.1.wait_timeout(&mut guard, A_TIME);
        };
        crew(2, (Mutex::new(()), Condvar::new()), work, |_| {
            let comes_to_sleep = ["waits", "doesn't wait", "wakes for no reason"];
            let came_to_sleep = comes_to_sleep.into_iter().any(happened);
            assert!(came_to_sleep || !happened("wake_one"), "a wake-up");
        });
    });
}

// ---- Panics ----

/// A panic in the condition releases the mutex, and the thread can wait again.
#[test]
fn a_panic_in_the_condition_releases_the_mutex() {
    model(TWO_THREADS, || {
        let work = |number, items: &Items<Condvar>| {
            if number == 0 {
                items.put();
                return;
            }
            let mut is_asked_again = false;
            let condition = |_: &mut usize| {
                if is_asked_again {
                    unwind();
                }
                is_asked_again = true;
                true
            };
            catch(|| {
                let mut guard = items.items.lock();
                // With a time, since the notification may have been before.
                items.more.wait_timeout_while(&mut guard, A_TIME, condition)
            });
            items.take();
        };
        crew(2, Items::new(), work, |items| {
            assert_eq!(*items.items.lock(), 0);
        });
    });
}

/// A waiter learns of a panic that poisoned the mutex while it waited, by the error that its wait returns. It has the mutex.
#[test]
fn a_waiter_learns_of_a_panic() {
    struct Shared {
        items: poisoning::Mutex<usize>,
        more: PoisonCondvar,
    }

    model(TWO_THREADS, || {
        let work = |number, shared: &Shared| {
            if number == 0 {
                catch(|| {
                    let mut items = shared.items.lock().unwrap();
                    *items += 1;
                    unwind()
                });
                // It had the mutex when it made the change, as every notifier must have.
                shared.more.notify_one();
                return;
            }
            let Ok(mut items) = shared.items.lock() else {
                // The panic came first.
                return;
            };
            loop {
                match shared.more.wait(items) {
                    Ok(guard) => {
                        assert_eq!(*guard, 0, "a change by who panicked, and no error");
                        items = guard;
                    }
                    Err(error) => {
                        let mut guard = error.into_inner();
                        *guard += 1;
                        assert_eq!(*guard, 2);
                        break;
                    }
                }
            }
        };
        let items = poisoning::Mutex::new(0);
        let more = PoisonCondvar::new();
        crew(2, Shared { items, more }, work, |_| {});
    });
}

/// A wait with a time learns of a panic, too, and is told whether the time was over all the same.
#[test]
fn a_wait_with_a_time_learns_of_a_panic() {
    struct Shared {
        items: poisoning::Mutex<usize>,
        more: PoisonCondvar,
    }

    model(TWO_THREADS, || {
        let work = |number, shared: &Shared| {
            if number == 0 {
                catch(|| {
                    let mut items = shared.items.lock().unwrap();
                    *items += 1;
                    unwind()
                });
                shared.more.notify_all();
            } else if let Ok(items) = shared.items.lock() {
                match shared.more.wait_timeout(items, A_TIME) {
                    Ok((items, _)) => assert_eq!(*items, 0, "a change, and no error"),
                    Err(error) => assert_eq!(*error.into_inner().0, 1),
                }
            }
        };
        let items = poisoning::Mutex::new(0);
        let more = PoisonCondvar::new();
        crew(2, Shared { items, more }, work, |_| {});
    });
}

// ---- Two mutexes ----

/// Two threads wait on one condition variable, each with a mutex of its own, and each has its own again.
#[test]
fn two_mutexes_can_share_a_condition_variable() {
    struct Two {
        ready: [Mutex<bool>; 2],
        changed: Condvar,
    }

    // Two mutexes, and each is taken by two.
    model(Bounds::preemptions(2), || {
        let work = |number: usize, two: &Two| {
            if number == 2 {
                for ready in &two.ready {
                    *ready.lock() = true;
                }
                two.changed.notify_all();
            } else {
                let mut ready = two.ready[number].lock();
                two.changed.wait_while(&mut ready, |ready| !*ready);
                *ready = false;
            }
        };
        let ready = [Mutex::new(false), Mutex::new(false)];
        let changed = Condvar::new();
        crew(3, Two { ready, changed }, work, |two| {
            assert!(two.ready.iter().all(|ready| !*ready.lock()));
        });
    });
}

// ---- The end of a condition variable ----

/// Who is notified under the mutex may free mutex and condition variable as soon as it has released the mutex.
#[test]
fn what_is_notified_under_the_mutex_can_be_freed_by_the_waiter() {
    struct Shared(*mut Items<Condvar>);
    // SAFETY: all threads may use what it points to.
    unsafe impl Send for Shared {}
    // SAFETY: as above.
    unsafe impl Sync for Shared {}

    model(TWO_THREADS, || {
        let work = |number, shared: &Shared| {
            // SAFETY: it is freed below, when the other thread has used it for the last time.
            let items = unsafe { &*shared.0 };
            if number == 0 {
                items.put();
            } else {
                items.take();
                // SAFETY: it came from a box, and the other thread has released the mutex after everything else.
                drop(unsafe { Box::from_raw(shared.0) });
            }
        };
        let items = Box::into_raw(Box::new(Items::new()));
        crew(2, Shared(items), work, |_| {});
    });
}
