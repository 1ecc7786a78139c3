use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::model::{Bounds, model};
use platform::sync::Arc;
use threads::spawn;

use super::given::Latch;

/// Who waits when all are there goes on at once, and as often as it likes.
#[test]
fn an_open_latch_stays_open() {
    model(Bounds::EXHAUSTIVE, || {
        let latch = Latch::new(2);
        latch.arrive();
        latch.arrive();
        latch.wait();
        latch.arrive();
        latch.wait();
    });
}

/// Nobody goes on before the last has arrived.
#[test]
fn nobody_goes_on_before_the_last() {
    model(Bounds::preemptions(3), || {
        let shared = Arc::new((Latch::new(2), AtomicU32::new(0)));
        let theirs = Arc::clone(&shared);
        let arrivals = spawn(move || {
            for _ in 0..2 {
                // ORDERING: Relaxed: the latch orders it.
                theirs.1.fetch_add(1, Relaxed);
                theirs.0.arrive();
            }
        });
        shared.0.wait();
        // ORDERING: Relaxed, as above.
        let here = shared.1.load(Relaxed);
        assert_eq!(here, 2, "so many (left) were there");
        arrivals.join().unwrap();
    });
}

/// All who wait go on.
#[test]
fn all_who_wait_go_on() {
    model(Bounds::preemptions(2), || {
        let latch = Arc::new(Latch::new(1));
        let waiters = [(); 2].map(|()| {
            let latch = Arc::clone(&latch);
            spawn(move || latch.wait())
        });
        latch.arrive();
        for waiter in waiters {
            waiter.join().unwrap();
        }
    });
}
