//! Models of *Condition variables*.

/// What is built from a mutex and a condition variable: queue, barrier, semaphore.
mod built {
    use std::time::Duration;

    use condvar::built::{locked, one_condvar};
    use condvar::{Barrier, BoundedQueue, Semaphore};
    use platform::model::{Bounds, Tally, Watched, crew, model};
    use platform::thread::yield_now;

    /// A deadline may pass at any moment in a model, and on real threads it doesn't.
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
        // SAFETY: what is under test keeps the uses apart.
        unsafe { Watched::new() }
    }

    /// On real threads chance decides what happens.
    fn happened(tally: &Tally, what: &str) {
        assert!(!cfg!(model) || tally.get() > 0, "never: {what}");
    }

    // ---- The queue ----

    /// What was done before an item was pushed is seen by whoever pops it.
    #[test]
    fn whoever_pops_sees_what_came_before_the_push() {
        model(Bounds::EXHAUSTIVE, || {
            meet(2, (BoundedQueue::new(1), watched()), |thread, (queue, memory)| {
                if thread == 0 {
                    memory.set(7);
                    queue.push(());
                } else {
                    queue.pop();
                    assert_eq!(memory.get(), 7);
                }
            });
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
        model(Bounds::preemptions(1), || {
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
        model(Bounds::preemptions(1), || {
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
        let (got_it, gave_up) = (Tally::default(), Tally::default());
        let (got, gave) = (got_it.clone(), gave_up.clone());
        model(Bounds::preemptions(3), move || {
            let (got, gave) = (got.clone(), gave.clone());
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
        happened(&got_it, "it got the item");
        happened(&gave_up, "it gave up");
    }

    /// A producer that gives up keeps its item. It may also get rid of it.
    #[test]
    fn a_producer_that_gives_up_keeps_its_item() {
        let (put_it, gave_up) = (Tally::default(), Tally::default());
        let (put, gave) = (put_it.clone(), gave_up.clone());
        model(Bounds::preemptions(3), move || {
            let (put, gave) = (put.clone(), gave.clone());
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
        happened(&put_it, "it found room");
        happened(&gave_up, "it gave up");
    }

    /// A consumer that gives up just when it is woken leaves nobody asleep beside an item.
    #[test]
    fn a_consumer_that_gives_up_takes_no_wake_up_with_it() {
        // Three threads that sleep.
        model(Bounds::preemptions(1), || {
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
        model(Bounds::preemptions(2), || {
            let leaders = Tally::default();
            let led = leaders.clone();
            let shared = (Barrier::new(2), [[watched(), watched()], [watched(), watched()]]);
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
        model(Bounds::preemptions(1), || {
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
        model(Bounds::preemptions(0), || {
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
                    let _permit = semaphore.acquire();
                    assert_eq!(memory.get(), 2);
                    assert_eq!(format!("{semaphore:?}"), "Semaphore { permits: 0, waiting: 0 }");
                },
            );
        });
    }

    /// Three threads take turns with one permit. Nobody sleeps for ever.
    #[test]
    fn three_threads_take_turns_with_one_permit() {
        // Three threads.
        model(Bounds::preemptions(2), || {
            meet(3, (Semaphore::new(1), watched()), |_, (semaphore, memory)| {
                let _permit = semaphore.acquire();
                memory.set(memory.get() + 1);
            });
        });
    }

    /// With two permits there are never three threads inside, and there may be two.
    #[test]
    fn two_permits_let_two_in_and_not_three() {
        let both = Tally::default();
        let saw_both = both.clone();
        // Three threads.
        model(Bounds::preemptions(2), move || {
            let inside = Tally::default();
            let saw_both = saw_both.clone();
            meet(3, Semaphore::new(2), move |_, semaphore| {
                let _permit = semaphore.acquire();
                match inside.count() {
                    1 => {}
                    2 => drop(saw_both.count()),
                    _ => panic!("more are inside than there are permits"),
                }
                yield_now();
                inside.count_off();
            });
        });
        happened(&both, "two inside");
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
        let (took_it, found_none) = (Tally::default(), Tally::default());
        let (took, found) = (took_it.clone(), found_none.clone());
        model(Bounds::EXHAUSTIVE, move || {
            let (took, found) = (took.clone(), found.clone());
            meet(2, (Semaphore::new(1), watched()), move |thread, (semaphore, memory)| {
                if thread == 0 {
                    let _permit = semaphore.acquire();
                    memory.set(1);
                } else if let Some(_permit) = semaphore.try_acquire() {
                    memory.set(2);
                    took.count();
                } else {
                    found.count();
                }
            });
        });
        happened(&took_it, "it took the permit");
        happened(&found_none, "it found none");
    }

    /// A thread that waits for a limited time gets a permit or gives up. Either way all is as before in the end: one permit, and nobody waits.
    #[test]
    fn a_thread_that_gives_up_is_not_counted_any_more() {
        let (got_it, gave_up) = (Tally::default(), Tally::default());
        let (got, gave) = (got_it.clone(), gave_up.clone());
        model(Bounds::EXHAUSTIVE, move || {
            let (got, gave) = (got.clone(), gave.clone());
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
                    assert_eq!(format!("{semaphore:?}"), "Semaphore { permits: 1, waiting: 0 }");
                },
            );
        });
        happened(&got_it, "it got the permit");
        happened(&gave_up, "it gave up");
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
        let overtook = Tally::default();
        let did = overtook.clone();
        // One execution is looked for.
        model(Bounds::preemptions(2), move || {
            let did = did.clone();
            let has_had_it = Tally::default();
            meet(2, Semaphore::new(1), move |thread, semaphore| {
                if thread == 1 {
                    drop(semaphore.acquire());
                    has_had_it.count();
                    return;
                }
                let first = semaphore.acquire();
                let other_waits = format!("{semaphore:?}").ends_with("waiting: 1 }");
                drop(first);
                if let Some(_again) = semaphore.try_acquire() {
                    if other_waits && has_had_it.get() == 0 {
                        did.count();
                    }
                }
            });
        });
        happened(&overtook, "a newcomer was first");
    }

    /// The semaphore of a mutex and a condition variable keeps threads apart, and loses no wake-up.
    #[test]
    fn a_locked_semaphore_lets_one_thread_in_at_a_time() {
        // A mutex twice for each thread, and a condition variable.
        model(Bounds::preemptions(2), || {
            meet(2, (locked::Semaphore::new(1), watched()), |_, (semaphore, memory)| {
                semaphore.acquire();
                memory.set(memory.get() + 1);
                semaphore.release();
            });
        });
    }
}
