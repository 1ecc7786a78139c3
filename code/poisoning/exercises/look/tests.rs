use platform::model::{Bounds, catch, model, unwind};
use platform::sync::Arc;
use poisoning::Mutex;

use super::given::look;

/// A mutex that nobody has panicked with.
#[test]
fn a_sound_one_is_looked_into() {
    model(Bounds::EXHAUSTIVE, || {
        let mutex = Mutex::new(7);
        assert_eq!(look(&mutex), (7, false), "what was seen (left)");
        assert!(mutex.try_lock().is_ok(), "the mutex isn't free afterwards");
    });
}

/// A poisoned mutex, which stays poisoned.
#[test]
fn a_poisoned_one_is_looked_into() {
    model(Bounds::EXHAUSTIVE, || {
        let mutex = Mutex::new(7);
        catch(|| {
            let _held = mutex.lock().unwrap();
            unwind()
        });
        assert_eq!(look(&mutex), (7, true), "what was seen (left)");
        assert_eq!(
            look(&mutex),
            (7, true),
            "what was seen (left) the second time"
        );
    });
}

/// While another thread panics between two writes, whoever sees the first of them is told.
#[test]
fn both_answers_are_of_one_moment() {
    model(Bounds::EXHAUSTIVE, || {
        let ours = Arc::new(Mutex::new([0, 0]));
        let theirs = Arc::clone(&ours);
        let panics = threads::spawn(move || {
            catch(|| {
                let mut pair = theirs.lock().unwrap();
                pair[0] = 1;
                unwind()
            });
        });
        let (pair, is_poisoned) = look(&ours);
        if pair == [1, 0] {
            assert!(is_poisoned, "half changed, and said to be sound");
        } else {
            assert!(!is_poisoned, "whole, and said to be poisoned");
        }
        panics.join().unwrap();
    });
}
