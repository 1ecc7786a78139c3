//! Models of *Condition variables*. In a model build (`RUSTFLAGS="--cfg model"`) each test runs in every execution that its bounds allow; on an
//! operating system the same body runs again and again.
//!
//! A notification that is lost is a thread that sleeps for ever: a deadlock. What is waited for is written and read under the mutex alone, so a
//! thread that doesn't have it again when its wait returns is a data race.

use std::time::Duration;

use condvar::poisoning::Condvar as PoisonCondvar;
use condvar::stages::{Wait, adapting, awaited, counted, spinning};
use condvar::{Condvar, WaitTimeoutResult};
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
    /// Both ways to put an item there.
    const PUTS: [fn(&Self); 2] = [Self::put, Self::put_and_notify_after];

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
}

/// The same, under the mutex that remembers panics.
#[derive(Default)]
struct PoisonItems {
    items: poisoning::Mutex<usize>,
    more: PoisonCondvar,
}

impl PoisonItems {
    fn put(&self) {
        *self.items.lock().unwrap() += 1;
        self.more.notify_one();
    }

    /// Puts an item there, and panics before it releases the mutex.
    fn put_and_panic(&self) {
        catch(|| {
            let mut items = self.items.lock().unwrap();
            *items += 1;
            unwind()
        });
    }
}

/// Whether the one wait with a time has said how it ended. On real threads nobody else knows.
#[cfg(model)]
fn is_right(result: WaitTimeoutResult) -> bool {
    result.timed_out() == happened("times out")
}

/// As above.
#[cfg(not(model))]
fn is_right(_: WaitTimeoutResult) -> bool {
    true
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
    for put in Items::<counted::Condvar>::PUTS {
        model(TWO_THREADS, move || hand_over(1, put));
    }
}

/// The stage that counts who waits loses no notification.
#[test]
fn a_count_of_waiters_loses_no_notification() {
    for put in Items::<awaited::Condvar>::PUTS {
        model(TWO_THREADS, move || hand_over(1, put));
    }
}

