//! What the sections' `tests/stress.rs` share: the programs that the sanitizers run.
//!
//! A sanitizer watches what was built for it. The standard library was not: in its threads the order between
//! `spawn` and the thread's first step goes unseen, and so does all that libtest does. Programs that are right would be
//! reported. So these have a `main` of their own and threads straight from the operating system, and use the standard
//! library for nothing that orders memory.

use std::hint::black_box;

/// Runs the cases one after the other. With `--planted NAME` on the command line, commits the fault of that name instead, for which the
/// sanitizer at hand has to report the program.
///
/// A program that hangs is ended; the last line that it printed says in which case.
///
/// # Panics
/// When a case does, or `commit` knows no fault of that name.
pub fn main(cases: &[(&str, fn())], commit: fn(&str)) {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--planted");
    if arguments.next().is_some() {
        // A fault takes a moment, or hangs.
        time_limit(10);
        return commit(arguments.next().unwrap_or_default().as_str());
    }
    time_limit(300);
    for (name, case) in cases {
        println!("stress: {name}");
        case();
    }
}

/// Ends the process after so many seconds.
fn time_limit(seconds: u32) {
    #[cfg(unix)]
    // SAFETY: it takes no pointer and installs no handler.
    unsafe {
        libc::alarm(seconds);
    }
    #[cfg(not(unix))]
    let _ = seconds;
}

/// Runs both to their ends, `theirs` on a thread of its own, and returns what `ours` returns.
///
/// # Panics
/// When no thread is to be had. A panic in `theirs` ends the process; so does one in `ours`, as `theirs` may
/// use what unwinding would free.
#[cfg(unix)]
pub fn both<R>(theirs: impl FnOnce() + Send, ours: impl FnOnce() -> R) -> R {
    let thread = threads::Thread::start(theirs);
    let result = threads::or_abort(ours);
    thread.join();
    result
}

/// Runs `work` on so many threads at once, each with its number from 0, to their ends.
///
/// # Panics
/// When no thread is to be had. A panic in `work` ends the process.
#[cfg(unix)]
pub fn crew(threads: u32, work: impl Fn(u32) + Sync) {
    let work = &work;
    let threads: Vec<_> = (0..threads)
        .map(|number| threads::Thread::start(move || work(number)))
        .collect();
    threads.into_iter().for_each(threads::Thread::join);
}

/// The fault for `AddressSanitizer`, where a section has none of its own.
///
/// # Safety
/// None: it reads memory that it has freed.
pub unsafe fn use_after_free() {
    let freed = Box::into_raw(Box::new(7));
    // SAFETY: it came out of a box a line ago.
    drop(unsafe { Box::from_raw(freed) });
    // SAFETY: none. This is the fault.
    black_box(unsafe { freed.read_volatile() });
}

/// The fault for `LeakSanitizer`, where a section has none of its own.
#[cfg(unix)]
pub fn leak() {
    // Nothing on this thread's stack or in its registers is to remember it.
    both(
        || std::mem::forget(black_box(Box::new([0_u8; 4096]))),
        || (),
    );
}

#[cfg(unix)]
mod threads {
    use std::ffi::c_void;
    use std::marker::PhantomData;
    use std::mem::MaybeUninit;
    use std::ptr;

    /// A thread of the operating system. Dropped before it is joined, it ends the process: it may use what its owner frees.
    pub(super) struct Thread<'a> {
        id: libc::pthread_t,
        borrows: PhantomData<&'a mut ()>,
    }

    /// What the thread gets: a box of this, by its address.
    type Body<'a> = Box<dyn FnOnce() + Send + 'a>;

    extern "C" fn run(body: *mut c_void) -> *mut c_void {
        // SAFETY: `start` passes a box of a `Body`, once, and whoever owns the `Thread` keeps alive what it borrows.
        let body = unsafe { Box::from_raw(body.cast::<Body<'_>>()) };
        // A panic can't leave an `extern "C"` function: it ends the process.
        body();
        ptr::null_mut()
    }

    impl<'a> Thread<'a> {
        pub(super) fn start(body: impl FnOnce() + Send + 'a) -> Self {
            let body: Body<'a> = Box::new(body);
            let body = Box::into_raw(Box::new(body)).cast();
            let mut id = MaybeUninit::uninit();
            // SAFETY: `id` may be written, no attributes are given, and `run` takes such a body.
            let status = unsafe { libc::pthread_create(id.as_mut_ptr(), ptr::null(), run, body) };
            assert_eq!(status, 0, "no thread is to be had");
            Self {
                // SAFETY: the call has succeeded, and so has written it.
                id: unsafe { id.assume_init() },
                borrows: PhantomData,
            }
        }

        pub(super) fn join(self) {
            // SAFETY: `start` started it, and this is the one join.
            let status = unsafe { libc::pthread_join(self.id, ptr::null_mut()) };
            assert_eq!(status, 0, "the thread can't be joined");
            std::mem::forget(self);
        }
    }

    impl Drop for Thread<'_> {
        fn drop(&mut self) {
            std::process::abort();
        }
    }

    /// Runs `f`; a panic ends the process.
    pub(super) fn or_abort<R>(f: impl FnOnce() -> R) -> R {
        struct Abort;
        impl Drop for Abort {
            fn drop(&mut self) {
                std::process::abort();
            }
        }
        let abort = Abort;
        let result = f();
        std::mem::forget(abort);
        result
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

    use super::{both, crew};

    #[test]
    fn each_thread_of_a_crew_works_once_with_its_number() {
        let seen = [const { AtomicU32::new(0) }; 4];
        // ORDERING: Relaxed: the joins come between.
        crew(4, |number| {
            seen[number as usize].fetch_add(1, Relaxed);
        });
        assert!(seen.iter().all(|times| times.load(Relaxed) == 1));
    }

    #[test]
    fn both_are_over_when_it_returns() {
        let mut theirs = 0;
        let ours = both(|| theirs += 1, || 2);
        assert_eq!((theirs, ours), (1, 2));
    }
}
