//! Whether a call puts its thread to sleep, found out without a clock: Linux says which threads sleep.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::channel;
use std::thread::{scope, yield_now};
use std::time::Duration;

use harness::Task;

/// A token that the thread which has made this waits for.
pub(crate) trait Token {
    fn new() -> Self;
    fn park(&self);
    fn park_timeout(&self, timeout: Duration);
    /// Sets it from anywhere.
    fn unparker(&self) -> Box<dyn Fn() + Send>;

    fn unpark(&self) {
        self.unparker()();
    }
}

/// The one that std has for each thread.
pub(crate) struct Std;

impl Token for Std {
    fn new() -> Self {
        Self
    }

    fn park(&self) {
        std::thread::park();
    }

    fn park_timeout(&self, timeout: Duration) {
        std::thread::park_timeout(timeout);
    }

    fn unparker(&self) -> Box<dyn Fn() + Send> {
        let thread = std::thread::current();
        Box::new(move || thread.unpark())
    }
}

/// The one that the book has for each thread.
pub(crate) struct Book;

impl Token for Book {
    fn new() -> Self {
        Self
    }

    fn park(&self) {
        parking::park();
    }

    fn park_timeout(&self, timeout: Duration) {
        parking::park_timeout(timeout);
    }

    fn unparker(&self) -> Box<dyn Fn() + Send> {
        let thread = parking::current();
        Box::new(move || thread.unpark())
    }
}

macro_rules! parkers {
    ($($parker:path)*) => {$(
        impl Token for $parker {
            fn new() -> Self {
                Self::new()
            }

            fn park(&self) {
                self.park();
            }

            fn park_timeout(&self, timeout: Duration) {
                self.park_timeout(timeout);
            }

            fn unparker(&self) -> Box<dyn Fn() + Send> {
                let unparker = self.unparker().clone();
                Box::new(move || unparker.unpark())
            }
        }
    )*};
}

parkers! {
    parking::Parker
    crossbeam_utils::sync::Parker
}

/// Whether a thread that has done `before` sleeps in `last`. If it does, it is woken.
pub(crate) fn sleeps<T: Token>(
    before: impl FnOnce(&T) + Send,
    last: impl FnOnce(&T) + Send,
) -> bool {
    let [begins, is_over, is_woken] = [const { AtomicBool::new(false) }; 3];
    let (send, receive) = channel();
    scope(|s| {
        let sleeper = s.spawn(|| {
            let token = T::new();
            before(&token);
            send.send((Task::current(), token.unparker())).unwrap();
            begins.store(true, SeqCst);
            last(&token);
            let slept = is_woken.load(SeqCst);
            is_over.store(true, SeqCst);
            slept
        });
        let (task, wake) = receive.recv().unwrap();
        while !begins.load(SeqCst) {
            yield_now();
        }
        while !is_over.load(SeqCst) {
            if task.is_asleep() {
                // Only then: whoever has gone by without sleeping finds this unset.
                is_woken.store(true, SeqCst);
                wake();
                break;
            }
            yield_now();
        }
        sleeper.join().unwrap()
    })
}
