//! Faults that the models of *Condition variables* must find: a stage without a count, a copy of the condition variable in which one thing at a time
//! is wrong, and wrong uses of the right one.
//!
//! `traces/` holds the executions that the book shows; `SNAPSHOTS=overwrite` records them.
#![cfg(model)]

#[path = "planted/built.rs"]
mod built_faulty;
#[path = "planted/counting.rs"]
mod counting;
#[path = "planted/faulty.rs"]
mod faulty;
#[path = "planted/one_condvar.rs"]
mod one_condvar;

use std::time::Duration;

use condvar::Condvar;
use condvar::stages::{Wait, uncounted};
use faulty::{Fault, Items};
use mutex::Mutex;
use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::figure::happened;
use platform::model::{Bounds, Tally, crew, model, model_fails, settle_report, wait_until};

/// What a model says of threads that all sleep.
const DEADLOCK: &str = "deadlock";
/// And of two accesses that nothing orders.
const RACE: &str = "Causality violation";
/// All executions of two threads are a million.
const TWO_THREADS: Bounds = Bounds::preemptions(4);
/// And of three more than can be waited for.
const THREE_THREADS: Bounds = Bounds::preemptions(3);
/// A time. In a model it is over at any moment.
const AN_HOUR: Duration = Duration::from_hours(1);

// ---- Without a count ----

/// A condition variable that releases the mutex and then sleeps, and counts nothing, loses a notification that comes between the two.
#[test]
fn a_notification_that_is_not_counted_is_lost() {
    let report = model_fails(DEADLOCK, TWO_THREADS, || {
        let work = |number, (ready, changed): &(Mutex<bool>, uncounted::Condvar)| {
            let mut ready = ready.lock();
            if number == 0 {
                *ready = true;
                changed.notify_one();
            } else {
                while !*ready {
                    changed.wait(&mut ready);
                }
            }
        };
        crew(
            2,
            (Mutex::new(false), uncounted::Condvar::new()),
            work,
            |_| {},
        );
    });
    settle_report("uncounted", &report);
}

// ---- A copy with a fault ----

/// One thread takes an item, and one puts it there.
fn one_takes(fault: Fault) {
    let work = |number, items: &Items| match number {
        0 => items.put(1),
        _ => items.take(),
    };
    crew(2, Items::new(fault), work, |_| {});
}

/// Two threads take an item each, and one puts both there at once.
fn two_take(fault: Fault) {
    let work = |number, items: &Items| match number {
        0 => items.put_all(2),
        _ => items.take(),
    };
    crew(3, Items::new(fault), work, |_| {});
}

/// Two threads wait for one item. One of them has a deadline, and passes on what it gets before that.
fn one_gives_up(fault: Fault) {
    let work = |number, items: &Items| match number {
        0 => items.put(1),
        1 => items.take(),
        _ => items.wait_and_pass_on(),
    };
    crew(3, Items::new(fault), work, |_| {});
}

/// One thread waits for an item, and one puts two there, with a count that goes up by `step`.
fn two_are_put(step: u32) {
    let work = |number, items: &Items| match number {
        0 => items.put(2),
        _ => items.take(),
    };
    crew(2, Items::counting_by(step, Fault::None), work, |_| {});
}

/// Without a fault the copy passes.
#[test]
fn without_a_fault_the_copy_passes() {
    model(TWO_THREADS, || one_takes(Fault::None));
}

/// Without a fault the copy passes with two that wait.
#[test]
fn without_a_fault_the_copy_passes_with_two_that_wait() {
    model(THREE_THREADS, || two_take(Fault::None));
}

/// Without a fault the copy passes with one that gives up.
#[test]
fn without_a_fault_the_copy_passes_with_one_that_gives_up() {
    model(THREE_THREADS, || one_gives_up(Fault::None));
}

/// If the count is read when the mutex has been released, a notification in between is taken for an old one, and lost.
#[test]
fn a_count_that_is_read_late_loses_a_notification() {
    let report = model_fails(DEADLOCK, TWO_THREADS, || {
        one_takes(Fault::ReadsCountLate);
    });
    settle_report("reads-count-late", &report);
}

/// If a thread counts as waiting only when it has released the mutex, a notification in between finds nobody.
#[test]
fn a_waiter_that_is_counted_late_is_not_notified() {
    model_fails(DEADLOCK, TWO_THREADS, || {
        one_takes(Fault::RaisesWaitersLate);
    });
}

