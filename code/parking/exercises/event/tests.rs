use parking::current;
use platform::atomic::{
    AtomicBool, AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use platform::model::{Bounds, model};
use platform::sync::Arc;
use threads::spawn;

use super::given::Event;

/// An event, a note that it is about to happen, and something that was done before.
struct Shared {
    event: Event,
    happens: AtomicBool,
    before: AtomicU32,
}

impl Shared {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            event: Event::new(),
            happens: AtomicBool::new(false),
            before: AtomicU32::new(0),
        })
    }

    fn set(&self) {
        // ORDERING: Relaxed: the event hands it over.
        self.before.store(7, Relaxed);
        // ORDERING: Release, for the load in `wait`: whether it has happened is asked by itself.
        self.happens.store(true, Release);
        self.event.set();
    }

    fn wait(&self) {
        self.event.wait();
        // ORDERING: Acquire, from the store in `set`.
        let happens = self.happens.fetch_or(false, Acquire);
        assert!(happens, "the event has not happened");
    }
}

/// Has another thread set an event at any moment, while this one does `wait`.
fn set_meanwhile(wait: impl FnOnce(&Shared)) {
    let shared = Shared::new();
    let theirs = Arc::clone(&shared);
    let other = spawn(move || theirs.set());
    wait(&shared);
    other.join().unwrap();
}

/// Who waits goes on when it has happened, and not before.
#[test]
fn it_is_waited_for() {
    model(Bounds::preemptions(2), || set_meanwhile(Shared::wait));
}

/// What came before the event can be seen after it.
#[test]
fn it_hands_over() {
    model(Bounds::preemptions(2), || {
        set_meanwhile(|shared| {
            shared.event.wait();
            // ORDERING: Relaxed: the event hands it over.
            let before = shared.before.load(Relaxed);
            assert_eq!(before, 7, "what came before the event (left)");
        });
    });
}

/// Who waits again, or has come late, goes on at once.
#[test]
fn it_has_happened_for_good() {
    model(Bounds::preemptions(2), || {
        let shared = Shared::new();
        shared.set();
        shared.wait();
        shared.wait();
    });
}

/// A token that was left over, or is meant for something else, is no event.
#[test]
fn another_token_is_no_event() {
    model(Bounds::preemptions(2), || {
        current().unpark();
        set_meanwhile(Shared::wait);
    });
}
