//! The futex of a model.
//!
//! loom runs all threads of a model on one real thread and switches only just before one of its own
//! operations, so plain data is changed in one step between two of those. `wait` looks at the word
//! with such an operation and then compares and enqueues with no switch in between, as the kernel
//! does under its lock.
//!
//! loom leaves out executions that differ only in the order of operations on different objects. A
//! wake must not touch the word, which may be gone; so each address has a *shadow* atomic, and both
//! sides touch that. `wait` touches the shadow, then the word. A wake between the two finds nobody,
//! just as one before both; with the two adjacent, the shadows' order is the order of enqueuing.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Instant;

use loom::sync::atomic::AtomicU32 as LoomAtomicU32;
use loom::thread::{Thread, ThreadId};

use crate::atomic::{AtomicU32, modelled::newest};
use crate::figure;
use crate::model::choice::{self, Variant};
use crate::trace::{self, About, Effect, Value, operation};

/// A shadow has to be older than every thread that uses it, so an execution begins with all it
/// can have. Addresses beyond share them, which costs executions and loses none. So does a word
/// whose memory another word of the same execution had before; how many executions there are then
/// depends on the allocator, and a model whose count is to stay keeps its words alive together.
const SHADOWS: usize = 4;

struct Waiter {
    address: usize,
    /// The thread to unpark; none if it has a deadline, since then it never parks.
    thread: Option<Thread>,
    woken: Woken,
}

/// The step that woke a waiter, once there is one.
type Woken = Rc<Cell<Option<usize>>>;

#[derive(Default)]
struct Queue {
    shadows: Vec<Rc<LoomAtomicU32>>,
    /// The n-th address met has the n-th shadow.
    addresses: Vec<usize>,
    /// Of all addresses, first come, first.
    waiters: Vec<Waiter>,
    /// Threads for which a deadline has passed in this execution.
    timed_out: Vec<ThreadId>,
}

thread_local! {
    static QUEUE: RefCell<Queue> = RefCell::default();
}

/// Begins an execution with nobody asleep.
pub(crate) fn start_execution() {
    let shadows = (0..SHADOWS)
        .map(|_| Rc::new(LoomAtomicU32::new(0)))
        .collect();
    QUEUE.set(Queue {
        shadows,
        ..Queue::default()
    });
}

#[track_caller]
pub(super) fn wait(word: &AtomicU32, expected: u32) {
    let Some(woken) = enqueue(word, expected, Some(loom::thread::current())) else {
        return;
    };
    let by = loop {
        if let Some(by) = woken.get() {
            break by;
        }
        loom::thread::park();
        figure::give_up_if_stuck();
    };
    let about = About::WokenBy(word.word(), by);
    trace::step(operation::IS_WOKEN, Effect::None, about);
}

/// Time has no place in a model: the deadline passes wherever that can make a difference.
#[track_caller]
pub(super) fn wait_until(word: &AtomicU32, expected: u32, _deadline: Instant) -> bool {
    let Some(woken) = enqueue(word, expected, None) else {
        return true;
    };
    // The first deadline of a thread may pass at any moment. From then on others go first, or a
    // loop that waits again and again would be an endless execution.
    let me = loom::thread::current().id();
    if QUEUE.with_borrow(|queue| queue.timed_out.contains(&me)) {
        loom::thread::yield_now();
    }
    // Whether this or a wake comes first decides: loom tries both.
    touch(address(word));
    if let Some(by) = woken.get() {
        let about = About::WokenBy(word.word(), by);
        trace::step(operation::IS_WOKEN, Effect::None, about);
        return true;
    }
    QUEUE.with_borrow_mut(|queue| {
        queue
            .waiters
            .retain(|waiter| !Rc::ptr_eq(&waiter.woken, &woken));
        queue.timed_out.push(me);
    });
    trace::step(operation::TIMES_OUT, Effect::None, About::Word(word.word()));
    false
}

#[track_caller]
pub(super) fn wake_one(word: *const AtomicU32) -> bool {
    touch(word.addr());
    let about = About::Address(word.addr());
    let by = trace::step(operation::WAKE_ONE, Effect::None, about);
    let waiters = sleeping_at(word.addr());
    let chosen = match waiters[..] {
        [] => return false,
        [only] => only,
        [first, .., last] => {
            if choice::is_running(Variant::LastWaiter) {
                last
            } else {
                first
            }
        }
    };
    wake(chosen, by);
    true
}

#[track_caller]
pub(super) fn wake_all(word: *const AtomicU32) -> usize {
    touch(word.addr());
    let about = About::Address(word.addr());
    let by = trace::step(operation::WAKE_ALL, Effect::None, about);
    let waiters = sleeping_at(word.addr());
    // From the back: each is taken out of the queue by its place.
    waiters.iter().rev().for_each(|&place| wake(place, by));
    waiters.len()
}