/// If a thread counts as waiting until it is about to sleep, and no longer, a notification finds nobody.
#[test]
fn a_waiter_that_is_counted_off_early_is_not_notified() {
    model_fails(DEADLOCK, TWO_THREADS, || {
        one_takes(Fault::LowersWaitersEarly);
    });
}

/// If a notification wakes and changes no count, a thread that is about to sleep misses it.
#[test]
fn a_notification_that_changes_no_count_is_lost() {
    model_fails(DEADLOCK, TWO_THREADS, || {
        one_takes(Fault::CountsNothing);
    });
}

/// If a notification wakes first and changes the count then, a thread that falls asleep in between is never woken.
#[test]
fn a_wake_up_before_the_count_is_lost() {
    model_fails(DEADLOCK, TWO_THREADS, || {
        one_takes(Fault::WakesFirst);
    });
}

/// If a notification wakes nobody, who sleeps sleeps for ever.
#[test]
fn a_notification_that_wakes_nobody_leaves_a_sleeper() {
    model_fails(DEADLOCK, TWO_THREADS, || {
        one_takes(Fault::WakesNobody);
    });
}

/// If a notification of all wakes one, the other sleeps for ever.
#[test]
fn a_notification_of_all_that_wakes_one_leaves_a_sleeper() {
    model_fails(DEADLOCK, THREE_THREADS, || {
        two_take(Fault::WakesOneForAll);
    });
}

/// If a thread sleeps and doesn't say so, nobody wakes it.
#[test]
fn a_sleeper_that_does_not_say_so_is_not_woken() {
    model_fails(DEADLOCK, TWO_THREADS, || {
        one_takes(Fault::DoesNotSayThatItSleeps);
    });
}

/// If whoever notifies looks for sleepers first and changes the count then, it doesn't see one that falls asleep in between.
#[test]
fn a_look_for_sleepers_before_the_count_misses_one() {
    model_fails(DEADLOCK, TWO_THREADS, || {
        one_takes(Fault::LooksFirst);
    });
}

/// Fences that acquire and release don't keep a change before a look at another word: a sleeper is missed.
#[test]
fn fences_that_acquire_and_release_miss_a_sleeper() {
    model_fails(DEADLOCK, TWO_THREADS, || {
        one_takes(Fault::FencesAcqRel);
    });
}

/// Without a fence between changing the count and looking for sleepers the look may read an old number, and a sleeper is missed.
#[test]
fn a_look_for_sleepers_without_a_fence_misses_one() {
    let report = model_fails(DEADLOCK, TWO_THREADS, || {
        one_takes(Fault::LooksWithoutAFence);
    });
    settle_report("looks-without-a-fence", &report);
}

/// Without a fence between saying that it sleeps and sleeping a sleeper may be missed, too.
#[test]
fn a_sleeper_without_a_fence_is_missed() {
    model_fails(DEADLOCK, TWO_THREADS, || {
        one_takes(Fault::SleepsWithoutAFence);
    });
}

/// If a thread that has been woken says that its time was over, nobody passes on the notification that it got, and another sleeps for ever.
#[test]
fn a_timeout_that_keeps_a_notification_leaves_a_sleeper() {
    model_fails(DEADLOCK, THREE_THREADS, || {
        one_gives_up(Fault::DeniesItsWakeUp);
    });
}

/// A notification that wakes whether or not somebody sleeps calls the kernel for a thread that is on its way.
#[test]
fn a_notification_that_does_not_ask_for_sleepers_calls_the_kernel() {
    model_fails("a wake-up", TWO_THREADS, || {
        let work = |number, items: &Items| match number {
            0 => items.notify(),
            _ => items.wait(),
        };
        crew(2, Items::new(Fault::WakesWhoDoesNotSleep), work, |_| {
            let comes_to_sleep = ["waits", "doesn't wait", "wakes for no reason"];
            let came_to_sleep = comes_to_sleep.into_iter().any(happened);
            assert!(came_to_sleep || !happened("wake_one"), "a wake-up");
        });
    });
}

// ---- The count comes round ----

