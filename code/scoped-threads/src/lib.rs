//! Section 2, *Scoped threads*: [`scope`], whose threads may borrow from the function around it.
//!
//! # Problem
//!
//! A thread of [`threads::spawn`] may run longer than the function that started it, so it may borrow nothing.
//! Where the function waits for its threads anyway, they could borrow, if the compiler could be sure that it
//! waits: on every way out of the function, whatever panics, and whatever becomes of the threads' handles.
//!
//! # Strategy
//!
//! [`scope`] calls a closure and gives it a [`Scope`], which starts threads. `scope` itself waits for all of them
//! after the closure is done. Nobody can prevent that: it waits in its own body, and not in a destructor that
//! somebody could forget to run. The threads count themselves in `count.rs`, and the lifetimes of `Scope` see to it
//! that what a thread borrows lives until `scope` returns.
//!
//! # Lifetimes
//!
//! - `'env` is what exists around the call of `scope`, and what threads may borrow from. The caller chooses it.
//! - `'scope` begins when `scope` is called and ends when all its threads are done. `scope` chooses it, so the
//!   closure has to be right for every `'scope`, and all that it knows of it is that `'env` is at least as long.
//! - `Scope` is invariant in `'scope`. If it could be shortened, a thread might borrow from within the closure.
//!
//! [`stages`] holds what happens with other signatures, and [`before_1_0`] what happens with a guard instead of a
//! closure.
//!
//! # What is promised
//!
//! - When `scope` returns or panics, each of its threads has run its closure to the end, and its result is taken,
//!   dropped, or leaked with a forgotten handle. All that the threads did happens before.
//! - If a thread panicked, and no `join` has returned its panic, `scope` panics.
//!
//! # What is not
//!
//! - As with `std`, destructors of a thread's thread-local values may still be running when `scope` returns.
//! - Unlike with `std`, a handle that is forgotten, by [`std::mem::forget`], keeps nobody waiting.
//!
//! # Source
//!
//! The interface is that of [`std::thread::scope`] and RFC 3151.

pub mod before_1_0;
mod count;
pub mod stages;

use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use count::Threads;
use parking::Thread;
use threads::{JoinHandle, Result};

// ANCHOR: types
/// Where scoped threads are started. [`scope`] gives one to its closure.
#[expect(clippy::struct_field_names, reason = "named after the lifetimes")]
pub struct Scope<'scope, 'env: 'scope> {
    threads: Threads,
    /// `&'a mut &'a ()` is invariant in `'a`: see the module's *Lifetimes*.
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}

/// The right to wait for a scoped thread and to take its result. If it is
/// dropped, the thread is waited for at the end of its scope.
///
/// # Aborts
///
/// When a result that nobody took panics while it is dropped, the process
/// aborts, as with `std`.
pub struct ScopedJoinHandle<'scope, T> {
    thread: JoinHandle<T>,
    threads: &'scope Threads,
}
// ANCHOR_END: types

/// Calls `f` with a [`Scope`], and returns what it returns, when all threads that were started in the scope
/// are done.
///
/// # Panics
///
/// If `f` panics: with the same payload, when all threads are done. Otherwise, if a thread panicked whose
/// panic no [`join`](ScopedJoinHandle::join) has returned. (They are counted in 32 bits: exactly 2³² such panics
/// go unnoticed.)
///
/// # Examples
///
/// ```
/// let (mut evens, odds) = (vec![2, 4], vec![1, 3, 5]);
/// let sum = scoped_threads::scope(|s| {
///     let sum = s.spawn(|| odds.iter().sum::<i32>());
///     s.spawn(|| evens.push(6));
///     sum.join().unwrap()
/// });
/// assert_eq!((sum, evens), (9, vec![2, 4, 6]));
/// ```
#[track_caller]
// ANCHOR: scope
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let scope = Scope {
        threads: Threads::new(),
        scope: PhantomData,
        env: PhantomData,
    };
    // The threads may use what a panic would unwind, so it is held up here.
    let result = catch_unwind(AssertUnwindSafe(|| f(&scope)));
    let threads = &scope.threads;
    threads.wait();
    match result {
        Err(payload) => resume_unwind(payload),
        Ok(_) if threads.has_panic() => panic!("a scoped thread panicked"),
        Ok(result) => result,
    }
}
// ANCHOR_END: scope

