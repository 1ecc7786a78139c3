//! Threads without a handle.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

#[cfg(model)]
pub use loom::thread::yield_now;
#[cfg(not(model))]
pub use std::thread::yield_now;

#[cfg(all(not(model), unix, not(miri)))]
mod unix;

/// How a thread is to be started.
#[derive(Debug, Default, Clone)]
pub struct Options {
    /// The name that debuggers and `top` show.
    pub name: Option<String>,
    /// Bytes of stack, at the least; std's default of 2 MiB if there is none.
    pub stack_size: Option<usize>,
}

/// A number that belongs to the calling thread: no other thread has it, nor has had it before. It is never 0.
///
/// # Panics
/// When there have been more threads than numbers.
pub fn id() -> usize {
    static LAST: AtomicUsize = AtomicUsize::new(0);

    fn next() -> usize {
        // ORDERING: Relaxed: nothing but the number is handed out.
        let last = LAST.fetch_update(Relaxed, Relaxed, |last| last.checked_add(1));
        last.expect("more threads than numbers") + 1
    }

    #[cfg(not(model))]
    std::thread_local! { static ID: usize = next(); }
    // A thread of the model is no thread of the system.
    #[cfg(model)]
    loom::thread_local! { static ID: usize = next(); }

    ID.with(|id| *id)
}

/// Whether the calling thread unwinds.
///
/// In a model, whether it does so by [`model::unwind`](crate::model::unwind): the threads of a model are one thread of the system, and
/// if one of them unwinds std says so of all.
#[cfg(not(model))]
#[inline]
pub fn panicking() -> bool {
    std::thread::panicking()
}

/// Whether the calling thread unwinds by [`model::unwind`](crate::model::unwind).
#[cfg(model)]
pub fn panicking() -> bool {
    PANICKING.with(std::cell::Cell::get) > 0
}

#[cfg(model)]
loom::thread_local! {
    /// How often: a destructor that unwinding runs may unwind, too, and catch that.
    static PANICKING: std::cell::Cell<usize> = std::cell::Cell::new(0);
}

/// Notes that the calling thread unwinds, or does so once more.
#[cfg(model)]
pub(crate) fn begin_panicking() {
    PANICKING.with(|count| count.set(count.get() + 1));
}

/// Notes that what the calling thread threw last has been caught. It may have been another's, passed on without being counted here.
#[cfg(model)]
pub(crate) fn end_panicking() {
    PANICKING.with(|count| count.set(count.get().saturating_sub(1)));
}

/// std keeps count by itself.
#[cfg(not(model))]
pub(crate) fn begin_panicking() {}

/// std keeps count by itself.
#[cfg(not(model))]
pub(crate) fn end_panicking() {}

/// Starts a thread that nobody waits for. A panic that leaves `main` ends the process: whoever wants
/// the panic catches it.
///
/// On unix this is `pthread_create` and not `std::thread`, for two reasons. `ThreadSanitizer` sees
/// nothing of what std does inside and reports races that aren't there. And std's own packet, handle
/// and scope bookkeeping would be part of every measurement of ours.
///
/// # Errors
/// When the operating system refuses, or the name has a NUL in it; `main` is dropped then.
#[cfg(all(not(model), unix, not(miri)))]
pub fn start(options: &Options, main: Box<dyn FnOnce() + Send>) -> io::Result<()> {
    unix::start(options, main)
}

/// Starts a thread that nobody waits for, with std's threads. A panic that leaves `main` ends the
/// process.
///
/// # Errors
/// When the operating system refuses, or the name has a NUL in it; `main` is dropped then.
#[cfg(all(not(model), any(not(unix), miri)))]
pub fn start(options: &Options, main: Box<dyn FnOnce() + Send>) -> io::Result<()> {
    /// Dropped only by a panic.
    struct Abort;

    impl Drop for Abort {
        fn drop(&mut self) {
            std::process::abort();
        }
    }

    let mut builder = std::thread::Builder::new();
    if let Some(name) = &options.name {
        if name.contains('\0') {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        builder = builder.name(name.clone());
    }
    if let Some(size) = options.stack_size {
        builder = builder.stack_size(size);
    }
    let main = move || {
        let abort = Abort;
        main();
        std::mem::forget(abort);
    };
    builder.spawn(main).map(drop)
}

/// Starts a thread of the model, which may have four besides its own. A panic that leaves `main` is
/// the model's failure.
///
/// # Errors
/// When the name has a NUL in it; `main` is dropped then.
#[cfg(model)]
#[track_caller]
pub fn start(options: &Options, main: Box<dyn FnOnce() + Send>) -> io::Result<()> {
    if options
        .name
        .as_ref()
        .is_some_and(|name| name.contains('\0'))
    {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    crate::trace::step(
        crate::trace::operation::START,
        crate::trace::Effect::None,
        crate::trace::About::Nothing,
    );
    let main = crate::figure::lane(main);
    let main = move || {
        crate::trace::begins();
        main();
    };
    loom::thread::Builder::new().spawn(main).map(drop)
}