/// Compares and, if the word is as expected, enqueues the current thread.
#[track_caller]
fn enqueue(word: &AtomicU32, expected: u32, thread: Option<Thread>) -> Option<Woken> {
    let address = address(word);
    trace::is_at(word.word(), address);
    touch(address);
    let value = word.newest();
    // No switch from here until the waiter is in the queue.
    let found = Effect::Reads(Value::Number(value.into()));
    let about = About::Word(word.word());
    if value != expected {
        trace::step(operation::DOES_NOT_WAIT, found, about);
        return None;
    }
    if choice::first_of_thread(Variant::SpuriousWakeUps) {
        // As if it had slept for no time at all; how late it goes on is loom's choice anyway.
        trace::step(operation::WAKES_FOR_NO_REASON, found, about);
        return None;
    }
    trace::step(operation::WAITS, found, about);
    let woken = Woken::default();
    let waiter = Waiter {
        address,
        thread,
        woken: Rc::clone(&woken),
    };
    QUEUE.with_borrow_mut(|queue| queue.waiters.push(waiter));
    Some(woken)
}

/// How many threads sleep, with no deadline.
pub(crate) fn asleep() -> usize {
    QUEUE.with_borrow(|queue| {
        queue
            .waiters
            .iter()
            .filter(|waiter| waiter.thread.is_some())
            .count()
    })
}

/// Lets all who sleep look around.
pub(crate) fn rouse() {
    let waiters = QUEUE.with_borrow_mut(|queue| std::mem::take(&mut queue.waiters));
    for thread in waiters.into_iter().filter_map(|waiter| waiter.thread) {
        thread.unpark();
    }
}

/// The places in the queue of those who sleep at `address`.
fn sleeping_at(address: usize) -> Vec<usize> {
    QUEUE.with_borrow(|queue| {
        let all = queue.waiters.iter().enumerate();
        all.filter(|(_, waiter)| waiter.address == address)
            .map(|(place, _)| place)
            .collect()
    })
}

/// Takes a waiter out of the queue and lets it go on.
fn wake(place: usize, by: usize) {
    let waiter = QUEUE.with_borrow_mut(|queue| queue.waiters.remove(place));
    waiter.woken.set(Some(by));
    if let Some(thread) = waiter.thread {
        thread.unpark();
    }
}

/// Tells loom that something is done to the queue of `address`. The caller does it before its next
/// operation of loom's.
#[track_caller]
fn touch(address: usize) {
    let shadow = QUEUE.with_borrow_mut(|queue| {
        let known = queue.addresses.iter().position(|&known| known == address);
        let number = known.unwrap_or_else(|| {
            queue.addresses.push(address);
            queue.addresses.len() - 1
        });
        Rc::clone(&queue.shadows[number % SHADOWS])
    });
    newest(&shadow);
}

fn address(word: &AtomicU32) -> usize {
    std::ptr::from_ref(word).addr()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::model::{Bounds, model};
    use crate::sync::Arc as ModelArc;
    use crate::thread;

    /// Of two sleepers, the one that came first may be woken, and the one that came last.
    #[test]
    fn a_wake_up_goes_to_any_sleeper() {
        let woken_places = Arc::new(Mutex::new(HashSet::new()));
        model(Bounds::preemptions(2), {
            let woken_places = Arc::clone(&woken_places);
            move || {
                let word = ModelArc::new(AtomicU32::new(0));
                for _ in 0..2 {
                    let word = word.clone();
                    let sleep = move || wait(&word, 0);
                    thread::start(&thread::Options::default(), Box::new(sleep)).unwrap();
                }
                let flags = || -> Vec<_> {
                    QUEUE.with_borrow(|queue| {
                        queue
                            .waiters
                            .iter()
                            .map(|waiter| Rc::clone(&waiter.woken))
                            .collect()
                    })
                };
                touch(address(&word));
                let (asleep, woken) = (flags(), wake_one(&raw const *word));
                // Somebody may have come between the two.
                if woken && asleep.len() == 2 {
                    let place = asleep.iter().position(|woken| woken.get().is_some());
                    woken_places.lock().unwrap().insert(place);
                }
                // ORDERING: Relaxed: the word carries nothing.
                word.store(1, crate::atomic::Ordering::Relaxed);
                wake_all(&raw const *word);
            }
        });
        assert_eq!(
            *woken_places.lock().unwrap(),
            HashSet::from([Some(0), Some(1)])
        );
    }
}
