//! Tables of *Condition variables* that the condition variables themselves fill in.
#![cfg(not(model))]

use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use harness::{table, watchdog};

/// Far longer than it takes to ask.
const LIMIT: Duration = Duration::from_mins(1);

/// A condition variable that can be used with several mutexes.
trait Kind: Default + Sync {
    type Lock: Default + Sync;

    /// Waits until `tell` was called for this lock. Calls `asleep` when it holds the lock and is about to.
    fn wait(&self, lock: &Self::Lock, asleep: impl FnOnce());
    fn tell(&self, lock: &Self::Lock);
}

/// For those that take the guard and give it back.
macro_rules! kind_by_value {
    ($condvar:path, $mutex:path) => {
        impl Kind for $condvar {
            type Lock = $mutex;

            fn wait(&self, lock: &Self::Lock, asleep: impl FnOnce()) {
                let guard = lock.lock().unwrap();
                asleep();
                drop(self.wait_while(guard, |told| !*told).unwrap());
            }

            fn tell(&self, lock: &Self::Lock) {
                *lock.lock().unwrap() = true;
                self.notify_all();
            }
        }
    };
}

/// For those that borrow the guard.
macro_rules! kind_by_reference {
    ($condvar:path, $mutex:path) => {
        impl Kind for $condvar {
            type Lock = $mutex;

            fn wait(&self, lock: &Self::Lock, asleep: impl FnOnce()) {
                let mut guard = lock.lock();
                asleep();
                self.wait_while(&mut guard, |told| !*told);
            }

            fn tell(&self, lock: &Self::Lock) {
                *lock.lock() = true;
                self.notify_all();
            }
        }
    };
}

kind_by_value!(std::sync::Condvar, std::sync::Mutex<bool>);
kind_by_value!(condvar::poisoning::Condvar, poisoning::Mutex<bool>);
kind_by_reference!(condvar::Condvar, mutex::Mutex<bool>);
kind_by_reference!(parking_lot::Condvar, parking_lot::Mutex<bool>);

/// What comes of waiting with a second mutex: when nobody waits with the first any more, and when somebody does.
fn second_mutex<C: Kind>() -> [&'static str; 2] {
    [false, true].map(|at_once| {
        let condvar = C::default();
        let (first, second) = (C::Lock::default(), C::Lock::default());
        let (asleep, is_asleep) = channel();
        let asleep = || asleep.send(()).unwrap();
        let joined = thread::scope(|s| {
            let one = s.spawn(|| condvar.wait(&first, asleep));
            is_asleep.recv().unwrap();
            if !at_once {
                condvar.tell(&first);
                one.join().unwrap();
            }
            // It said so while it had its lock: whoever gets that finds it asleep, or done.
            let other = s.spawn(|| condvar.wait(&second, asleep));
            is_asleep.recv().unwrap();
            condvar.tell(&second);
            condvar.tell(&first);
            other.join()
        });
        match joined {
            Ok(()) => "is woken",
            Err(payload) => {
                let message = payload.downcast_ref::<&str>().expect("a message");
                assert!(message.contains("more than one mutex"), "{message}");
                "panics"
            }
        }
    })
}

/// A thread that waits with a second mutex is woken as any other, by std's condition variable on Linux and by both of the book's. `parking_lot`'s
/// panics if somebody still waits with the first, and only then.
#[test]
#[cfg(target_os = "linux")]
fn two_mutexes_at_one_condvar() {
    let found = watchdog(LIMIT, || {
        [
            ("std's, on Linux", second_mutex::<std::sync::Condvar>()),
            ("the book's", second_mutex::<condvar::poisoning::Condvar>()),
            ("the book's plain one", second_mutex::<condvar::Condvar>()),
            ("`parking_lot`'s", second_mutex::<parking_lot::Condvar>()),
        ]
    });
    let allowed = ["is woken", "is woken"];
    assert_eq!(
        found.map(|(_, outcomes)| outcomes),
        [allowed, allowed, allowed, ["is woken", "panics"]]
    );
    let rows = found.map(|(name, [after, at_once])| [name, after, at_once].map(str::to_owned));
    table(
        "two-mutexes",
        &[
            "Condition variable",
            "nobody waits with the first",
            "somebody waits with the first",
        ],
        rows.iter().map(<[String; 3]>::as_slice),
    );
}

/// A token that `unpark` leaves is there for the next `park`. A notification of a condition variable is gone if nobody waits; what is kept is the
/// condition, for whoever looks at it.
#[test]
fn told_before_the_wait() {
    use std::sync::{Condvar, Mutex};

    let rows = watchdog(LIMIT, || {
        let returns = |at_once: bool| if at_once { "it returns" } else { "it waits on" };
        let row =
            |first: &str, then: &str, at_once| [first, then, returns(at_once)].map(str::to_owned);

        // If it waited on, the watchdog would say so.
        thread::current().unpark();
        thread::park();

        let (boils, whistle) = (Mutex::new(false), Condvar::new());
        // A wait may end for no reason, but not every time.
        let waits_on = |_| {
            whistle.notify_one();
            let guard = boils.lock().unwrap();
            let waited = whistle.wait_timeout(guard, Duration::from_millis(1));
            waited.unwrap().1.timed_out()
        };
        let told = !(0..10).any(waits_on);
        assert!(!told);

        *boils.lock().unwrap() = true;
        let changed = !(0..10).any(waits_on);
        assert!(!changed);
        let guard = boils.lock().unwrap();
        let (guard, looked) = whistle
            .wait_timeout_while(guard, Duration::ZERO, |boils| !*boils)
            .unwrap();
        assert!(!looked.timed_out() && *guard);

        [
            row("`unpark`", "`park`", true),
            row("`notify_one`", "`wait`", told),
            row("change, `notify_one`", "`wait`", changed),
            row("change, `notify_one`", "`wait_while`", !looked.timed_out()),
        ]
    });
    table(
        "told-before",
        &["First", "Then", "What comes of it"],
        rows.iter().map(<[String; 3]>::as_slice),
    );
}
