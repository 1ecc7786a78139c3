//! Faults that the models of *Condition variables* must find: a stage without a count, a copy of the condition variable in which one thing at a time
//! is wrong, and wrong uses of the right one.
//!
//! `traces/` holds the executions that the book shows; `SNAPSHOTS=overwrite` records them.
#![cfg(model)]

#[path = "planted/faulty.rs"]
mod faulty;

use std::time::Duration;

use condvar::Condvar;
use condvar::stages::{Wait, uncounted};
use faulty::{Fault, Items};
use mutex::Mutex;
use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::figure::happened;
use platform::model::{Bounds, Tally, crew, model, model_fails, settle_report};

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
            assert!(let_go.get() < 2, "two have been let go");
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
