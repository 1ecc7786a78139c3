//! The figures of *Reader-writer locks*: in a model build the executions that a model runs, otherwise every order of an
//! example's lines.

#[cfg(not(model))]
mod explored;

/// Which orders of two threads moor one ship twice: `two_berths`.
#[cfg(not(model))]
mod orders {
    use super::explored;

    /// Two threads look under the read lock and act under the write lock: of the six orders of these steps, four moor one ship
    /// twice.
    #[test]
    fn one_ship_is_moored_twice() {
        explored::two_berths().figure().settle("two-berths");
    }
}

/// Who is in when: the book's own lock.
#[cfg(model)]
mod executions {
    use platform::figure::{Recorder, call, came_before, happened, says};
    use platform::model::Bounds;
    use platform::sync::Arc;
    use rwlock::RwLock;
    use rwlock::stages::closing;
    use threads::spawn;

    /// Two readers are in together or one after the other, and a writer is in with neither of them.
    #[test]
    fn readers_are_in_together_and_a_writer_is_alone() {
        // Three threads.
        let recorder = Recorder::new("together", &["reader 1", "reader 2", "writer"])
            .bounds(Bounds::preemptions(2));
        recorder.record(|| {
            let lock = Arc::new(RwLock::new(0));
            let read = |lock: &RwLock<u32>, is_in: &'static str, leaves: &'static str| {
                let guard = call("read", || lock.read());
                says(is_in);
                says(leaves);
                call("drop", || drop(guard));
            };
            let write = {
                let lock = Arc::clone(&lock);
                move || {
                    let guard = call("write", || lock.write());
                    says("the writer is in");
                    call("drop", || drop(guard));
                }
            };
            // Each starts the next, so that few arrows lie side by side.
            let other = {
                let lock = Arc::clone(&lock);
                move || {
                    let writer = call("spawn", || spawn(write));
                    read(&lock, "2 is in", "2 leaves");
                    writer
                }
            };
            let other = call("spawn", || spawn(other));
            read(&lock, "1 is in", "1 leaves");
            other.join().unwrap().join().unwrap();

            // A writer beside a reader would be a data race, and the model would say so.
            if came_before("1 leaves", "2 is in") || came_before("2 leaves", "1 is in") {
                "one at a time"
            } else if came_before("the writer is in", "1 is in") {
                "the writer, then both readers"
            } else {
                "both readers, then the writer"
            }
        });
    }

    /// In the stage with a door, a writer that comes while a reader is in shuts the door and sleeps, and the last reader wakes it; or the reader
    /// leaves before it sleeps, and the word has changed; or it comes later, and needs no wake-up.
    #[test]
    fn the_last_reader_wakes_a_writer() {
        Recorder::new("last-reader", &["reader", "writer"])
            .atomic(
                "state",
                "closing::RawRwLock::new()",
                &[
                    ("1073741824", "SHUT"),
                    ("1073741825", "SHUT + 1"),
                    ("2147483648", "WRITER"),
                ],
            )
            .record(|| {
                let lock = Arc::new(closing::RawRwLock::new());
                let theirs = Arc::clone(&lock);
                lock.read();
                let write = move || {
                    theirs.write();
                    says("writes");
                    // SAFETY: it is in as a writer.
                    call("write_unlock", || unsafe { theirs.write_unlock() });
                };
                let writer = call("spawn", || spawn(write));
                says("reads");
                // SAFETY: it is in as a reader.
                unsafe { lock.read_unlock() };
                call("join", || writer.join().unwrap());
                if happened("is woken") {
                    "the writer sleeps, and is woken"
                } else if happened("doesn't wait") {
                    "the writer doesn't fall asleep"
                } else {
                    "the writer needn't wait"
                }
            });
    }
}
