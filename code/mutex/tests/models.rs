//! Models of the mutex.

use mutex::Mutex;
use platform::model::{Bounds, model};
use platform::sync::Arc;
use platform::thread::{Options, start};

/// Two threads that add under the lock are one after the other: nothing is lost.
#[test]
fn additions_are_one_after_the_other() {
    model(Bounds::EXHAUSTIVE, || {
        let shared = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&shared);
        start(&Options::default(), Box::new(move || *theirs.lock() += 1)).unwrap();
        *shared.lock() += 1;
    });
}
