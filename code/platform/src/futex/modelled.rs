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
use crate::model::choice::{self, Variant};
use crate::trace::{self, Effect, Value};

/// A shadow has to be older than every thread that uses it, so an execution begins with all it
/// can have. Addresses beyond share them, which costs executions and loses none.
const SHADOWS: usize = 4;

struct Waiter {
    address: usize,
    /// The thread to unpark; none if it has a deadline, since then it never parks.
    thread: Option<Thread>,
    woken: Rc<Cell<bool>>,
}

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
    if let Some(woken) = enqueue(word, expected, Some(loom::thread::current())) {
        if choice::first_of_thread(Variant::SpuriousWakeUps) {
            dequeue(&woken);
            trace::step("wakes for no reason", Effect::None);
            return;
        }
        while !woken.get() {
            loom::thread::park();
        }
        trace::step("is woken", Effect::None);
    }
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
    if woken.get() {
        trace::step("is woken", Effect::None);
        return true;
    }
    dequeue(&woken);
    QUEUE.with_borrow_mut(|queue| queue.timed_out.push(me));
    trace::step("times out", Effect::None);
    false
}

#[track_caller]
pub(super) fn wake_one(word: *const AtomicU32) -> bool {
    touch(word.addr());
    let woken = wake_next(word.addr());
    trace::step("wake_one", Effect::None);
    woken
}

#[track_caller]
pub(super) fn wake_all(word: *const AtomicU32) -> usize {
    touch(word.addr());
    let woken = std::iter::repeat_with(|| wake_next(word.addr()))
        .take_while(|&woken| woken)
        .count();
    trace::step("wake_all", Effect::None);
    woken
}

/// Compares and, if the word is as expected, enqueues the current thread.
#[track_caller]
fn enqueue(word: &AtomicU32, expected: u32, thread: Option<Thread>) -> Option<Rc<Cell<bool>>> {
    let address = address(word);
    touch(address);
    let value = word.newest();
    // No switch from here until the waiter is in the queue.
    let found = Effect::Reads(Value::Number(value.into()));
    if value != expected {
        trace::step("doesn't wait", found);
        return None;
    }
    trace::step("waits", found);
    let woken = Rc::new(Cell::new(false));
    let waiter = Waiter {
        address,
        thread,
        woken: Rc::clone(&woken),
    };
    QUEUE.with_borrow_mut(|queue| queue.waiters.push(waiter));
    Some(woken)
}

/// Takes the waiter that `woken` belongs to out of the queue.
fn dequeue(woken: &Rc<Cell<bool>>) {
    QUEUE.with_borrow_mut(|queue| {
        queue
            .waiters
            .retain(|waiter| !Rc::ptr_eq(&waiter.woken, woken))
    });
}

/// Wakes one waiter of `address`, if there is one.
fn wake_next(address: usize) -> bool {
    let waiter = QUEUE.with_borrow_mut(|queue| {
        let mut here = (0..queue.waiters.len()).filter(|&i| queue.waiters[i].address == address);
        let first = here.next()?;
        let chosen = match here.next_back() {
            Some(last) if choice::is_running(Variant::LastWaiter) => last,
            _ => first,
        };
        Some(queue.waiters.remove(chosen))
    });
    let Some(waiter) = waiter else {
        return false;
    };
    waiter.woken.set(true);
    if let Some(thread) = waiter.thread {
        thread.unpark();
    }
    true
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
