use condvar::Flag;
use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::model::{Bounds, model};
use platform::sync::Arc;
use platform::thread::{Options, start};

use super::given::publish;

/// When `publish` returns, the flag is up.
#[test]
fn the_flag_is_raised() {
    model(Bounds::EXHAUSTIVE, || {
        let (place, flag) = (AtomicU32::new(0), Flag::new());
        publish(7, &place, &flag);
        assert!(flag.is_raised(), "the flag is down");
    });
}

/// Whoever sees the flag up sees the value.
#[test]
fn the_flag_publishes_the_value() {
    model(Bounds::EXHAUSTIVE, || {
        let shared = Arc::new((AtomicU32::new(0), Flag::new()));
        let theirs = Arc::clone(&shared);
        let main = move || publish(7, &theirs.0, &theirs.1);
        start(&Options::default(), Box::new(main)).unwrap();
        if shared.1.is_raised() {
            // ORDERING: Relaxed, the flag has published it.
            let value = shared.0.load(Relaxed);
            assert_eq!(value, 7, "the flag is up, and the value (left) is not 7");
        }
    });
}
