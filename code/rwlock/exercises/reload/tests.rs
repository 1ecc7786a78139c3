use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;

use super::given::Settings;

/// What is asked for is what is there, and a change is made on top of the last.
#[test]
fn a_change_is_made() {
    let settings = Settings::new(1);
    settings.change(|now| now + 1);
    settings.change(|now| now * 10);
    assert_eq!(*settings.current(), 20, "what is there (left)");
}

/// A request keeps what it began with, and nobody waits for it.
#[test]
fn a_request_keeps_what_it_began_with() {
    let settings = Settings::new(1);
    let request = settings.current();
    assert!(
        settings.slot.try_write().is_ok(),
        "a request that has its settings holds the lock"
    );
    settings.change(|now| now + 1);
    assert_eq!(*request, 1, "what the request has (left)");
    assert_eq!(*settings.current(), 2, "what the next one has (left)");
}

/// From when a change looks to when it has acted, nobody else can change the settings.
#[test]
fn nobody_comes_between() {
    let settings = Settings::new(1);
    settings.change(|now| {
        assert!(
            settings.slot.try_write().is_err(),
            "another change could come between"
        );
        now + 1
    });
}

/// Settings that look at the lock when they are dropped.
struct Nosy {
    settings: Cell<Option<Rc<Settings<Nosy>>>>,
    found: Rc<Cell<Option<bool>>>,
}

impl Drop for Nosy {
    fn drop(&mut self) {
        if let Some(settings) = self.settings.take() {
            self.found.set(Some(settings.slot.try_read().is_ok()));
        }
    }
}

/// What was there before is dropped when the lock is free again.
#[test]
fn the_last_one_is_dropped_outside_the_lock() {
    let found = Rc::new(Cell::new(None));
    let nosy = || Nosy {
        settings: Cell::new(None),
        found: Rc::clone(&found),
    };
    let settings = Rc::new(Settings::new(nosy()));
    settings.current().settings.set(Some(Rc::clone(&settings)));
    settings.change(|_| nosy());
    assert_eq!(
        found.get(),
        Some(true),
        "whether the lock was free (left) when the last settings were dropped"
    );
}

/// A change that panics changes nothing, and the settings can be read and changed as before.
#[test]
fn a_change_that_panics_changes_nothing() {
    let settings = Settings::new(1);
    // Without a message, so that the first to be printed is of what goes wrong.
    let change = || settings.change(|_| resume_unwind(Box::new("no such settings")));
    catch_unwind(AssertUnwindSafe(change)).expect_err("the panic was kept from the caller");
    assert_eq!(*settings.current(), 1, "what is there (left)");
    settings.change(|now| now + 1);
    assert_eq!(*settings.current(), 2, "what is there (left)");
}
