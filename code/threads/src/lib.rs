//! Section 1, *Threads*: [`spawn`] and [`JoinHandle`], built on nothing but a thread that nobody
//! waits for and a word that a thread can sleep on.
//!
//! # Problem
//!
//! An operating system starts a thread and lets it go. [`std::thread::spawn`] promises more: the
//! closure's result, or the panic that ended it, comes back through [`JoinHandle::join`]; and a
//! handle that is dropped leaves the thread to run on alone.
//!
//! # Strategy
//!
//! The thread and the handle share one allocation, a *packet*: a slot for the result and a word that
//! says which of the two has finished with it. The thread leaves the result in the slot and marks the
//! packet finished; the handle sleeps on the word until then. Whichever side comes second frees the
//! packet. The protocol (its states, invariants and memory orderings) is in `packet.rs`. Here a lifetime is
//! erased, for threads that borrow ([`Builder::spawn_unchecked`]); everything else is safe code.
//!
//! [`stages`] holds the versions that lead here, wrong ones included.
//!
//! # What is promised
//!
//! - `join` returns what the closure returned, or the payload of the panic that ended it, and
//!   everything that the closure did happens before `join` returns.
//! - Everything that the closure captured has been dropped when `join` returns.
//! - The result is dropped exactly once and the packet freed exactly once, whether the handle is
//!   joined, dropped before the thread finishes, dropped after, or dropped at the same time.
//!
//! # What is not
//!
//! - `join` waits for the closure, not for the operating system's thread: destructors of thread-local
//!   values may still be running when it returns. (`std` on Linux waits for them too.)
//! - The standard library did not start the thread and doesn't know its name:
//!   [`std::thread::current`] has none there, and a panic message says `<unnamed>`. [`parking::current`] has it,
//!   and debuggers and `ps` show it.
//! - A handle that is joined by its own thread waits for ever.
//!
//! # Source
//!
//! The interface is that of [`std::thread`]. The packet is a one-shot channel whose closing
//! operations are one `swap` each, so that the state word alone decides who owns the allocation.

mod packet;
pub mod stages;

use std::fmt;
use std::io;
use std::mem::{self, ManuallyDrop, MaybeUninit};
use std::panic::{AssertUnwindSafe, catch_unwind};

use packet::{Reader, packet};
use parking::Thread;
use platform::thread::{Options, start};

/// What a thread leaves behind: the closure's value, or the payload of the panic that ended it.
pub type Result<T> = std::thread::Result<T>;

/// Starts a thread that runs `f`, with the platform's defaults.
///
/// The thread is *detached* when the returned handle is dropped: it runs on, and nothing can wait for
/// it any more. When `main` returns the process ends, and detached threads with it.
///
/// # Panics
///
/// When the operating system refuses to start a thread. [`Builder::spawn`] returns an error instead.
///
/// # Examples
///
/// ```
/// let numbers = vec![1, 2, 3];
/// let sum = threads::spawn(move || numbers.iter().sum::<i32>());
/// assert_eq!(sum.join().unwrap(), 6);
/// ```
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    Builder::new().spawn(f).expect("failed to spawn thread")
}

/// How to start a thread: its name and the size of its stack.
#[must_use = "a builder starts no thread until `spawn` is called"]
#[derive(Debug, Default)]
pub struct Builder {
    options: Options,
}

impl Builder {
    /// A builder with the platform's defaults: no name, and its usual stack.
    pub fn new() -> Self {
        Self::default()
    }

    /// Names the thread, for debuggers and tools like `ps`. Linux shows the first 15 bytes.
    pub fn name(mut self, name: String) -> Self {
        self.options.name = Some(name);
        self
    }

    /// Asks for a stack of at least `bytes` bytes.
    pub fn stack_size(mut self, bytes: usize) -> Self {
        self.options.stack_size = Some(bytes);
        self
    }