/// The stages that look at the count before they sleep lose no notification.
#[test]
fn a_wait_that_spins_loses_no_notification() {
    for put in Items::<spinning::Condvar>::PUTS {
        model(TWO_THREADS, move || hand_over(1, put));
    }
    for put in Items::<adapting::Condvar>::PUTS {
        model(TWO_THREADS, move || hand_over(1, put));
    }
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
        hand_over(2, |items: &Items<Condvar>| {
            *items.items.lock() += 2;
            items.more.notify_all();
        });
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
    model(TWO_THREADS, || {
        let work = |number, items: &PoisonItems| {
            if number == 0 {
                items.put();
                items.put();
            } else {
                let guard = items.items.lock().unwrap();
                let guard = items.more.wait_while(guard, |items| *items < 2);
                assert_eq!(*guard.unwrap(), 2);
            }
        };
        crew(2, PoisonItems::default(), work, |_| {});
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
                let result = items.more.wait_timeout(&mut guard, A_TIME);
                assert!(is_right(result), "how the wait ended");
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
    model(TWO_THREADS, || {
        let work = |number, items: &PoisonItems| {
            if number == 0 {
                items.put();
            } else {
                let guard = items.items.lock().unwrap();
                let is_empty = |items: &mut usize| *items == 0;
                let result = items.more.wait_timeout_while(guard, A_TIME, is_empty);
                let (guard, result) = result.unwrap();
                assert_eq!(result.timed_out(), *guard == 0);
            }
        };
        crew(2, PoisonItems::default(), work, |_| {});
    });
}

/// A wait for longer than the clock can say has no end of time, and misses no notification: the count is read before the mutex is released, too.
#[test]
fn a_time_without_an_end_loses_no_notification() {
    let in_a_loop = |items: &Items<Condvar>| {
        let mut guard = items.items.lock();
        while *guard == 0 {
            let result = items.more.wait_timeout(&mut guard, Duration::MAX);
            assert!(!result.timed_out());
        }
    };
    let for_a_condition = |items: &Items<Condvar>| {
        let mut guard = items.items.lock();
        let is_empty = |items: &mut usize| *items == 0;
        let result = items
            .more
            .wait_timeout_while(&mut guard, Duration::MAX, is_empty);
        assert!(!result.timed_out());
    };
    for wait in [in_a_loop, for_a_condition] {
        model(TWO_THREADS, move || {
            let work = move |number, items: &Items<Condvar>| match number {
                0 => items.put_and_notify_after(),
                _ => wait(items),
            };
            crew(2, Items::new(), work, |_| {});
        });
    }
}

/// So does the poisoning one's.
#[test]
fn a_poisoning_wait_without_an_end_loses_no_notification() {
    let in_a_loop = |items: &PoisonItems| {
        let mut guard = items.items.lock().unwrap();
        while *guard == 0 {
            let result;
            (guard, result) = items.more.wait_timeout(guard, Duration::MAX).unwrap();
            assert!(!result.timed_out());
        }
    };
    let for_a_condition = |items: &PoisonItems| {
        let guard = items.items.lock().unwrap();
        let is_empty = |items: &mut usize| *items == 0;
        let result = items
            .more
            .wait_timeout_while(guard, Duration::MAX, is_empty);
        assert!(!result.unwrap().1.timed_out());
    };
    for wait in [in_a_loop, for_a_condition] {
        model(TWO_THREADS, move || {
            let work = move |number, items: &PoisonItems| match number {
                0 => items.put(),
                _ => wait(items),
            };
            crew(2, PoisonItems::default(), work, |_| {});
        });
    }
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

/// Where nobody waits a notification changes nothing, and doesn't call the kernel.
#[cfg(model)]
#[test]
fn where_nobody_waits_nobody_is_woken() {
    model(TWO_THREADS, || {
        let work = |number, changed: &Condvar| match number {
            0 => changed.notify_one(),
            _ => changed.notify_all(),
        };
        crew(2, Condvar::new(), work, |_| {
            let does_more = ["fetch_add", "fence", "wake_one", "wake_all"];
            assert!(!does_more.into_iter().any(happened), "more than a look");
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

/// `notify_one` wakes one of those who sleep, and not all.
#[cfg(model)]
#[test]
fn a_notification_of_one_wakes_one_and_not_all() {
    model(TWO_THREADS, || {
        let work = |number, items: &Items<Condvar>| match number {
            0 => items.put(),
            _ => items.take(),
        };
        crew(2, Items::new(), work, |_| {
            assert!(!happened("wake_all"), "all were woken");
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
    model(TWO_THREADS, || {
        let work = |number, shared: &PoisonItems| {
            if number == 0 {
                shared.put_and_panic();
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
        crew(2, PoisonItems::default(), work, |_| {});
    });
}

/// A wait with a time learns of a panic, too, and is told whether the time was over all the same.
#[test]
fn a_wait_with_a_time_learns_of_a_panic() {
    model(TWO_THREADS, || {
        let work = |number, shared: &PoisonItems| {
            if number == 0 {
                shared.put_and_panic();
                shared.more.notify_all();
            } else if let Ok(items) = shared.items.lock() {
                match shared.more.wait_timeout(items, A_TIME) {
                    Ok((items, _)) => assert_eq!(*items, 0, "a change, and no error"),
                    Err(error) => {
                        let (items, result) = error.into_inner();
                        assert_eq!(*items, 1);
                        assert!(is_right(result), "how the wait ended");
                    }
                }
            }
        };
        crew(2, PoisonItems::default(), work, |_| {});
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

/// What is built from a mutex and a condition variable: queue, barrier, semaphore.
mod built {
    use std::time::Duration;

    use condvar::built::{locked, one_condvar};
    use condvar::{Barrier, BoundedQueue, Semaphore};
    #[cfg(model)]
    use platform::figure::happened;
    use platform::model::{Bounds, Tally, Watched, crew, model};
    use platform::thread::yield_now;

    /// The item for which a thread waits may have gone to another.
    const LIMIT: Duration = super::A_TIME;

    /// Runs `work` on so many threads at once, this one among them, each with its number.
    fn meet<T: Send + Sync + 'static>(
        threads: usize,
        shared: T,
        work: impl Fn(usize, &T) + Clone + Send + 'static,
    ) {
        crew(threads, shared, work, |_| ());
    }

    fn watched() -> Watched {
        // SAFETY: what is under test keeps the uses apart.
        unsafe { Watched::new() }
    }

    /// Runs `body` as a model. It is given a tally for each of `outcomes`, and each has to come about in one of the executions; on real threads
    /// chance decides.
    fn each_comes_about<const N: usize>(
        bounds: Bounds,
        outcomes: [&str; N],
        body: impl Fn([Tally; N]) + Send + Sync + 'static,
    ) {
        let tallies = outcomes.map(|_| Tally::default());
        let theirs = tallies.clone();
        model(bounds, move || body(theirs.clone()));
        for (tally, outcome) in tallies.iter().zip(outcomes) {
            assert!(!cfg!(model) || tally.get() > 0, "never: {outcome}");
        }
    }

    /// On real threads nobody can say.
    #[cfg(not(model))]
    fn happened(_what: &str) -> bool {
        false
    }

    // ---- The queue ----

    /// What was done before an item was pushed is seen by whoever pops it.
    #[test]
    fn whoever_pops_sees_what_came_before_the_push() {
        // A mutex and a condition variable of each.
        model(Bounds::preemptions(3), || {
            meet(
                2,
                (BoundedQueue::new(1), watched()),
                |thread, (queue, memory)| {
                    if thread == 0 {
                        memory.set(7);
                        queue.push(());
                    } else {
                        queue.pop();
                        assert_eq!(memory.get(), 7);
                    }
                },
            );
        });
    }

    /// Each item that is pushed is popped once, the oldest first, though the queue is full or empty in between. There are never more than it has room for.
    #[test]
    fn items_come_out_once_and_in_order() {
        // Two threads that sleep twice each.
        model(Bounds::preemptions(2), || {
            meet(2, BoundedQueue::new(1), |thread, queue| {
                if thread == 0 {
                    queue.push(1);
                    queue.push(2);
                    assert!(queue.len() <= 1, "more than there is room for");
                } else {
                    assert_eq!((queue.pop(), queue.pop()), (1, 2));
                }
            });
        });
    }

    /// Two consumers and a producer of two items, with room for one: no wake-up is lost, and none goes to somebody who can't use it.
    #[test]
    fn two_consumers_get_what_a_producer_brings() {
        // Three threads that sleep.
        model(Bounds::preemptions(2), || {
            meet(3, BoundedQueue::new(1), |thread, queue| {
                if thread == 0 {
                    queue.push(1);
                    queue.push(2);
                } else {
                    assert!(queue.pop() <= 2);
                }
            });
        });
    }

    /// Two producers and a consumer of two items, with room for one: no wake-up is lost.
    #[test]
    fn two_producers_get_rid_of_what_they_have() {
        // Three threads that sleep.
        model(Bounds::preemptions(2), || {
            meet(3, BoundedQueue::new(1), |thread, queue| {
                if thread == 0 {
                    assert_eq!(queue.pop() + queue.pop(), 3);
                } else {
                    queue.push(thread);
                }
            });
        });
    }

    /// A consumer that gives up leaves the item in the queue: nothing is lost with it. It may also get the item.
    #[test]
    fn a_consumer_that_gives_up_takes_nothing() {
        let outcomes = ["it got the item", "it gave up"];
        each_comes_about(Bounds::preemptions(3), outcomes, |[got, gave]| {
            meet(2, BoundedQueue::new(1), move |thread, queue| {
                if thread == 0 {
                    queue.push(7);
                } else if let Some(item) = queue.pop_timeout(LIMIT) {
                    assert_eq!(item, 7);
                    got.count();
                } else {
                    assert_eq!(queue.pop(), 7);
                    gave.count();
                }
            });
        });
    }

    /// A producer that gives up keeps its item. It may also get rid of it.
    #[test]
    fn a_producer_that_gives_up_keeps_its_item() {
        let outcomes = ["it found room", "it gave up"];
        each_comes_about(Bounds::preemptions(3), outcomes, |[put, gave]| {
            let queue = BoundedQueue::new(1);
            queue.push(1);
            meet(2, queue, move |thread, queue| {
                if thread == 0 {
                    assert_eq!(queue.pop(), 1);
                } else if let Err(item) = queue.push_timeout(2, LIMIT) {
                    assert_eq!(item, 2);
                    gave.count();
                } else {
                    assert_eq!(queue.try_pop(), Some(2));
                    put.count();
                }
            });
        });
    }

    /// A consumer that gives up just when it is woken leaves nobody asleep beside an item.
    #[test]
    fn a_consumer_that_gives_up_takes_no_wake_up_with_it() {
        // Three threads that sleep.
        model(Bounds::preemptions(2), || {
            meet(3, BoundedQueue::new(1), |thread, queue| match thread {
                0 => queue.push(7),
                1 => {
                    if let Some(item) = queue.pop_timeout(LIMIT) {
                        queue.push(item);
                    }
                }
                _ => assert_eq!(queue.pop(), 7),
            });
        });
    }

    /// With one condition variable for all, a notification to all of them loses nobody either.
    #[test]
    fn one_condition_variable_will_do_if_all_are_woken() {
        // Three threads that sleep.
        model(Bounds::preemptions(1), || {
            meet(3, one_condvar::BoundedQueue::new(1), |thread, queue| {
                if thread == 0 {
                    queue.push(1);
                    queue.push(2);
                } else {
                    assert!(queue.pop() <= 2);
                }
            });
        });
    }

    // ---- The barrier ----

    /// Two threads that meet twice: whoever leaves sees what both did before they came, nobody leaves early, and each time one of them is the leader.
    #[test]
    fn two_threads_meet_again_and_again() {
        // Two threads that sleep twice.
        model(Bounds::preemptions(3), || {
            let leaders = Tally::default();
            let led = leaders.clone();
            let shared = (
                Barrier::new(2),
                [[watched(), watched()], [watched(), watched()]],
            );
            crew(
                2,
                shared,
                move |thread, (barrier, rounds)| {
                    for places in rounds {
                        places[thread].set(1);
                        if barrier.wait().is_leader() {
                            led.count();
                        }
                        assert_eq!(places[1 - thread].get(), 1, "one came early");
                    }
                },
                move |_| assert_eq!(leaders.get(), 2, "leaders, in two rounds"),
            );
        });
    }

    /// Three threads meet, and all of them leave.
    #[test]
    fn three_threads_meet() {
        // Three threads, two of which sleep.
        model(Bounds::preemptions(2), || {
            let shared = (Barrier::new(3), [watched(), watched(), watched()]);
            meet(3, shared, |thread, (barrier, places)| {
                places[thread].set(1);
                barrier.wait();
                for place in places {
                    assert_eq!(place.get(), 1, "one came early");
                }
            });
        });
    }

    /// More threads than the barrier is for meet in turns, and each time one is the leader.
    #[test]
    fn four_threads_meet_two_by_two() {
        // Four threads.
        model(Bounds::preemptions(1), || {
            let leaders = Tally::default();
            let led = leaders.clone();
            crew(
                4,
                Barrier::new(2),
                move |_, barrier| {
                    if barrier.wait().is_leader() {
                        led.count();
                    }
                },
                move |_| assert_eq!(leaders.get(), 2, "leaders"),
            );
        });
    }

    // ---- The semaphore ----

    /// With one permit one thread at a time has it, and sees what was done by whoever had it before. Nobody sleeps for ever, and at the end the permit is back.
    /// One permit wakes one thread, and not all.
    #[test]
    fn one_permit_is_had_by_one_thread_at_a_time() {
        model(Bounds::EXHAUSTIVE, || {
            crew(
                2,
                (Semaphore::new(1), watched()),
                |_, (semaphore, memory)| {
                    let _permit = semaphore.acquire();
                    memory.set(memory.get() + 1);
                },
                |(semaphore, memory)| {
                    assert!(!happened("wake_all"), "one permit, and all are woken");
                    let _permit = semaphore.acquire();
                    assert_eq!((memory.get(), semaphore.available_permits()), (2, 0));
                    assert_eq!(
                        format!("{semaphore:?}"),
                        "Semaphore { permits: 0, waiting: 0, .. }"
                    );
                },
            );
        });
    }

    /// Three threads take turns with one permit. Nobody sleeps for ever.
    #[test]
    fn three_threads_take_turns_with_one_permit() {
        // Three threads.
        model(Bounds::preemptions(1), || {
            meet(
                3,
                (Semaphore::new(1), watched()),
                |_, (semaphore, memory)| {
                    let _permit = semaphore.acquire();
                    memory.set(memory.get() + 1);
                },
            );
        });
    }

    /// With two permits there are never three threads inside, and there may be two.
    #[test]
    fn two_permits_let_two_in_and_not_three() {
        // Three threads.
        each_comes_about(Bounds::preemptions(1), ["two inside"], |[both]| {
            let inside = Tally::default();
            meet(3, Semaphore::new(2), move |_, semaphore| {
                let _permit = semaphore.acquire();
                match inside.count() {
                    1 => {}
                    2 => drop(both.count()),
                    _ => panic!("more are inside than there are permits"),
                }
                yield_now();
                inside.count_off();
            });
        });
    }

    /// Whoever takes a permit sees what came before *all* that were given back, not only before the last one.
    #[test]
    fn a_permit_brings_all_that_came_before_it() {
        // Three threads.
        model(Bounds::preemptions(2), || {
            let shared = (Semaphore::new(0), [watched(), watched()]);
            meet(3, shared, |thread, (semaphore, places)| {
                if let Some(place) = places.get(thread) {
                    place.set(1);
                    semaphore.add_permits(1);
                } else {
                    semaphore.acquire().forget();
                    semaphore.acquire().forget();
                    assert_eq!((places[0].get(), places[1].get()), (1, 1));
                }
            });
        });
    }

    /// Two permits that are added at once let in both who wait, though neither gives its permit back.
    #[test]
    fn two_permits_at_once_wake_both_who_wait() {
        // Three threads.
        model(Bounds::preemptions(2), || {
            meet(3, Semaphore::new(0), |thread, semaphore| {
                if thread == 0 {
                    semaphore.add_permits(2);
                } else {
                    semaphore.acquire().forget();
                }
            });
        });
    }

    /// `try_acquire` takes a permit that is there, beside a thread that takes one too. It may also find none.
    #[test]
    fn try_acquire_meets_a_holder() {
        let outcomes = ["it took the permit", "it found none"];
        each_comes_about(Bounds::EXHAUSTIVE, outcomes, |[took, found]| {
            meet(
                2,
                (Semaphore::new(1), watched()),
                move |thread, (semaphore, memory)| {
                    if thread == 0 {
                        let _permit = semaphore.acquire();
                        memory.set(1);
                    } else if let Some(_permit) = semaphore.try_acquire() {
                        memory.set(2);
                        took.count();
                    } else {
                        found.count();
                    }
                },
            );
        });
    }

    /// A thread that waits for a limited time gets a permit or gives up. Either way all is as before in the end: one permit, and nobody waits.
    #[test]
    fn a_thread_that_gives_up_is_not_counted_any_more() {
        // Every execution, without a limit of time, is in the model of one permit.
        let outcomes = ["it got the permit", "it gave up"];
        each_comes_about(Bounds::preemptions(3), outcomes, |[got, gave]| {
            crew(
                2,
                (Semaphore::new(1), watched()),
                move |thread, (semaphore, memory)| {
                    if thread == 0 {
                        let _permit = semaphore.acquire();
                        memory.set(1);
                    } else if let Some(_permit) = semaphore.acquire_timeout(LIMIT) {
                        memory.set(2);
                        got.count();
                    } else {
                        gave.count();
                    }
                },
                |(semaphore, _)| {
                    let _permit = semaphore.acquire();
                    assert_eq!(
                        format!("{semaphore:?}"),
                        "Semaphore { permits: 0, waiting: 0, .. }"
                    );
                },
            );
        });
    }

    /// A thread that gives up just when a permit comes leaves nobody asleep beside that permit.
    #[test]
    fn a_thread_that_gives_up_takes_no_wake_up_with_it() {
        // Three threads.
        model(Bounds::preemptions(2), || {
            meet(3, Semaphore::new(0), |thread, semaphore| match thread {
                0 => semaphore.add_permits(1),
                1 => drop(semaphore.acquire_timeout(LIMIT)),
                _ => drop(semaphore.acquire()),
            });
        });
    }

    /// A thread that has just come may take the permit for which another was woken.
    #[test]
    fn a_newcomer_may_take_the_permit_of_one_who_was_woken() {
        let outcomes = ["a newcomer was first"];
        // One execution is looked for.
        each_comes_about(Bounds::preemptions(2), outcomes, |[overtook]| {
            let has_had_it = Tally::default();
            meet(2, Semaphore::new(1), move |thread, semaphore| {
                if thread == 1 {
                    drop(semaphore.acquire());
                    has_had_it.count();
                    return;
                }
                let permit = semaphore.acquire();
                let has_slept = happened("waits");
                drop(permit);
                let other_slept = !has_slept && happened("waits");
                if let Some(_again) = semaphore.try_acquire()
                    && other_slept
                    && has_had_it.get() == 0
                {
                    overtook.count();
                }
            });
        });
    }

    /// The semaphore of a mutex and a condition variable keeps threads apart, and loses no wake-up.
    #[test]
    fn a_locked_semaphore_lets_one_thread_in_at_a_time() {
        // A mutex twice for each thread, and a condition variable.
        model(Bounds::preemptions(2), || {
            meet(
                2,
                (locked::Semaphore::new(1), watched()),
                |_, (semaphore, memory)| {
                    semaphore.acquire();
                    memory.set(memory.get() + 1);
                    semaphore.release();
                },
            );
        });
    }
}
