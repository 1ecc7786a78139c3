use platform::atomic::{AtomicU32, Ordering::Relaxed};
use platform::model::{Bounds, model};
use platform::sync::Arc;
use threads::spawn;

use super::given::sell;

/// A seat is sold if there is one, and none if there is none.
#[test]
fn a_seat_is_sold_if_there_is_one() {
    model(Bounds::EXHAUSTIVE, || {
        let seats = AtomicU32::new(1);
        assert!(sell(&seats), "there was a seat, and it wasn't sold");
        assert!(!sell(&seats), "there was no seat, and one was sold");
        assert_eq!(seats.load(Relaxed), 0, "the seats (left) that remain");
    });
}

/// Of two threads that want the last seat, exactly one gets it.
#[test]
fn the_last_seat_is_sold_once() {
    model(Bounds::EXHAUSTIVE, || {
        let seats = Arc::new(AtomicU32::new(1));
        let theirs = Arc::clone(&seats);
        let other = spawn(move || sell(&theirs));
        let sold = [sell(&seats), other.join().unwrap()];
        let count = sold.iter().filter(|&&sold| sold).count();
        assert_eq!(count, 1, "the last seat was sold so many times (left)");
    });
}

/// Of three threads that want the last seat, exactly one gets it.
#[test]
fn three_do_not_share_a_seat() {
    model(Bounds::preemptions(2), || {
        let seats = Arc::new(AtomicU32::new(1));
        let others = [(); 2].map(|()| {
            let theirs = Arc::clone(&seats);
            spawn(move || sell(&theirs))
        });
        let ours = sell(&seats);
        let sold = others.map(|other| other.join().unwrap());
        let count = sold.iter().filter(|&&sold| sold).count() + usize::from(ours);
        assert_eq!(count, 1, "the last seat was sold so many times (left)");
    });
}

/// Of two threads that each want one of two seats, both get one.
#[test]
fn nobody_is_refused_while_a_seat_is_left() {
    model(Bounds::EXHAUSTIVE, || {
        let seats = Arc::new(AtomicU32::new(2));
        let theirs = Arc::clone(&seats);
        let other = spawn(move || sell(&theirs));
        let sold = [sell(&seats), other.join().unwrap()];
        assert_eq!(sold, [true; 2], "one was refused, and there were two seats");
    });
}