    /// Starts a thread that runs `f`.
    ///
    /// # Errors
    ///
    /// When the operating system refuses to start a thread, or the name contains a NUL byte. `f` has
    /// been dropped then.
    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        // SAFETY: what is `'static` may be borrowed for ever.
        unsafe { self.spawn_unchecked(f) }
    }

    /// Starts a thread that runs `f`, which may borrow.
    ///
    /// # Errors
    ///
    /// As for [`spawn`](Self::spawn).
    ///
    /// # Safety
    ///
    /// What `f` and its result borrow lives until [`join`](JoinHandle::join) has returned, and the handle is
    /// joined.
    pub unsafe fn spawn_unchecked<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send,
        T: Send,
    {
        // SAFETY: the same is asked of the caller.
        unsafe { self.spawn_unchecked_then(f, |_panicked| ()) }
    }

    /// Starts a thread that runs `f`, which may borrow, and then `last`: when the handle has the result, or
    /// the result has been dropped because there is no handle any more. `last` is told whether `f` panicked.
    ///
    /// # Errors
    ///
    /// As for [`spawn`](Self::spawn). `last` has been dropped then, too.
    ///
    /// # Safety
    ///
    /// What `f` and its result borrow lives until `last` is called, and what `last` borrows until it returns.
    /// `last` doesn't panic.
    pub unsafe fn spawn_unchecked_then<F, T, L>(self, f: F, last: L) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send,
        T: Send,
        L: FnOnce(bool) + Send,
    {
        // ANCHOR: spawn
        let (thread, starting) = Thread::new(self.options.name.clone());
        let (mut writer, reader) = packet();
        let f = MaybeDangling::new(f);
        let main = move || {
            starting.enter();
            // What `f` captured is gone when this returns, so nobody can see
            // what a panic may have left half done.
            let result = catch_unwind(AssertUnwindSafe(f.into_inner()));
            let panicked = result.is_err();
            writer.write(result);
            drop(writer);
            last(panicked);
        };
        start(&self.options, erase(Box::new(main)))?;
        Ok(JoinHandle {
            thread,
            result: reader,
        })
        // ANCHOR_END: spawn
    }
}

/// Forgets what `main` borrows. It is for the callers of `spawn_unchecked` to
/// see that it lives long enough.
fn erase<'a>(main: Box<dyn FnOnce() + Send + 'a>) -> Box<dyn FnOnce() + Send> {
    type Main<'a> = Box<dyn FnOnce() + Send + 'a>;
    // SAFETY: the two types differ in a lifetime, which is the callers' affair.
    unsafe { mem::transmute::<Main<'a>, Main<'static>>(main) }
}

/// A value whose references may dangle while it isn't used. The thread's main function outlives by a few
/// steps what the closure in it borrowed, and the compiler takes a reference that a function was given to be
/// good for as long as that function runs.
struct MaybeDangling<T>(MaybeUninit<T>);

impl<T> MaybeDangling<T> {
    fn new(value: T) -> Self {
        Self(MaybeUninit::new(value))
    }

    fn into_inner(self) -> T {
        let this = ManuallyDrop::new(self);
        // SAFETY: it is initialised, and `this` is not used or dropped again.
        unsafe { this.0.assume_init_read() }
    }
}

impl<T> Drop for MaybeDangling<T> {
    fn drop(&mut self) {
        // SAFETY: it is initialised, and nobody has taken it out.
        unsafe { self.0.assume_init_drop() }
    }
}

/// The right to wait for a thread and to take its result. Dropping it detaches the thread.
///
/// # Aborts
///
/// When a result that nobody took panics while it is dropped, the process aborts, as with `std`: it
/// may happen on a thread with nobody to tell.
pub struct JoinHandle<T> {
    thread: Thread,
    result: Reader<T>,
}

impl<T> JoinHandle<T> {
    /// Waits until the thread's closure has returned or panicked, and returns its result.
    ///
    /// Everything that the thread did happens before `join` returns.
    ///
    /// # Errors
    ///
    /// When the closure panicked: the payload of the panic.
    pub fn join(self) -> Result<T> {
        self.result.read()
    }

    /// The thread's own handle, by which it is unparked (section 10).
    pub fn thread(&self) -> &Thread {
        &self.thread
    }

    /// Whether the closure has returned or panicked, so that [`join`](Self::join) would not wait.
    ///
    /// When it answers `true`, everything that the thread did has happened before.
    pub fn is_finished(&self) -> bool {
        self.result.is_written()
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}
