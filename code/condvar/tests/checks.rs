//! The statements that the page *Condition variables* makes.
#![cfg(not(model))]

use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use harness::{hangs, run, watchdog};
use static_assertions::assert_impl_all;

/// Far longer than any of these takes.
const LIMIT: Duration = Duration::from_mins(1);

/// Runs the body, which asserts, twice: with std's condition variable, and with the book's own in the same shape.
macro_rules! assert_both {
    ($($body:tt)*) => {
        watchdog(LIMIT, || {
            {
                use std::sync::{Condvar, Mutex};
                $($body)*
            }
            {
                use condvar::poisoning::Condvar;
                use poisoning::Mutex;
                $($body)*
            }
        });
    };
}

// ---- What a condition variable does ----

/// A notification that comes when nobody waits is gone: whoever waits after it without having looked isn't woken by it.
#[test]
fn a_notification_reaches_only_those_who_wait() {
    hangs("told_before");
    assert_both! {
        // A wait may end for no reason, but not every time.
        let waits_on = |_| {
            let (mutex, condvar) = (Mutex::new(()), Condvar::new());
            condvar.notify_one();
            condvar.notify_all();
            let guard = mutex.lock().unwrap();
            condvar.wait_timeout(guard, Duration::ZERO).unwrap().1.timed_out()
        };
        assert!((0..10).any(waits_on), "it was kept");
    }
}

/// Whoever looks at the condition before it waits doesn't wait if it holds already, whether it was told or not.
#[test]
fn who_looks_first_need_not_be_told() {
    assert_eq!(run("looks_first"), "it boils: true\n");
    assert_both! {
        let (boils, whistle) = (Mutex::new(true), Condvar::new());
        let boils = whistle.wait_while(boils.lock().unwrap(), |boils| !*boils).unwrap();
        assert!(*boils);
    }
}

/// While a thread waits, others can lock the mutex; when `wait` returns, the thread holds it again, and nobody else.
#[test]
fn wait_lets_go_of_the_mutex_and_takes_it_again() {
    assert_both! {
        let (mutex, condvar) = (&Mutex::new(0), &Condvar::new());
        thread::scope(|s| {
            let (asleep, is_asleep) = channel();
            s.spawn(move || {
                let mut guard = mutex.lock().unwrap();
                asleep.send(()).unwrap();
                while *guard == 0 {
                    guard = condvar.wait(guard).unwrap();
                    // What was begun under the lock is done.
                    assert_ne!(*guard, 1, "it came in between");
                }
                assert!(mutex.try_lock().is_err(), "it returned without the lock");
            });
            is_asleep.recv().unwrap();
            // It has sent this while it held the lock, so to get the lock is to find it waiting.
            let mut guard = mutex.lock().unwrap();
            *guard = 1;
            condvar.notify_one();
            thread::yield_now();
            *guard = 2;
        });
    }
}

/// Three `notify_one` wake three that wait, and so does one `notify_all`.
#[test]
fn notify_one_wakes_one_and_notify_all_wakes_all() {
    assert_both! {
        for all in [false, true] {
            // How many wait, and how many have been woken.
            let (mutex, condvar) = (Mutex::new((0, 0)), Condvar::new());
            let wait_until = |holds: &dyn Fn(&(u32, u32)) -> bool| {
                while !holds(&mutex.lock().unwrap()) {
                    thread::yield_now();
                }
            };
            thread::scope(|s| {
                for _ in 0..3 {
                    s.spawn(|| {
                        let mut guard = mutex.lock().unwrap();
                        guard.0 += 1;
                        condvar.wait(guard).unwrap().1 += 1;
                    });
                }
                wait_until(&|(waiting, _)| *waiting == 3);
                if all {
                    condvar.notify_all();
                } else {
                    for told in 1..=3 {
                        condvar.notify_one();
                        wait_until(&|(_, woken)| *woken >= told);
                    }
                }
            });
            assert_eq!(mutex.into_inner().unwrap(), (3, 3));
        }
    }
}

/// At one tray with one condition variable, each letter goes to a clerk that is free: two that have to sign a contract both come to it, every time.
#[test]
fn every_letter_goes_to_a_clerk_that_is_free() {
    assert_eq!(
        run("clerks"),
        "done: a bill\ndone: a contract\ndone: a contract\nboth have signed\n"
    );
}

