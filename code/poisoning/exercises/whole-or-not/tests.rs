use platform::model::{Bounds, catch, model, unwind};
use platform::sync::Arc;
use poisoning::{Mutex, PoisonError};

use super::given::whole_or_not;

/// What is in the mutex, poisoned or not.
fn value(mutex: &Mutex<[u32; 2]>) -> [u32; 2] {
    *mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A change that comes to its end is made.
#[test]
fn a_change_is_made() {
    model(Bounds::EXHAUSTIVE, || {
        let mutex = Mutex::new([6, 0]);
        let result = whole_or_not(&mutex, |holds| {
            *holds = [5, 1];
            Ok::<_, ()>(())
        });
        assert_eq!(
            (result, value(&mutex)),
            (Ok(()), [5, 1]),
            "what came of it (left)"
        );
    });
}

/// An error in the middle is returned, and changes nothing.
#[test]
fn an_error_changes_nothing() {
    model(Bounds::EXHAUSTIVE, || {
        let mutex = Mutex::new([6, 0]);
        let result = whole_or_not(&mutex, |holds| {
            holds[0] = 5;
            Err("no crane")
        });
        assert_eq!(result, Err("no crane"), "the result (left)");
        assert_eq!(value(&mutex), [6, 0], "the value (left) after an error");
    });
}

/// A panic in the middle goes on, changes nothing, and hinders no later change.
#[test]
fn a_panic_changes_nothing() {
    model(Bounds::EXHAUSTIVE, || {
        let mutex = Mutex::new([6, 0]);
        catch(|| {
            whole_or_not(&mutex, |holds| -> Result<(), ()> {
                holds[0] = 1;
                unwind()
            })
        });
        assert_eq!(value(&mutex), [6, 0], "the value (left) after a panic");
        let result = whole_or_not(&mutex, |holds| {
            *holds = [5, 1];
            Ok::<_, ()>(())
        });
        assert_eq!(
            (result, value(&mutex)),
            (Ok(()), [5, 1]),
            "what came of the next (left)"
        );
    });
}

/// Of two threads that make a change, neither loses the other's.
#[test]
fn no_change_is_lost() {
    model(Bounds::EXHAUSTIVE, || {
        let ours = Arc::new(Mutex::new([6, 0]));
        let theirs = Arc::clone(&ours);
        let shift = |mutex: &Mutex<[u32; 2]>| {
            whole_or_not(mutex, |holds| {
                holds[0] -= 1;
                holds[1] += 1;
                Ok::<_, ()>(())
            })
        };
        let other = threads::spawn(move || shift(&theirs));
        let result = shift(&ours);
        assert_eq!((result, other.join().unwrap()), (Ok(()), Ok(())));
        assert_eq!(value(&ours), [4, 2], "the value (left) after two changes");
    });
}
