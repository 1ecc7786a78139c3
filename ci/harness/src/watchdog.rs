//! A time limit for a test's body.

use std::panic::resume_unwind;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// Runs `body` on a thread of its own and returns its result.
///
/// A limit is there to turn a hang into a failure, never to measure: choose it far above what the body needs on
/// a busy machine.
///
/// # Panics
///
/// When `body` panics, with its payload; and when it has not ended within `limit`, naming the test. The thread
/// that hangs can't be stopped and is left behind; it ends with the test process.
pub fn watchdog<T: Send + 'static>(
    limit: Duration,
    body: impl FnOnce() -> T + Send + 'static,
) -> T {
    let test = test_name();
    let (done, finished) = channel::<()>();
    let body = thread::Builder::new()
        .name(test.clone())
        .spawn(move || {
            // Dropped when the body returns and when it unwinds: either way the channel says so.
            let _done = done;
            body()
        })
        .expect("no thread for the test's body");

    // Nothing is ever sent, so the channel either closes or stays silent.
    let outcome = finished.recv_timeout(limit);
    assert!(
        outcome == Err(RecvTimeoutError::Disconnected),
        "`{test}` has not ended after {limit:?}: it hangs"
    );
    body.join().unwrap_or_else(|payload| resume_unwind(payload))
}

/// libtest runs a test on a thread of its name.
pub(crate) fn test_name() -> String {
    thread::current().name().unwrap_or("a test").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Far longer than any of these bodies takes.
    const AMPLE: Duration = Duration::from_mins(1);

    #[test]
    fn returns_the_value() {
        assert_eq!(watchdog(AMPLE, || 6 * 7), 42);
    }

    #[test]
    #[should_panic(expected = "the body's own message")]
    fn passes_a_panic_on() {
        watchdog(AMPLE, || panic!("the body's own message"));
    }

    #[test]
    #[should_panic(
        expected = "`watchdog::tests::names_the_test_that_hangs` has not ended after 10ms"
    )]
    fn names_the_test_that_hangs() {
        watchdog(Duration::from_millis(10), || {
            loop {
                thread::park();
            }
        });
    }
}
