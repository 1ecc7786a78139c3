//! Models of *Reader-writer locks*.

/// What the section's page says of sequence locks.
mod sequence_lock {
    // ANCHOR: sequence_lock
    use platform::atomic::{
        AtomicU32,
        Ordering::{Acquire, Relaxed, Release},
        fence,
    };

    /// Two numbers that belong together, and how often they were begun or
    /// finished.
    struct SequenceLock {
        sequence: AtomicU32,
        pair: [AtomicU32; 2],
    }

    impl SequenceLock {
        /// To be called by one thread at a time.
        fn write(&self, pair: [u32; 2]) {
            // ORDERING: Relaxed, only writers write it, one at a time.
            let before = self.sequence.load(Relaxed);
            self.sequence.store(before + 1, Relaxed);
            // ORDERING: whoever reads a new number, and then acquires, finds
            // the odd count.
            fence(Release);
            for (place, number) in self.pair.iter().zip(pair) {
                place.store(number, Relaxed);
            }
            // ORDERING: hands both numbers over to the first load in `read`.
            self.sequence.store(before + 2, Release);
        }

        /// The two numbers, unless somebody writes meanwhile.
        fn read(&self) -> Option<[u32; 2]> {
            // ORDERING: receives both numbers from the last store in `write`.
            let before = self.sequence.load(Acquire);
            let pair = self.pair.each_ref().map(|place| place.load(Relaxed));
            // ORDERING: if one of them is new, the load below finds the count
            // that came before it.
            fence(Acquire);
            let after = self.sequence.load(Relaxed);
            (before % 2 == 0 && before == after).then_some(pair)
        }
    }
    // ANCHOR_END: sequence_lock

    use platform::model::{Bounds, model};
    use platform::sync::Arc;
    use threads::spawn;

    /// A sequence lock's reader gets two numbers that were written together, or nothing, in every execution.
    #[test]
    fn a_sequence_lock_gives_what_belongs_together_or_nothing() {
        model(Bounds::EXHAUSTIVE, || {
            let lock = Arc::new(SequenceLock {
                sequence: AtomicU32::new(0),
                pair: [AtomicU32::new(0), AtomicU32::new(0)],
            });
            let theirs = Arc::clone(&lock);
            let writer = spawn(move || theirs.write([1, 1]));
            let read = lock.read();
            assert!(
                matches!(read, None | Some([0, 0] | [1, 1])),
                "{read:?} were never written together"
            );
            writer.join().unwrap();
            assert_eq!(lock.read(), Some([1, 1]));
        });
    }
}