/// `wait_while` looks before it waits, and after every wake-up: it is the loop.
#[test]
fn wait_while_is_the_loop() {
    assert_both! {
        let (mutex, condvar) = (&Mutex::new(0), &Condvar::new());
        thread::scope(|s| {
            let (looked, has_looked) = channel();
            s.spawn(move || {
                let guard = mutex.lock().unwrap();
                let look = |value: &mut u32| {
                    looked.send(*value).unwrap();
                    *value < 2
                };
                drop(condvar.wait_while(guard, look).unwrap());
            });
            for value in 0..=2 {
                // It looks while it has the lock, so to get the lock is to find it waiting. (It may look more than once.)
                while has_looked.recv().unwrap() != value {}
                *mutex.lock().unwrap() += 1;
                condvar.notify_one();
            }
        });
        // Where there is nothing to wait for, it looks once.
        let mut looks = 0;
        drop(condvar.wait_while(mutex.lock().unwrap(), |_| { looks += 1; false }).unwrap());
        assert_eq!(looks, 1);
    }
}

/// A condition variable is `Send` and `Sync`, and can be a static beside its mutex.
#[test]
fn a_condvar_can_be_a_static() {
    static BOILS: std::sync::Mutex<bool> = std::sync::Mutex::new(false);
    static WHISTLE: std::sync::Condvar = std::sync::Condvar::new();
    static BOOKS: condvar::poisoning::Condvar = condvar::poisoning::Condvar::new();
    assert_impl_all!(std::sync::Condvar: Send, Sync);
    assert_impl_all!(condvar::poisoning::Condvar: Send, Sync);
    BOOKS.notify_all();
    watchdog(LIMIT, || {
        let kettle = thread::spawn(|| {
            *BOILS.lock().unwrap() = true;
            WHISTLE.notify_one();
        });
        let boils = BOILS.lock().unwrap();
        drop(WHISTLE.wait_while(boils, |boils| !*boils).unwrap());
        kettle.join().unwrap();
    });
}

/// Whoever waits for a change that is made under the lock goes on, whether it is told while the lock is held, even if that is before the change, or after it
/// was released.
#[test]
fn told_under_the_lock_or_after_it() {
    assert_both! {
        for told in ["before the change", "under the lock", "after it"] {
            let (boils, whistle) = (&Mutex::new(false), &Condvar::new());
            thread::scope(|s| {
                let (asleep, is_asleep) = channel();
                s.spawn(move || {
                    let guard = boils.lock().unwrap();
                    asleep.send(()).unwrap();
                    drop(whistle.wait_while(guard, |boils| !*boils).unwrap());
                });
                is_asleep.recv().unwrap();
                let mut guard = boils.lock().unwrap();
                if told == "before the change" {
                    whistle.notify_one();
                }
                *guard = true;
                if told == "under the lock" {
                    whistle.notify_one();
                }
                drop(guard);
                if told == "after it" {
                    whistle.notify_one();
                }
            });
        }
    }
}

/// A shelf with a condition variable for those who put and one for those who take loses no plate, whoever waits.
#[test]
fn full_and_empty_have_one_each() {
    assert_eq!(run("full_and_empty"), "0 + 1 + … + 99 = 4950\n");
}

/// With one letter and four that wait, `notify_all` lets four go, three of them in vain, and `notify_one` one: by `parking_lot`'s, which counts them, and
/// lets nobody else go.
#[test]
fn notify_all_wakes_three_for_nothing() {
    assert_eq!(
        run("herd"),
        "notify_one lets 1 go, 0 in vain\nnotify_all lets 4 go, 3 in vain\n"
    );
}

// ---- For a time ----

/// A wait with a limit of zero gives up at once, and says so.
#[test]
fn a_wait_without_patience_gives_up_at_once() {
    assert_both! {
        let (mutex, condvar) = (Mutex::new(()), Condvar::new());
        // It may end for no reason as well, but not every time.
        let gives_up = |_| {
            let guard = mutex.lock().unwrap();
            condvar.wait_timeout(guard, Duration::ZERO).unwrap().1.timed_out()
        };
        assert!((0..10).any(gives_up));
    }
    assert_eq!(run("gives_up"), "it boils: false, gave up: true\n");
}

/// A wait that says that its time is over has waited for that long at least.
#[test]
fn a_wait_gives_up_no_earlier_than_asked() {
    const PATIENCE: Duration = Duration::from_millis(20);
    assert_both! {
        let (mutex, condvar) = (Mutex::new(()), Condvar::new());
        let mut guard = mutex.lock().unwrap();
        // It may wake for no reason, and doesn't say then that its time is over.
        let waited = loop {
            let start = Instant::now();
            let (again, result) = condvar.wait_timeout(guard, PATIENCE).unwrap();
            if result.timed_out() {
                break start.elapsed();
            }
            guard = again;
        };
        assert!(waited >= PATIENCE, "{waited:?}");
        let start = Instant::now();
        let guard = mutex.lock().unwrap();
        let (_guard, result) = condvar.wait_timeout_while(guard, PATIENCE, |()| true).unwrap();
        assert!(result.timed_out() && start.elapsed() >= PATIENCE);
    }
}

