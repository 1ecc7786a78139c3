//! What is asked of the parker and its stages, and of a copy with a fault, which must not pass: one thread writes and sets the token, the other
//! takes it and reads.

use platform::model::{Tally, Watched, both};

/// Memory in the checker's view.
pub(crate) fn watched() -> Watched {
    // SAFETY: on real threads what is under test orders the uses. A copy with a fault runs in models only, where nothing is asked for.
    unsafe { Watched::new() }
}

/// One writes and sets the token, the other takes it. What that reads.
pub(crate) fn hand_over(set: impl FnOnce() + Send, take: impl FnOnce()) -> u32 {
    let letter = watched();
    both(
        || {
            letter.set(7);
            set();
        },
        || {
            take();
            letter.get()
        },
    )
}

/// One sets the token, writes, and sets it again; then the other takes it. What that reads.
pub(crate) fn set_twice(set: impl Fn() + Sync, take: impl FnOnce()) -> u32 {
    let (letter, done) = (watched(), Tally::default());
    both(
        || {
            set();
            letter.set(7);
            set();
            done.count();
        },
        || {
            // It orders nothing. The token is set, twice.
            done.wait_for(1);
            take();
            letter.get()
        },
    )
}

/// The same, but the token is taken at any moment. What is read if it was set twice by then.
#[cfg(model)]
pub(crate) fn take_meanwhile(set: impl Fn() + Sync, take: impl FnOnce()) -> Option<u32> {
    let send = |letter: &Watched| {
        set();
        letter.set(7);
        set();
    };
    read_what_was_sent(send, take)
}

/// One writes and sets the token, the other takes it or gives up. What that reads if the token was set by then.
#[cfg(model)]
pub(crate) fn give_up(set: impl FnOnce() + Send, take: impl FnOnce()) -> Option<u32> {
    let send = |letter: &Watched| {
        letter.set(7);
        set();
    };
    read_what_was_sent(send, take)
}

#[cfg(model)]
fn read_what_was_sent(send: impl FnOnce(&Watched) + Send, take: impl FnOnce()) -> Option<u32> {
    let (letter, done) = (watched(), Tally::default());
    both(
        || {
            send(&letter);
            done.count();
        },
        || {
            take();
            // In a model no other thread runs between the last step of `take` and this: all was sent.
            if done.get() == 1 {
                Some(letter.get())
            } else {
                None
            }
        },
    )
}
