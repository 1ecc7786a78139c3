use platform::model::{Bounds, catch, model, unwind};
use platform::sync::Arc;

use super::given::Lock;

/// Without a panic it is a lock: one at a time, and no poison.
#[test]
fn it_is_a_lock() {
    model(Bounds::EXHAUSTIVE, || {
        let ours = Arc::new(Lock::new(0));
        let theirs = Arc::clone(&ours);
        let other = threads::spawn(move || *theirs.lock() += 1);
        *ours.lock() += 1;
        other.join().unwrap();
        assert_eq!(*ours.lock(), 2, "the count (left) after two additions");
        assert!(!ours.is_poisoned(), "poisoned, and nobody has panicked");
    });
}

/// Whoever takes the lock after a panic finds it poisoned.
#[test]
fn the_next_holder_is_told() {
    model(Bounds::EXHAUSTIVE, || {
        let ours = Arc::new(Lock::new([0, 0]));
        let theirs = Arc::clone(&ours);
        let panics = threads::spawn(move || {
            catch(|| {
                let mut pair = theirs.lock();
                pair[0] = 1;
                unwind()
            });
        });
        let pair = ours.lock();
        let is_poisoned = ours.is_poisoned();
        if *pair == [1, 0] {
            assert!(is_poisoned, "half changed, and no poison");
        } else {
            assert!(!is_poisoned, "whole, and poisoned");
        }
        drop(pair);
        panics.join().unwrap();
    });
}

/// A guard that a destructor takes while its thread unwinds poisons nothing.
#[test]
fn a_destructor_poisons_nothing() {
    /// Adds one when it is dropped.
    struct Counts<'a>(&'a Lock<u32>);

    impl Drop for Counts<'_> {
        fn drop(&mut self) {
            *self.0.lock() += 1;
        }
    }

    model(Bounds::EXHAUSTIVE, || {
        let count = Lock::new(0);
        catch(|| {
            let _counts = Counts(&count);
            unwind()
        });
        assert_eq!(*count.lock(), 1, "the count (left)");
        assert!(!count.is_poisoned(), "poisoned by a destructor");
    });
}