/// That its time is over says nothing of the condition, which may hold by then.
#[test]
fn to_give_up_says_nothing_of_the_condition() {
    assert_eq!(
        run("timed_out_and_done"),
        "timed out: true\nit boils: true\n"
    );
}

/// `wait_timeout_while` says that it gave up only if the condition still kept it waiting, and looks before it waits: without any patience, too.
#[test]
fn wait_timeout_while_asks_the_condition() {
    assert_both! {
        let (mutex, condvar) = (Mutex::new(7), Condvar::new());
        let (none, some) = (Duration::ZERO, Duration::from_millis(1));
        // Were it to wait before it looks, the last would be for ever.
        for (waits, patience) in
            [(true, none), (true, some), (false, none), (false, some), (false, Duration::MAX)]
        {
            let guard = mutex.lock().unwrap();
            let waited = condvar.wait_timeout_while(guard, patience, |_| waits);
            assert_eq!(waited.unwrap().1.timed_out(), waits);
        }
    }
}

/// `park_timeout` gives up too, and doesn't say why it returned.
#[test]
fn park_timeout_does_not_say_why() {
    let park_timeout: fn(Duration) = thread::park_timeout;
    watchdog(LIMIT, move || {
        let limits = [Duration::from_millis(1), Duration::MAX];
        let answers = limits.map(|limit| {
            if limit == Duration::MAX {
                // It is told before, or this would be for ever.
                thread::current().unpark();
            }
            park_timeout(limit);
        });
        assert_eq!(answers, [(), ()], "it says why");
    });
}

// ---- What the compiler can't catch ----

/// A consumer that doesn't look again finds the order gone that it was woken for; one that looks in a loop waits on.
#[test]
fn an_order_can_be_taken_before_who_is_woken_gets_there() {
    let shown = run("stolen");
    assert!(shown.starts_with("the guest eats the soup\n"), "{shown}");
    assert!(
        shown.contains("`Option::unwrap()` on a `None` value"),
        "{shown}"
    );
    assert_eq!(
        run("stolen_mended"),
        "the guest eats the soup\nthe cook has bread\n"
    );
}

/// A condition that is changed without the mutex can change between the look and the wait, and the notification is lost; under the lock it can't.
#[test]
fn a_flag_beside_the_mutex_loses_the_wake_up() {
    hangs("flag_beside");
    assert_eq!(run("flag_beside_mended"), "it boils\n");
}

/// Whoever tells before it changes anything may be heard too early: the waiter looks, finds nothing changed, and isn't told of the change.
#[test]
fn told_before_the_change_is_told_too_early() {
    hangs("tells_first");
    assert_eq!(run("tells_then"), "it boils\n");
}

/// Of two that wait for different things at one condition variable, `notify_one` may wake the one that it isn't for, and the other waits for ever. With
/// a condition variable each it can't. (That the first to wait is the first to be woken is `parking_lot`'s choice, and nobody's promise.)
#[test]
fn notify_one_may_wake_the_wrong_one() {
    hangs("one_for_two_kinds");
    assert_eq!(run("two_kinds"), "soup is served\nbread is served\n");
}

/// `wait` releases its own mutex and no other: whoever needs one that the waiter holds besides waits for it, and never tells.
#[test]
fn what_else_is_locked_stays_locked() {
    hangs("holds_another");
    assert_eq!(
        run("holds_one"),
        "the guest wants to pay first\nin the till: 15\n"
    );
}

/// A panic wakes nobody: a thread that waits to be told by one that panics waits for ever, poisoned as the mutex is.
#[test]
fn a_panic_wakes_nobody() {
    hangs("panics_before_telling");
    let told = run("tells_in_any_case");
    for poisoned in ["poisoned: true", "poisoned: false"] {
        assert!(told.contains(&format!("{poisoned}\nboils: false, over: true\n")));
    }
}

/// A thread that is woken when the mutex has been poisoned meanwhile is told by an error, with the guard in it.
#[test]
fn who_wakes_to_a_poisoned_mutex_is_told() {
    assert_both! {
        let (mutex, condvar) = (&Mutex::new(false), &Condvar::new());
        thread::scope(|s| {
            let (asleep, is_asleep) = channel();
            let waiter = s.spawn(move || {
                let mut guard = mutex.lock().unwrap();
                asleep.send(()).unwrap();
                loop {
                    match condvar.wait(guard) {
                        // Nobody has done anything yet.
                        Ok(again) => guard = again,
                        Err(error) => break *error.into_inner(),
                    }
                }
            });
            is_asleep.recv().unwrap();
            let teller = s.spawn(|| {
                let mut guard = mutex.lock().unwrap();
                *guard = true;
                condvar.notify_one();
                // Without a message.
                std::panic::resume_unwind(Box::new(()));
            });
            teller.join().unwrap_err();
            assert!(waiter.join().unwrap(), "the guard is in the error");
        });
    }
}