/// A count that has two values is back at the first after two notifications. A thread that has read it before them, and sleeps after them, is lost.
#[test]
fn a_count_that_comes_round_loses_a_notification() {
    let report = model_fails(DEADLOCK, TWO_THREADS, || two_are_put(1 << 31));
    settle_report("comes-round", &report);
}

/// A count that has four values isn't, after two.
#[test]
fn a_count_that_does_not_come_round_loses_none() {
    model(TWO_THREADS, || two_are_put(1 << 30));
}

// ---- Wrong uses ----

/// Who makes a change without the mutex, and then notifies, may be missed by a thread that has looked, and doesn't wait yet.
#[test]
fn a_notifier_without_the_mutex_is_missed() {
    model_fails(DEADLOCK, TWO_THREADS, || {
        let work = |number, (ready, mutex, changed): &(AtomicU32, Mutex<()>, Condvar)| {
            if number == 0 {
                // ORDERING: Relaxed: no ordering would help.
                ready.store(1, Relaxed);
                changed.notify_one();
            } else {
                let mut guard = mutex.lock();
                // ORDERING: Relaxed, as above.
                changed.wait_while(&mut guard, |()| ready.load(Relaxed) == 0);
            }
        };
        let shared = (AtomicU32::new(0), Mutex::new(()), Condvar::new());
        crew(2, shared, work, |_| {});
    });
}

/// Who notifies, and has nothing between itself and the waiter's lock, may be missed by a thread that sleeps already: it may read that nobody waits.
#[test]
fn a_notifier_that_nothing_orders_misses_a_sleeper() {
    model_fails(DEADLOCK, TWO_THREADS, || {
        let work = |number, (mutex, changed): &(Mutex<()>, Condvar)| {
            if number == 0 {
                changed.wait(&mut mutex.lock());
            } else {
                // That it sleeps is known to this test, and orders nothing.
                wait_until(|| happened("waits") || happened("wakes for no reason"));
                changed.notify_one();
            }
        };
        crew(2, (Mutex::new(()), Condvar::new()), work, |_| {});
    });
}

/// One thread waits for the first stage and makes the second, and another comes between the two, and waits for the second.
fn one_comes_late(makes_the_first: fn(&Mutex<u32>, &Condvar)) {
    let work = move |number, (stage, changed): &(Mutex<u32>, Condvar)| match number {
        0 => makes_the_first(stage, changed),
        1 => {
            let mut stage = stage.lock();
            changed.wait_while(&mut stage, |stage| *stage == 0);
            *stage = 2;
            changed.notify_one();
        }
        // Before the first it has nothing to wait for.
        _ => changed.wait_while(&mut stage.lock(), |stage| *stage == 1),
    };
    crew(3, (Mutex::new(0), Condvar::new()), work, |_| {});
}

/// If the mutex is released first, a thread that comes to wait before `notify_one` is done may get the wake-up. Who waited when the change was made, and
/// could make use of it, sleeps on.
#[test]
fn who_comes_before_it_is_told_may_get_the_wake_up() {
    model_fails(DEADLOCK, THREE_THREADS, || {
        one_comes_late(|stage, changed| {
            *stage.lock() = 1;
            changed.notify_one();
        });
    });
}

/// If the mutex is held, nobody comes to wait before `notify_one` is done.
#[test]
fn who_comes_after_it_is_told_gets_no_wake_up() {
    model(THREE_THREADS, || {
        one_comes_late(|stage, changed| {
            let mut stage = stage.lock();
            *stage = 1;
            changed.notify_one();
        });
    });
}

/// One notification of one may let two go: one that sleeps, and one that doesn't yet.
#[test]
fn one_notification_may_let_two_go() {
    model_fails("two have been let go", THREE_THREADS, || {
        let let_go = Tally::default();
        let in_time = let_go.clone();
        let work = move |number, (mutex, changed): &(Mutex<()>, Condvar)| {
            let mut guard = mutex.lock();
            if number == 0 {
                changed.notify_one();
            } else if !changed.wait_timeout(&mut guard, AN_HOUR).timed_out() {
                in_time.count();
            }
        };
        crew(3, (Mutex::new(()), Condvar::new()), work, move |_| {
            // Another reason to be in time would be none of the notification's.
            let is_right = let_go.get() < 2 || happened("wakes for no reason");
            assert!(is_right, "two have been let go");
        });
    });
}