impl<'scope> Scope<'scope, '_> {
    /// Starts a thread in the scope, with the platform's defaults.
    ///
    /// The thread may borrow whatever outlives the scope, and the scope itself, to start threads of its own
    /// in it.
    ///
    /// # Panics
    ///
    /// When the operating system refuses to start a thread, and when there are 2³¹ of them in the scope.
    /// [`Builder::spawn_scoped`] returns an error in the first case.
    pub fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        let thread = Builder::new().spawn_scoped(self, f);
        thread.expect("failed to spawn thread")
    }
}

impl fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope")
            .field("threads", &self.threads)
            .finish_non_exhaustive()
    }
}

impl<T> ScopedJoinHandle<'_, T> {
    /// Waits until the thread's closure has returned or panicked, and returns its result.
    ///
    /// Everything that the thread did happens before `join` returns.
    ///
    /// # Errors
    ///
    /// When the closure panicked: the payload of the panic. [`scope`] doesn't panic for it then.
    // ANCHOR: join
    pub fn join(self) -> Result<T> {
        let result = self.thread.join();
        if result.is_err() {
            self.threads.take_panic();
        }
        result
    }
    // ANCHOR_END: join

    /// The thread's own handle, by which it is unparked (section 10).
    pub fn thread(&self) -> &Thread {
        self.thread.thread()
    }

    /// Whether the closure has returned or panicked, so that [`join`](Self::join) would not wait.
    ///
    /// When it answers `true`, everything that the thread did has happened before.
    pub fn is_finished(&self) -> bool {
        self.thread.is_finished()
    }
}

impl<T> fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopedJoinHandle").finish_non_exhaustive()
    }
}

/// How to start a thread, scoped or not: its name and the size of its stack.
#[must_use = "a builder starts no thread until it is told to"]
#[derive(Debug, Default)]
pub struct Builder {
    inner: threads::Builder,
}

impl Builder {
    /// A builder with the platform's defaults: no name, and its usual stack.
    pub fn new() -> Self {
        Self::default()
    }

    /// Names the thread, for debuggers and tools like `ps`. Linux shows the first 15 bytes.
    pub fn name(self, name: String) -> Self {
        let inner = self.inner.name(name);
        Self { inner }
    }

    /// Asks for a stack of at least `bytes` bytes.
    pub fn stack_size(self, bytes: usize) -> Self {
        let inner = self.inner.stack_size(bytes);
        Self { inner }
    }

    /// Starts a thread that runs `f` and that no scope waits for: see [`threads::Builder::spawn`].
    ///
    /// # Errors
    ///
    /// When the operating system refuses to start a thread, or the name contains a NUL byte.
    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        self.inner.spawn(f)
    }

    /// Starts a thread that runs `f`, which may borrow: see [`threads::Builder::spawn_unchecked`].
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
        unsafe { self.inner.spawn_unchecked(f) }
    }

    /// Starts a thread in `scope`: see [`Scope::spawn`].
    ///
    /// # Errors
    ///
    /// When the operating system refuses to start a thread, or the name contains a NUL byte. `f` has been
    /// dropped then.
    ///
    /// # Panics
    ///
    /// When there are 2³¹ threads in the scope.
    // ANCHOR: spawn_scoped
    pub fn spawn_scoped<'scope, 'env, F, T>(
        self,
        scope: &'scope Scope<'scope, 'env>,
        f: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        let threads = &scope.threads;
        // SAFETY: what `F` and `T` borrow lives as long as `'scope`, which ends
        // only after `scope` has waited for this thread.
        let thread = unsafe { threads.start(self.inner, f)? };
        Ok(ScopedJoinHandle { thread, threads })
    }
    // ANCHOR_END: spawn_scoped
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use static_assertions::{assert_impl_all, assert_not_impl_any};

    use super::{Builder, Scope, ScopedJoinHandle};

    assert_impl_all!(Scope<'static, 'static>: Send, Sync);
    assert_impl_all!(ScopedJoinHandle<'static, Cell<u8>>: Send, Sync);
    assert_not_impl_any!(ScopedJoinHandle<'static, Rc<u8>>: Send, Sync);
    assert_impl_all!(Builder: Send, Sync);
}
