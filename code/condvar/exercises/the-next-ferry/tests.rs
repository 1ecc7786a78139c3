use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::model::{Bounds, model};
use platform::sync::Arc;
use platform::thread::yield_now;
use threads::spawn;

use super::given::Ferry;

/// The ferry leaves until it has taken somebody along.
fn take_along(ferry: &Ferry) -> u32 {
    loop {
        match ferry.leave() {
            0 => yield_now(),
            passengers => return passengers,
        }
    }
}

/// Who has waited when the ferry left is on it, and needs no other.
#[test]
fn who_waits_is_taken_along() {
    model(Bounds::preemptions(2), || {
        let ferry = Arc::new(Ferry::new());
        let theirs = Arc::clone(&ferry);
        let passenger = spawn(move || theirs.board());
        assert_eq!(take_along(&ferry), 1, "so many (left) were on it");
        passenger.join().unwrap();
    });
}

/// Nobody is on it before it leaves.
#[test]
fn nobody_leaves_without_the_ferry() {
    model(Bounds::preemptions(2), || {
        let shared = Arc::new((Ferry::new(), AtomicU32::new(0)));
        let theirs = Arc::clone(&shared);
        // This one leaves without anybody.
        assert_eq!(shared.0.leave(), 0, "so many (left) were on it");
        let passenger = spawn(move || {
            theirs.0.board();
            // ORDERING: Relaxed: the ferry orders it.
            assert_eq!(theirs.1.load(Relaxed), 1, "departures (left) by then");
        });
        // ORDERING: Relaxed, as above.
        shared.1.store(1, Relaxed);
        take_along(&shared.0);
        passenger.join().unwrap();
    });
}

/// Two that wait are taken along, together or one after the other.
#[test]
fn two_are_taken_along() {
    model(Bounds::preemptions(1), || {
        let ferry = Arc::new(Ferry::new());
        let passengers = [(); 2].map(|()| {
            let ferry = Arc::clone(&ferry);
            spawn(move || ferry.board())
        });
        if take_along(&ferry) == 1 {
            take_along(&ferry);
        }
        for passenger in passengers {
            passenger.join().unwrap();
        }
    });
}
