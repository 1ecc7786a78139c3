//! Wrong variants of what *Reader-writer locks* says, which the models must catch.
#![cfg(model)]

/// Sequence locks that lack something.
mod sequence_lock {
    use platform::atomic::{
        AtomicU32,
        Ordering::{Acquire, Relaxed, Release},
        fence,
    };
    use platform::cell::UnsafeCell;
    use platform::model::{Bounds, model_fails, settle_report};
    use platform::sync::Arc;
    use threads::spawn;

    /// Without its fence, a sequence lock's reader can get two numbers that were not written together.
    #[test]
    fn a_sequence_lock_without_a_fence_is_torn() {
        model_fails("were never written together", Bounds::EXHAUSTIVE, || {
            let sequence = Arc::new(AtomicU32::new(0));
            let pair = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
            let writer = {
                let (sequence, pair) = (Arc::clone(&sequence), Arc::clone(&pair));
                spawn(move || {
                    // ORDERING: as in the right variant.
                    sequence.store(1, Relaxed);
                    fence(Release);
                    pair[0].store(1, Relaxed);
                    pair[1].store(1, Relaxed);
                    sequence.store(2, Release);
                })
            };
            // ORDERING: as in the right variant.
            let before = sequence.load(Acquire);
            let read = [pair[0].load(Relaxed), pair[1].load(Relaxed)];
            // ORDERING: wrong: the acquire fence is missing before it.
            let after = sequence.load(Relaxed);
            if before % 2 == 0 && before == after {
                assert_eq!(read[0], read[1], "{read:?} were never written together");
            }
            writer.join().unwrap();
        });
    }

    /// A number that the writer's data shares with readers.
    struct Plain(UnsafeCell<u32>);

    // SAFETY: none: this is the planted fault. Readers read while the writer writes.
    unsafe impl Send for Plain {}
    // SAFETY: none, as above.
    unsafe impl Sync for Plain {}

    /// If the data of a sequence lock isn't atomic, a reader and the writer race: nothing orders what the one reads before what the other
    /// writes next, whatever the reader does with it.
    #[test]
    fn a_sequence_lock_of_plain_data_is_a_data_race() {
        let report = model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
            let sequence = Arc::new(AtomicU32::new(0));
            let number = Arc::new(Plain(UnsafeCell::new(0)));
            let writer = {
                let (sequence, number) = (Arc::clone(&sequence), Arc::clone(&number));
                spawn(move || {
                    // ORDERING: as in the right variant.
                    sequence.store(1, Relaxed);
                    fence(Release);
                    // SAFETY: none: a reader may be reading.
                    number.0.with_mut(|place| unsafe { *place = 1 });
                    sequence.store(2, Release);
                })
            };
            // ORDERING: as in the right variant.
            let before = sequence.load(Acquire);
            // SAFETY: none: the writer may be writing.
            let read = number.0.with(|place| unsafe { *place });
            fence(Acquire);
            let after = sequence.load(Relaxed);
            // What was read while somebody wrote is not looked at.
            if before % 2 == 0 && before == after {
                assert_eq!(read, before / 2);
            }
            writer.join().unwrap();
        });
        settle_report("plain-sequence", &report);
    }
}

/// What could be done with the book's own lock if it asked for less.
mod laxer_bound {
    use platform::cell::UnsafeCell;
    use platform::model::{Bounds, model_fails, settle_report};
    use platform::sync::Arc;
    use rwlock::{RwLock, RwLockReadGuard};
    use threads::spawn;

    // ANCHOR: of_send
    /// A lock that may be shared if its value may be sent.
    struct OfSend<T>(RwLock<T>);

    // SAFETY: wrong. `T: Send` is enough where one thread at a time has the
    // value. Here several have a `&T`.
    unsafe impl<T: Send> Sync for OfSend<T> {}

    impl<T> OfSend<T> {
        fn read(&self) -> RwLockReadGuard<'_, T> {
            self.0.read()
        }
    }
    // ANCHOR_END: of_send

    /// A `Cell` whose accesses the model sees.
    struct Cell(UnsafeCell<u32>);

    impl Cell {
        fn set(&self, value: u32) {
            // SAFETY: a cell isn't `Sync`: nobody else uses it meanwhile.
            self.0.with_mut(|place| unsafe { *place = value });
        }
    }

    /// If an `RwLock<T>` were `Sync` where `T` is only `Send`, two readers could set one `Cell` at once, in safe code: a data race.
    #[test]
    fn an_rwlock_of_what_is_only_send_races() {
        let report = model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
            // ANCHOR: race
            let cell = Cell(UnsafeCell::new(0));
            let ours = Arc::new(OfSend(RwLock::new(cell)));
            let theirs = Arc::clone(&ours);
            let other = spawn(move || theirs.read().set(1));
            ours.read().set(2);
            other.join().unwrap();
            // ANCHOR_END: race
        });
        settle_report("two-readers-set", &report);
    }
}