/// Who notifies when it has released the mutex may use a condition variable that the waiter has freed.
#[test]
fn a_notification_after_the_mutex_uses_what_is_gone() {
    struct Shared(*mut (Mutex<bool>, Condvar));
    // SAFETY: all threads may use what it points to.
    unsafe impl Send for Shared {}
    // SAFETY: as above.
    unsafe impl Sync for Shared {}

    model_fails(RACE, TWO_THREADS, || {
        let work = |number, shared: &Shared| {
            // SAFETY: the memory stays, so that a use after its end is one for the checker only.
            let (ready, changed) = unsafe { &*shared.0 };
            if number == 0 {
                *ready.lock() = true;
                changed.notify_one();
            } else {
                changed.wait_while(&mut ready.lock(), |ready| !*ready);
                // SAFETY: nobody uses it any more, it thinks.
                unsafe { std::ptr::drop_in_place(shared.0) };
            }
        };
        let shared = Box::into_raw(Box::new((Mutex::new(false), Condvar::new())));
        crew(2, Shared(shared), work, |_| {});
    });
}

/// What is built from a mutex and a condition variable: queue, barrier, semaphore.
mod built {
    use std::time::Duration;

    use platform::model::{Bounds, Tally, Watched, crew, model, model_fails, settle_report};

    use super::built_faulty::{Barrier, Fault, Queue, Semaphore};
    use super::{DEADLOCK, RACE, counting, one_condvar};

    /// What a model says of a thread that never stops.
    const ENDLESS: &str = "exceeded maximum number of branches";
    /// A deadline may pass at any moment.
    const LIMIT: Duration = Duration::from_mins(1);

