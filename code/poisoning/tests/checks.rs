//! The statements that the section page of *Lock poisoning* makes, of the standard library's locks.
#![cfg(not(model))]

use std::cell::Cell;
use std::env;
use std::error::Error;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::sync::{Mutex, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;

use harness::{run, transcript, watchdog};

/// A mutex with which a thread has panicked.
fn poisoned<T: Send>(value: T) -> Mutex<T> {
    let mutex = Mutex::new(value);
    thread::scope(|s| {
        let panics = s.spawn(|| {
            let _held = mutex.lock().unwrap();
            panic!("poisons it");
        });
        panics.join().unwrap_err();
    });
    mutex
}

/// A panic while a thread holds a mutex marks it as poisoned; `lock` then returns an error.
#[test]
fn a_panic_poisons_the_mutex() {
    let mutex = Mutex::new(7);
    assert!(!mutex.is_poisoned());
    assert!(mutex.lock().is_ok());
    let mutex = poisoned(7);
    assert!(mutex.is_poisoned());
    assert!(mutex.lock().is_err());
}

/// A panic releases the mutex: unwinding drops the guard.
#[test]
fn a_panic_releases_the_mutex() {
    watchdog(Duration::from_mins(1), || {
        let mutex = poisoned(7);
        assert!(matches!(mutex.try_lock(), Err(TryLockError::Poisoned(_))));
        drop(mutex.lock());
    });
}

/// The error contains the guard, and `into_inner` returns it: the data is there, as the panic left it.
#[test]
fn the_error_contains_the_guard() {
    let mutex = poisoned(7);
    let mut guard = mutex.lock().unwrap_err().into_inner();
    assert_eq!(*guard, 7);
    *guard = 8;
    drop(guard);
    assert_eq!(*mutex.lock().unwrap_or_else(PoisonError::into_inner), 8);
}

/// `lock` takes a poisoned mutex like any other: as long as the error exists nobody else gets in.
#[test]
fn the_error_holds_the_lock() {
    watchdog(Duration::from_mins(1), || {
        let mutex = poisoned(7);
        thread::scope(|s| {
            let mut error = mutex.lock().unwrap_err();
            let tries = || matches!(mutex.try_lock(), Err(TryLockError::WouldBlock));
            assert!(s.spawn(tries).join().unwrap(), "another thread got in");
            **error.get_mut() = 8;
            drop(error);
            let then = s.spawn(|| *mutex.lock().unwrap_err().into_inner());
            assert_eq!(then.join().unwrap(), 8);
        });
    });
}

/// `lock` goes on returning an error until somebody calls `clear_poison`.
#[test]
fn poison_stays_until_it_is_cleared() {
    let mutex = poisoned(7);
    for _ in 0..3 {
        assert!(mutex.lock().is_err());
    }
    mutex.clear_poison();
    assert!(mutex.lock().is_ok());
}

/// What `unwrap` says of a poisoned mutex is ``called `Result::unwrap()` on an `Err` value: PoisonError { .. }``.
#[test]
fn what_unwrap_says_of_poison() {
    let mutex = poisoned(7);
    let payload = catch_unwind(|| drop(mutex.lock().unwrap())).unwrap_err();
    assert_eq!(
        payload.downcast_ref::<String>().unwrap(),
        "called `Result::unwrap()` on an `Err` value: PoisonError { .. }"
    );
    let error = mutex.lock().unwrap_err();
    assert_eq!(
        error.to_string(),
        "poisoned lock: another task failed inside"
    );
}

/// Where every user unwraps, one panic becomes as many as there are users.
#[test]
fn one_panic_becomes_many() {
    let shown = run("passed_on");
    assert_eq!(shown.matches("is noted: false").count(), 3, "{shown}");
    assert_eq!(shown.matches("PoisonError { .. }").count(), 2, "{shown}");
}

/// An early return between two writes leaves the data half changed, and the mutex isn't poisoned.
#[test]
fn an_early_return_poisons_nothing() {
    let shown = run("early_return");
    assert!(shown.ends_with("poisoned: false\n[3, 0]\n"), "{shown}");
}

/// Whoever takes the guard out of the error and goes on works with half-changed data.
#[test]
fn to_ignore_poison_is_to_go_on_with_what_is_there() {
    let shown = run("goes_on");
    assert!(shown.ends_with("[0, 1]: 1 crates of 6\n"), "{shown}");
}

/// A change that is computed first and stored by one write is whole or not made.
#[test]
fn what_is_swapped_in_is_whole() {
    let shown = run("swapped_in");
    assert!(shown.ends_with("[5, 1]: 6 crates of 6\n"), "{shown}");
}

/// An assignment can't leave the old value in place: where that value's destructor panics, the new one is in already.
#[test]
fn what_is_assigned_is_in_whatever_the_old_value_does() {
    struct Hold(u32);

    impl Drop for Hold {
        fn drop(&mut self) {
            assert_ne!(self.0, 6, "the old one");
        }
    }

    let mut hold = Hold(6);
    let assigns = AssertUnwindSafe(|| hold = Hold(1));
    assert!(catch_unwind(assigns).is_err());
    assert_eq!(hold.0, 1);
}

/// A destructor undoes a change that was begun and not finished, by a panic or by an early return.
#[test]
fn what_was_begun_can_be_undone() {
    let shown = run("restored");
    assert!(shown.contains("\nErr(Any { .. })\n"), "{shown}");
    assert!(shown.contains("\nOk(Err(\"three"), "{shown}");
    assert!(shown.ends_with("[5, 1]: 6 crates of 6\n"), "{shown}");
}

/// Whoever finds the mutex poisoned can make the data whole, and then clear the poison.
#[test]
fn what_is_broken_can_be_repaired() {
    let shown = run("repaired");
    assert!(
        shown.ends_with("6 crates of 6\npoisoned: false\n"),
        "{shown}"
    );
}

/// A destructor that unwraps a poisoned lock while its thread unwinds ends the process.
#[test]
fn a_destructor_that_unwraps_poison_aborts() {
    let shown = run("destructor_aborts");
    assert!(
        shown.contains("panic in a destructor during cleanup"),
        "{shown}"
    );
    assert!(!shown.contains("and on we sail"), "{shown}");
    #[cfg(unix)]
    assert!(shown.contains("SIGABRT"), "{shown}");
    let shown = run("destructor_goes_on");
    assert!(shown.ends_with("and on we sail\n"), "{shown}");
}

/// With `panic = "abort"` no poison is ever seen: the first panic ends the process.
#[test]
fn where_a_panic_aborts_nobody_sees_poison() {
    let folder = env::temp_dir().join(format!("poisoning-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let compile = |strategy: &str| {
        let program = folder.join(format!("{strategy}{}", env::consts::EXE_SUFFIX));
        let status = Command::new("rustc")
            .args([
                "--edition",
                "2024",
                "-C",
                &format!("panic={strategy}"),
                "-o",
            ])
            .arg(&program)
            .arg("examples/broken_off.rs")
            .status()
            .unwrap();
        assert!(status.success());
        transcript(Command::new(program), Duration::from_mins(1))
    };
    let (unwinds, aborts) = (compile("unwind"), compile("abort"));
    fs::remove_dir_all(&folder).unwrap();
    assert!(
        unwinds.ends_with("poisoned lock: another task failed inside: [1, 0]\n"),
        "{unwinds}"
    );
    assert!(aborts.contains("the crane lifts four"), "{aborts}");
    assert!(!aborts.contains("poisoned"), "{aborts}");
    assert!(aborts.contains("exit status"), "{aborts}");
    #[cfg(unix)]
    assert!(aborts.contains("SIGABRT"), "{aborts}");
}

/// A mutex may be used in the closure of `catch_unwind`, whatever is in it: what a panic leaves in it is behind an error.
#[test]
fn a_mutex_goes_across_catch_unwind() {
    let holds = Mutex::new(Cell::new([6, 0]));
    let result = catch_unwind(|| {
        holds.lock().unwrap().set([1, 0]);
        panic!("after the statement, when the guard is gone");
    });
    assert!(result.is_err() && holds.lock().is_ok());
    let result = catch_unwind(|| {
        let holds = holds.lock().unwrap();
        holds.set([1, 5]);
        panic!("with the guard");
    });
    assert!(result.is_err() && holds.lock().is_err());
}

/// The error of a static mutex borrows nothing that ends: it can go up in a `Box<dyn Error>`, and holds the lock there. A text in place of the
/// error can go anywhere.
#[test]
fn an_error_that_borrows_nothing_can_go_up() {
    static DEPTH: Mutex<u32> = Mutex::new(7);

    fn of_the_static() -> Result<u32, Box<dyn Error>> {
        Ok(*DEPTH.lock()?)
    }

    fn as_a_text(depth: &Mutex<u32>) -> Result<u32, Box<dyn Error + Send + Sync>> {
        Ok(*depth.lock().map_err(|error| error.to_string())?)
    }

    assert_eq!(of_the_static().unwrap(), 7);
    let poisons = || {
        let _held = DEPTH.lock();
        panic!("poisons it");
    };
    thread::spawn(poisons).join().unwrap_err();
    let error = of_the_static().unwrap_err();
    assert!(matches!(DEPTH.try_lock(), Err(TryLockError::WouldBlock)));
    drop(error);
    assert!(matches!(DEPTH.try_lock(), Err(TryLockError::Poisoned(_))));
    let error = as_a_text(&poisoned(7)).unwrap_err();
    assert!(error.to_string().starts_with("poisoned lock"));
}

/// A panic that is caught while the guard is outside isn't noticed: the data is half changed, and the mutex isn't poisoned.
#[test]
fn a_panic_caught_within_the_section_poisons_nothing() {
    let holds = Mutex::new([6, 0]);
    let mut guard = holds.lock().unwrap();
    let change = AssertUnwindSafe(|| {
        guard[0] -= 5;
        panic!("caught a line later");
    });
    assert!(catch_unwind(change).is_err());
    drop(guard);
    assert_eq!(*holds.lock().unwrap(), [1, 0]);
}
