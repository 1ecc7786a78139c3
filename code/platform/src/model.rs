//! Running a test body in every execution that a model allows, or again and again on real threads.
//!
//! What can be asked for in the environment:
//!
//! | variable | in a model | on an operating system |
//! |---|---|---|
//! | `PLATFORM_RECORD=<file>` | appends a line of JSON for each model that passes and each operation met | |
//! | `PLATFORM_WEAKEN=<file>:<line>:<column>:<argument>=<Ordering>` | gives one operation that ordering | |
//! | `PLATFORM_CHILD=1` | exits with status 101 when the first failure has been reported | |
//! | `STRESS=<number>` | | repeats the body so many times |
//! | `LOOM_MAX_BRANCHES=<number>` | lets an execution have more than 1,000 steps | |

mod both;
#[cfg(model)]
pub(crate) mod choice;
mod crew;
pub mod memory;
#[cfg(model)]
pub(crate) mod modelled;
mod watched;

use std::time::{Duration, Instant};

pub use both::both;
pub use crew::{Tally, crew};
pub use watched::Watched;

#[cfg(model)]
pub use modelled::{model, model_fails, panics_with, settle_report};

/// How far a model looks.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    #[cfg_attr(not(model), expect(dead_code, reason = "real threads have no bounds"))]
    pub(crate) preemptions: Option<usize>,
}

impl Bounds {
    /// Every execution.
    pub const EXHAUSTIVE: Self = Self { preemptions: None };

    /// Every execution in which running threads are interrupted `count` times at most. A switch
    /// where a thread blocks, yields or ends doesn't count. Few bugs need more than three.
    pub const fn preemptions(count: usize) -> Self {
        Self {
            preemptions: Some(count),
        }
    }

    #[cfg(model)]
    pub(crate) fn name(self) -> String {
        match self.preemptions {
            None => "exhaustive".to_owned(),
            Some(1) => "1 preemption".to_owned(),
            Some(count) => format!("{count} preemptions"),
        }
    }
}

/// Runs `body` on real threads, `STRESS` times if that is set, else 100 times. This finds little: it
/// shows that the body of a model works outside one, and gives the sanitizers something to watch.
///
/// # Panics
/// When `STRESS` isn't a number.
#[cfg(not(model))]
pub fn model(_bounds: Bounds, body: impl Fn() + Send + Sync + 'static) {
    let times = std::env::var("STRESS").map_or(100, |times| times.parse().expect("STRESS"));
    for _ in 0..times {
        body();
    }
}

/// Runs `f`, which has to panic with `message`. In a model that panic, and no other, is not the model's failure.
///
/// # Panics
/// When `f` doesn't panic, or panics with another message.
#[cfg(not(model))]
pub fn panics_with(message: &'static str, f: impl FnOnce()) {
    expect_message(message, f);
}

/// Waits until `condition` holds, because of what other threads do. It adds no ordering of its own.
///
/// # Panics
/// After a minute.
pub fn wait_until(condition: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while !condition() {
        assert!(Instant::now() < deadline, "waited for a minute");
        crate::thread::yield_now();
    }
}

/// Unwinds the calling thread as a panic does, up to [`catch`]. In a model this is not the model's failure, and
/// [`thread::panicking`](crate::thread::panicking) is true on this thread alone.
///
/// No panic hook hears of it, as of every [`std::panic::resume_unwind`].
pub fn unwind() -> ! {
    crate::thread::begin_panicking();
    std::panic::resume_unwind(Box::new(Unwound))
}

/// Runs `f`, which has to end by [`unwind`].
///
/// # Panics
/// When `f` returns; and as `f` does, if that is by anything else.
pub fn catch<R>(f: impl FnOnce() -> R) {
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(f)) {
        Ok(_) => panic!("nothing has unwound"),
        Err(payload) if payload.is::<Unwound>() => crate::thread::end_panicking(),
        Err(payload) => std::panic::resume_unwind(payload),
    }
}

/// What [`unwind`] throws.
struct Unwound;

/// See [`panics_with`].
#[track_caller]
fn expect_message(message: &str, f: impl FnOnce()) {
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(f));
    let payload = result.expect_err("no panic, where one was expected");
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or(payload.downcast_ref::<String>().map(String::as_str));
    assert_eq!(text, Some(message), "another panic than was expected");
}