    /// Runs `work` on so many threads at once, this one among them, each with its number.
    fn meet<T: Send + Sync + 'static>(
        threads: usize,
        shared: T,
        work: impl Fn(usize, &T) + Clone + Send + 'static,
    ) {
        crew(threads, shared, work, |_| ());
    }

    fn watched() -> Watched {
        // SAFETY: in a model nothing is asked for.
        unsafe { Watched::new() }
    }

    // ---- The queue ----

    /// A producer of two items and a consumer.
    fn two_items(fault: Fault) {
        meet(2, Queue::new(fault), |thread, queue| {
            if thread == 0 {
                queue.push(1);
                queue.push(2);
                assert!(queue.len() <= 1, "more than there is room for");
            } else {
                assert_eq!((queue.pop(), queue.pop()), (1, 2), "items (left)");
            }
        });
    }

    /// A consumer that gives up, and one that doesn't.
    fn two_consumers_of_one_item(fault: Fault) {
        meet(3, Queue::new(fault), |thread, queue| match thread {
            0 => queue.push(7),
            1 => {
                if let Some(item) = queue.pop_timeout(LIMIT) {
                    queue.push(item);
                }
            }
            _ => assert_eq!(queue.pop(), 7),
        });
    }

    /// Without a fault the copy of the queue passes: two items.
    #[test]
    fn without_a_fault_two_items_pass() {
        // Two threads that sleep twice each.
        model(Bounds::preemptions(2), || two_items(Fault::None));
    }

    /// Without a fault the copy of the queue passes: a consumer that gives up.
    #[test]
    fn without_a_fault_a_consumer_may_give_up() {
        // Three threads that sleep.
        model(Bounds::preemptions(2), || {
            two_consumers_of_one_item(Fault::None);
        });
    }

    /// If producers and consumers wait on one condition variable and one of them is woken, it may be one of the wrong kind, and the others sleep for ever.
    #[test]
    fn one_condition_variable_and_one_wake_up_lose_a_producer() {
        model_fails(DEADLOCK, Bounds::preemptions(1), || {
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

    /// If a push wakes nobody, a consumer sleeps beside an item.
    #[test]
    fn a_push_that_wakes_nobody_leaves_a_consumer_asleep() {
        model_fails(DEADLOCK, Bounds::preemptions(2), || {
            two_items(Fault::PushWakesNobody);
        });
    }

    /// If a pop wakes nobody, a producer sleeps beside room.
    #[test]
    fn a_pop_that_wakes_nobody_leaves_a_producer_asleep() {
        model_fails(DEADLOCK, Bounds::preemptions(2), || {
            two_items(Fault::PopWakesNobody);
        });
    }

    /// If a push notifies those who wait for room, a consumer sleeps beside an item.
    #[test]
    fn a_push_that_wakes_producers_leaves_a_consumer_asleep() {
        model_fails(DEADLOCK, Bounds::preemptions(2), || {
            two_items(Fault::WakesTheOthers);
        });
    }

    /// If a producer believes its wake-up, it pushes an item for which there is no room.
    #[test]
    fn a_producer_that_believes_its_wake_up_pushes_too_much() {
        model_fails(
            "more than there is room for",
            Bounds::preemptions(2),
            || {
                two_items(Fault::BelievesWakeUp);
            },
        );
    }

    /// If the limit is one too high, there are more items than there is room for.
    #[test]
    fn a_limit_that_is_one_too_high_is_noticed() {
        model_fails(
            "more than there is room for",
            Bounds::preemptions(2),
            || {
                two_items(Fault::Overfull);
            },
        );
    }

    /// If a queue has room for more than one item and takes the last one first, they come out in another order.
    #[test]
    fn a_stack_is_no_queue() {
        model_fails("items (left)", Bounds::preemptions(2), || {
            meet(
                2,
                Queue::new(Fault::LastComesFirst).with_room(2),
                |thread, queue| {
                    if thread == 0 {
                        queue.push(1);
                        queue.push(2);
                    } else {
                        assert_eq!((queue.pop(), queue.pop()), (1, 2), "items (left)");
                    }
                },
            );
        });
    }

    /// If a consumer gives up without looking once more, it takes a wake-up with it, and another sleeps beside the item.
    #[test]
    fn a_consumer_that_gives_up_without_looking_takes_a_wake_up_with_it() {
        model_fails(DEADLOCK, Bounds::preemptions(2), || {
            two_consumers_of_one_item(Fault::GivesUpUnseen);
        });
    }

    // ---- The barrier ----

    /// Two threads that meet twice.
    fn two_rounds(fault: Fault) {
        let leaders = Tally::default();
        let led = leaders.clone();
        let places = [[watched(), watched()], [watched(), watched()]];
        crew(
            2,
            (Barrier::new(2, fault), places),
            move |thread, (barrier, rounds)| {
                for places in rounds {
                    places[thread].set(1);
                    if barrier.wait() {
                        led.count();
                    }
                    assert_eq!(places[1 - thread].get(), 1, "one came early");
                }
            },
            move |_| assert_eq!(leaders.get(), 2, "leaders (left), in two rounds"),
        );
    }

    /// Three threads that meet.
    fn three_meet(fault: Fault) {
        meet(3, Barrier::new(3, fault), |_, barrier| {
            barrier.wait();
        });
    }

    /// Four threads at a barrier for two.
    fn two_by_two(fault: Fault) {
        meet(4, Barrier::new(2, fault), |_, barrier| {
            barrier.wait();
        });
    }

    /// Without a fault the copy of the barrier passes: four threads, two by two.
    #[test]
    fn without_a_fault_four_meet_two_by_two() {
        // Four threads.
        model(Bounds::preemptions(1), || two_by_two(Fault::None));
    }

    /// Without a fault the copy of the barrier passes: two threads, twice.
    #[test]
    fn without_a_fault_two_rounds_pass() {
        // Two threads that sleep twice.
        model(Bounds::preemptions(2), || two_rounds(Fault::None));
    }

    /// Without a fault the copy of the barrier passes: three threads.
    #[test]
    fn without_a_fault_three_meet() {
        // Three threads, two of which sleep.
        model(Bounds::preemptions(1), || three_meet(Fault::None));
    }

    /// If a barrier only counts, a thread that comes round again before another has woken up is counted with it, and both sleep for ever.
    #[test]
    fn a_count_alone_loses_a_slow_thread() {
        model_fails(DEADLOCK, Bounds::preemptions(2), || {
            meet(2, counting::Barrier::new(2), |_, barrier| {
                barrier.wait();
                barrier.wait();
            });
        });
    }

    /// If a thread at a barrier believes a wake-up that had no reason, it goes on before all are there.
    #[test]
    fn a_thread_that_believes_its_wake_up_passes_the_barrier_early() {
        model_fails("one came early", Bounds::preemptions(2), || {
            two_rounds(Fault::BelievesWakeUp);
        });
    }

    /// If the last thread wakes nobody, the others stay at the barrier.
    #[test]
    fn a_leader_that_wakes_nobody_leaves_the_others_asleep() {
        model_fails(DEADLOCK, Bounds::preemptions(2), || {
            two_rounds(Fault::WakesNobody);
        });
    }

    /// If the last thread wakes one, a third stays at the barrier.
    #[test]
    fn a_leader_that_wakes_one_leaves_another_asleep() {
        model_fails(DEADLOCK, Bounds::preemptions(1), || {
            three_meet(Fault::WakesOne);
        });
    }

    /// A thread that doesn't come keeps the others waiting for ever, at the right barrier too.
    #[test]
    fn who_does_not_come_keeps_the_others_waiting() {
        model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
            meet(2, condvar::Barrier::new(2), |thread, barrier| {
                if thread == 0 {
                    barrier.wait();
                }
            });
        });
    }

    /// If the count isn't set back, nobody waits in the second round.
    #[test]
    fn a_count_that_is_not_set_back_lets_all_through() {
        model_fails("one came early", Bounds::preemptions(2), || {
            two_rounds(Fault::KeepsCount);
        });
    }

    /// If rounds are told apart by a flag, and more threads use the barrier than it is for, one of them may sleep through two rounds, and sleep on.
    #[test]
    fn a_flag_for_the_round_loses_a_slow_thread() {
        model_fails(DEADLOCK, Bounds::preemptions(1), || {
            two_by_two(Fault::RoundIsAFlag);
        });
    }

    /// If each thread is told that it leads, there are more leaders than rounds.
    #[test]
    fn a_leader_too_many_is_noticed() {
        model_fails(
            "leaders (left), in two rounds",
            Bounds::preemptions(2),
            || {
                two_rounds(Fault::AllLead);
            },
        );
    }

    // ---- The semaphore ----

    /// Two threads with one permit.
    fn one_permit(fault: Fault) {
        crew(
            2,
            (Semaphore::new(1, fault), watched()),
            |_, (semaphore, memory)| {
                semaphore.acquire();
                memory.set(memory.get() + 1);
                semaphore.release(1);
            },
            |(semaphore, _)| assert_eq!(semaphore.counts(), (1, 0), "permits, waiting"),
        );
    }

    /// Three threads with one permit.
    fn one_permit_for_three(fault: Fault) {
        meet(3, Semaphore::new(1, fault), |_, semaphore| {
            semaphore.acquire();
            semaphore.release(1);
        });
    }

    /// Two permits for two that wait and give none back.
    fn two_permits_at_once(fault: Fault) {
        meet(3, Semaphore::new(0, fault), |thread, semaphore| {
            if thread == 0 {
                semaphore.release(2);
            } else {
                semaphore.acquire();
            }
        });
    }

    /// A permit for one that gives up and one that doesn't.
    fn one_gives_up(fault: Fault) {
        meet(
            3,
            Semaphore::new(0, fault),
            |thread, semaphore| match thread {
                0 => semaphore.release(1),
                1 => {
                    if semaphore.acquire_timeout(LIMIT) {
                        semaphore.release(1);
                    }
                }
                _ => semaphore.acquire(),
            },
        );
    }

    /// Without a fault the copy of the semaphore passes: one permit.
    #[test]
    fn without_a_fault_one_permit_passes() {
        model(Bounds::EXHAUSTIVE, || one_permit(Fault::None));
    }

    /// Without a fault the copy of the semaphore passes: three threads.
    #[test]
    fn without_a_fault_one_permit_passes_for_three() {
        // Three threads.
        model(Bounds::preemptions(2), || one_permit_for_three(Fault::None));
    }

    /// Without a fault the copy of the semaphore passes: two permits at once.
    #[test]
    fn without_a_fault_two_permits_pass() {
        // Three threads.
        model(Bounds::preemptions(2), || two_permits_at_once(Fault::None));
    }

    /// Without a fault the copy of the semaphore passes: a thread that gives up.
    #[test]
    fn without_a_fault_a_thread_may_give_up() {
        // Three threads.
        model(Bounds::preemptions(2), || one_gives_up(Fault::None));
    }

    /// If a permit is looked at in one step and taken in the next, two threads take the same one.
    #[test]
    fn a_permit_taken_in_two_steps_is_taken_twice() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || one_permit(Fault::TwoSteps));
    }

    /// If a thread sleeps without saying so, nobody wakes it.
    #[test]
    fn a_thread_that_does_not_say_that_it_waits_is_lost() {
        model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
            one_permit(Fault::DoesNotSay);
        });
    }

    /// If whoever gives a permit back wakes nobody, one who waits for it sleeps for ever.
    #[test]
    fn a_permit_that_wakes_nobody_leaves_one_asleep() {
        model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
            one_permit(Fault::WakesNobody);
        });
    }

    /// If a thread reads the number after it has looked for a permit, it misses the wake-up in between.
    #[test]
    fn a_thread_that_looks_before_it_reads_the_number_misses_a_permit() {
        let report = model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
            one_permit(Fault::ReadsNumberLast);
        });
        settle_report("semaphore-reads-number-last", &report);
    }

    /// If a wake-up doesn't change the number, a thread that is about to sleep misses it.
    #[test]
    fn a_permit_that_changes_no_number_is_missed() {
        model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
            one_permit(Fault::SameNumber);
        });
    }

    /// If the wake-up comes before the permit, a thread that looks in between finds none, and sleeps.
    #[test]
    fn a_wake_up_before_the_permit_is_lost() {
        let report = model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
            one_permit(Fault::WakesFirst);
        });
        let (_, then) = report.split_once("wake_one").expect("a wake-up");
        assert!(then.contains("waits"), "{report}");
    }

    /// If whoever gives a permit back asks first whether anybody waits, one that comes in between sleeps beside the permit.
    #[test]
    fn a_permit_that_asks_early_who_waits_misses_one() {
        model_fails(DEADLOCK, Bounds::EXHAUSTIVE, || {
            one_permit(Fault::AsksEarly);
        });
    }

    /// If a thread reads the number once and for all, it never sleeps again after the first wake-up, and goes round and round.
    #[test]
    fn a_waiter_that_keeps_an_old_number_goes_round_and_round() {
        model_fails(ENDLESS, Bounds::preemptions(2), || {
            one_permit_for_three(Fault::KeepsNumber);
        });
    }

    /// If a thread believes a wake-up that had no reason, it goes on without a permit.
    #[test]
    fn a_thread_that_believes_its_wake_up_has_no_permit() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || {
            one_permit(Fault::BelievesWakeUp);
        });
    }

    /// If a thread that has a permit stays counted among those that wait, wake-ups for nobody follow for ever.
    #[test]
    fn a_thread_that_stays_counted_is_noticed() {
        model_fails("permits, waiting", Bounds::EXHAUSTIVE, || {
            one_permit(Fault::StaysCounted);
        });
    }

    /// If two permits at once wake one thread, another sleeps beside the second.
    #[test]
    fn two_permits_that_wake_one_leave_another_asleep() {
        model_fails(DEADLOCK, Bounds::preemptions(2), || {
            two_permits_at_once(Fault::SeveralWakeOne);
        });
    }

    /// If a thread gives up without looking once more, it takes a wake-up with it, and another sleeps beside the permit.
    #[test]
    fn a_thread_that_gives_up_without_looking_takes_a_wake_up_with_it() {
        model_fails(DEADLOCK, Bounds::preemptions(2), || {
            one_gives_up(Fault::GivesUpUnseen);
        });
    }

    /// Two threads that take two permits each, one after the other, wait for one another for ever if there are only two, with the right semaphore too.
    #[test]
    fn two_permits_one_after_the_other_are_a_deadlock() {
        model_fails(DEADLOCK, Bounds::preemptions(2), || {
            meet(2, condvar::Semaphore::new(2), |_, semaphore| {
                let _first = semaphore.acquire();
                let _second = semaphore.acquire();
            });
        });
    }

    /// If whoever takes a permit doesn't acquire, it doesn't see what came before the permit was given back.
    #[test]
    fn a_permit_that_is_taken_relaxed_is_a_data_race() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || one_permit(Fault::TakesRelaxed));
    }

    /// If whoever gives a permit back doesn't release, neither.
    #[test]
    fn a_permit_that_is_given_back_relaxed_is_a_data_race() {
        model_fails(RACE, Bounds::EXHAUSTIVE, || one_permit(Fault::GivesRelaxed));
    }
}
