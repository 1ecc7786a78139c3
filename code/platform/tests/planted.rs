//! Programs that a model must refuse.
#![cfg(model)]

use platform::atomic::{AtomicU32, Ordering::*};
use platform::cell::UnsafeCell;
use platform::model::{Bounds, model_fails};
use platform::sync::Arc;
use platform::{futex, thread};

struct Mailbox {
    data: UnsafeCell<u32>,
    ready: AtomicU32,
}
unsafe impl Sync for Mailbox {}
unsafe impl Send for Mailbox {}

/// A store that isn't a release orders nothing.
#[test]
fn relaxed_message() {
    model_fails("Causality violation", Bounds::EXHAUSTIVE, || {
        let mailbox = Arc::new(Mailbox {
            data: UnsafeCell::new(0),
            ready: AtomicU32::new(0),
        });
        let theirs = mailbox.clone();
        thread::start(
            &thread::Options::default(),
            Box::new(move || {
                theirs.data.with_mut(|p| unsafe { *p = 1 });
                theirs.ready.store(1, Relaxed);
                futex::wake_one(&theirs.ready);
            }),
        )
        .unwrap();
        while mailbox.ready.load(Acquire) == 0 {
            futex::wait(&mailbox.ready, 0);
        }
        mailbox.data.with(|p| unsafe { *p });
    });
}
