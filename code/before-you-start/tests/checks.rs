//! What the front matter says, one test for each statement.
#![cfg(not(model))]

use std::cell::{Cell, RefCell};
use std::env;
use std::marker::PhantomData;
use std::mem;
use std::process::{self, Command, ExitStatus};
use std::ptr;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed, Ordering::SeqCst};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Barrier, Condvar, Mutex, MutexGuard, RwLock};
use std::thread;
use std::time::Duration;

use harness::watchdog;
use static_assertions::{assert_impl_all, assert_not_impl_any};

/// Far longer than anything here takes.
const LIMIT: Duration = Duration::from_mins(1);

/// In a child process of a test, the name of that test.
const CHILD: &str = "BEFORE_YOU_START_CHILD";

/// Runs the test `name` again in a child process, where [`is_child`] is true.
fn in_a_child_process(name: &str) -> ExitStatus {
    let this_test = env::current_exe().expect("a test knows its own program");
    let mut child = Command::new(this_test);
    child.args(["--exact", name]).env(CHILD, name);
    // A child that aborts says so on its standard error, which would look like a fault of this test.
    child.stdout(process::Stdio::null());
    child.stderr(process::Stdio::null());
    watchdog(LIMIT, move || {
        child.status().expect("the test can be started again")
    })
}

fn is_child(name: &str) -> bool {
    env::var(CHILD).is_ok_and(|child| child == name)
}

/// Threads of one process share its memory: one writes a static, and another reads what it wrote.
#[test]
fn threads_share_the_memory_of_their_process() {
    static WRITTEN: AtomicU32 = AtomicU32::new(0);
    // ORDERING: Relaxed here and below, because `join` orders the thread's write before this read.
    thread::spawn(|| WRITTEN.store(1, Relaxed)).join().unwrap();
    assert_eq!(WRITTEN.load(Relaxed), 1);
}

/// A process has memory of its own: what a child process writes to a static doesn't change its parent's.
#[test]
fn a_process_has_memory_of_its_own() {
    static WRITTEN: AtomicU32 = AtomicU32::new(0);
    const NAME: &str = "a_process_has_memory_of_its_own";
    if is_child(NAME) {
        // ORDERING: Relaxed, here and below: one thread writes and reads.
        WRITTEN.store(1, Relaxed);
        // The parent learns by the status that the write took place.
        process::exit(if WRITTEN.load(Relaxed) == 1 { 42 } else { 1 });
    }
    assert_eq!(in_a_child_process(NAME).code(), Some(42));
    assert_eq!(WRITTEN.load(Relaxed), 0);
}

/// A child process that aborts leaves its parent running.
#[test]
fn an_abort_ends_one_process() {
    const NAME: &str = "an_abort_ends_one_process";
    if is_child(NAME) {
        process::abort();
    }
    let status = in_a_child_process(NAME);
    // That this line runs at all is the statement; the status shows that the child did abort.
    assert!(!status.success(), "the child did not abort: {status}");
}

/// A thread that aborts ends its whole process, other threads included.
#[test]
fn an_abort_in_a_thread_ends_all_threads() {
    const NAME: &str = "an_abort_in_a_thread_ends_all_threads";
    if is_child(NAME) {
        let _ = thread::spawn(|| process::abort()).join();
        // Reached only if the process outlives the abort.
        process::exit(0);
    }
    let status = in_a_child_process(NAME);
    assert_ne!(status.code(), Some(0), "the process went on");
}

/// Two threads are inside their functions at the same time: each waits there for the other, and both return.
#[test]
fn two_threads_make_progress_together() {
    watchdog(LIMIT, || {
        let both = Barrier::new(2);
        let leaders = thread::scope(|s| {
            let threads = [(); 2].map(|()| s.spawn(|| both.wait().is_leader()));
            threads.map(|thread| thread.join().unwrap())
        });
        // A barrier lets nobody through until all have come, and names one of them.
        assert_ne!(leaders[0], leaders[1]);
    });
}

/// A thread answers while another is held up: the answer doesn't wait for the work.
#[test]
fn one_thread_answers_while_another_works() {
    watchdog(LIMIT, || {
        let (finish, may_finish) = mpsc::channel::<()>();
        let worker = thread::spawn(move || may_finish.recv());

        // The worker can't end before this thread lets it, and this thread goes on all the same.
        let answer = "still here".len();
        assert!(!worker.is_finished());
        assert_eq!(answer, 10);

        finish.send(()).unwrap();
        assert_eq!(worker.join().unwrap(), Ok(()));
    });
}

/// Two threads that read an atomic and then write it lose an update when both read first.
#[test]
fn an_atomic_load_and_store_can_lose_an_update() {
    watchdog(LIMIT, || {
        let counter = AtomicU32::new(0);
        let both_have_read = Barrier::new(2);
        thread::scope(|s| {
            for _ in 0..2 {
                s.spawn(|| {
                    // ORDERING: SeqCst, here and below, to show that the strongest ordering doesn't help.
                    let seen = counter.load(SeqCst);
                    both_have_read.wait();
                    counter.store(seen + 1, SeqCst);
                });
            }
        });
        assert_eq!(counter.into_inner(), 1);
    });
}

/// Of the six orders in which two threads can each read and then write, four lose an update.
#[test]
fn four_orders_of_six_lose_an_update() {
    /// Counts the orders that remain, and those of them that end with a count of 1.
    fn explore(threads: [(u32, Option<u32>); 2], counter: u32) -> (u32, u32) {
        if threads.iter().all(|&(steps, _)| steps == 2) {
            return (1, u32::from(counter == 1));
        }
        let mut sum = (0, 0);
        for next in 0..2 {
            let mut threads = threads;
            let mut counter = counter;
            match threads[next] {
                (0, _) => threads[next] = (1, Some(counter)),
                (1, Some(seen)) => {
                    counter = seen + 1;
                    threads[next] = (2, None);
                }
                _ => continue,
            }
            let (orders, lost) = explore(threads, counter);
            sum = (sum.0 + orders, sum.1 + lost);
        }
        sum
    }
    assert_eq!(explore([(0, None); 2], 0), (6, 4));
}

/// Where a thread is held up decides the result: between its read and its write it loses an update, before both it
/// loses none.
#[test]
fn where_a_thread_is_held_up_decides() {
    /// Two threads read and write once each. The first is held up, before it reads or after, until the second is
    /// done.
    fn count(held_up_after_reading: bool) -> u32 {
        let counter = AtomicU32::new(0);
        let (reached, hold) = (Barrier::new(2), Barrier::new(2));
        let stop = || {
            reached.wait();
            hold.wait();
        };
        thread::scope(|s| {
            s.spawn(|| {
                if !held_up_after_reading {
                    stop();
                }
                // ORDERING: SeqCst, here and below, to show that the strongest ordering doesn't help.
                let seen = counter.load(SeqCst);
                if held_up_after_reading {
                    stop();
                }
                counter.store(seen + 1, SeqCst);
            });
            s.spawn(|| {
                reached.wait();
                let seen = counter.load(SeqCst);
                counter.store(seen + 1, SeqCst);
                hold.wait();
            });
        });
        counter.into_inner()
    }
    watchdog(LIMIT, || {
        assert_eq!(count(true), 1);
        assert_eq!(count(false), 2);
    });
}

/// Two threads that each wait for the other's message before they send their own wait for ever, in safe Rust
/// and without a lock. They go on when a message comes from outside.
#[test]
fn safe_code_can_deadlock() {
    watchdog(LIMIT, || {
        let (pay, payment) = mpsc::channel();
        let (ship, goods) = mpsc::channel();
        let (done, all_done) = mpsc::channel::<()>();
        let rescue = ship.clone();

        let buyer_done = done.clone();
        let buyer = thread::spawn(move || {
            let first = goods.recv().unwrap();
            pay.send("from the buyer").unwrap();
            drop(buyer_done);
            first
        });
        let seller = thread::spawn(move || {
            let first = payment.recv().unwrap();
            // The buyer may have gone by now, with the goods from outside.
            let _ = ship.send("from the seller");
            drop(done);
            first
        });

        // A time limit can't prove that they wait for ever; that they wait for each other, what each
        // receives first does.
        let waited = all_done.recv_timeout(Duration::from_millis(100));
        assert_eq!(waited, Err(RecvTimeoutError::Timeout));
        rescue.send("from outside").unwrap();
        assert_eq!(buyer.join().unwrap(), "from outside");
        assert_eq!(seller.join().unwrap(), "from the buyer");
    });
}

/// A notification that comes before anybody waits isn't kept for the wait that follows.
#[test]
fn a_notification_is_not_kept() {
    // A condition variable may wake without a cause, so one return that wasn't a time-out proves nothing.
    // One that kept notifications would never let the first wait time out.
    let timed_out = (0..10).any(|_| {
        let lock = Mutex::new(());
        let changed = Condvar::new();
        changed.notify_all();
        let guard = lock.lock().unwrap();
        let (_guard, result) = changed
            .wait_timeout(guard, Duration::from_millis(10))
            .unwrap();
        result.timed_out()
    });
    assert!(timed_out, "ten waits, and each was ended by something");
}

/// Readers that overlap keep a writer out for as long as they go on coming, though each of them leaves.
#[test]
fn readers_that_overlap_starve_a_writer() {
    let notice = RwLock::new("closed");
    let mut reader = notice.try_read().unwrap();
    for _ in 0..100 {
        let next = notice.try_read().unwrap();
        drop(mem::replace(&mut reader, next));
        let refused = thread::scope(|s| s.spawn(|| notice.try_write().is_err()).join().unwrap());
        assert!(refused);
    }
    // It was the readers that kept it out, and nothing else.
    drop(reader);
    assert!(notice.try_write().is_ok());
}

/// Forgetting a guard is safe, runs no destructor, and leaves the lock locked.
#[test]
fn a_forgotten_guard_leaves_the_lock_locked() {
    let lock = Mutex::new(100);
    drop(lock.lock().unwrap());
    assert!(lock.try_lock().is_ok(), "a dropped guard unlocks");
    mem::forget(lock.lock().unwrap());
    assert!(lock.try_lock().is_err());
}

/// Two `Rc`s that own each other are never dropped.
#[test]
fn a_cycle_of_counted_pointers_leaks() {
    struct Node {
        other: RefCell<Option<Rc<Node>>>,
        dropped: Rc<Cell<u32>>,
    }
    impl Drop for Node {
        fn drop(&mut self) {
            self.dropped.set(self.dropped.get() + 1);
        }
    }

    let dropped = Rc::new(Cell::new(0));
    let node = || {
        Rc::new(Node {
            other: RefCell::new(None),
            dropped: dropped.clone(),
        })
    };

    let (a, b) = (node(), node());
    a.other.replace(Some(b.clone()));
    drop((a, b));
    assert_eq!(dropped.get(), 2, "a chain is dropped");

    let (a, b) = (node(), node());
    a.other.replace(Some(b.clone()));
    b.other.replace(Some(a.clone()));
    drop((a, b));
    assert_eq!(dropped.get(), 2, "a cycle is not");
}

/// Two threads can write through shared references: an atomic and a mutex allow it.
#[test]
fn two_threads_can_write_through_shared_references() {
    let (atomic, mutex) = (AtomicU32::new(0), Mutex::new(0));
    // Shared references are all that the threads get: this closure is `Copy`, which one that holds an
    // exclusive reference is not.
    let (shared_atomic, shared_mutex) = (&atomic, &mutex);
    let add = move || {
        // ORDERING: Relaxed: the end of the scope orders both additions before the check.
        shared_atomic.fetch_add(1, Relaxed);
        *shared_mutex.lock().unwrap() += 1;
    };
    thread::scope(|s| {
        s.spawn(add);
        s.spawn(add);
    });
    assert_eq!(atomic.into_inner(), 2);
    assert_eq!(mutex.into_inner().unwrap(), 2);
}

/// Within one thread a `Cell` is written through two shared references at once.
#[test]
fn one_thread_can_write_a_cell_through_shared_references() {
    let cell = Cell::new(1);
    let (a, b) = (&cell, &cell);
    a.set(2);
    b.set(b.get() + a.get());
    assert_eq!(cell.get(), 4);
}

/// A struct is `Send` when all its fields are, and nobody has to say so.
#[test]
fn a_struct_of_send_fields_is_send() {
    struct Order {
        _number: u32,
        _customer: String,
        _seen: Cell<bool>,
    }
    assert_impl_all!(Order: Send);
    // The same inference makes it not `Sync`: a `Cell` isn't.
    assert_not_impl_any!(Order: Sync);
}

/// A `MutexGuard<u32>` isn't `Send`, although a shared reference to its mutex is.
#[test]
fn a_guard_is_not_send_although_its_mutex_is_sync() {
    assert_not_impl_any!(MutexGuard<'static, u32>: Send);
    assert_impl_all!(&'static Mutex<u32>: Send);
    assert_impl_all!(MutexGuard<'static, u32>: Sync);
}

/// A struct with a `PhantomData<*const ()>` is neither `Send` nor `Sync`: a raw pointer is neither.
#[test]
fn a_phantom_pointer_opts_out() {
    struct Ticket {
        _number: u32,
        _not_send: PhantomData<*const ()>,
    }
    assert_not_impl_any!(Ticket: Send, Sync);
    assert_eq!(size_of::<Ticket>(), size_of::<u32>(), "and costs nothing");
}

/// A type can be `Send` though a field isn't: `unsafe impl` promises what the compiler can't see.
#[test]
fn an_unsafe_impl_opts_in() {
    struct Owner(*const u32);
    // SAFETY: this one is always null and never read.
    unsafe impl Send for Owner {}
    assert_not_impl_any!(*const u32: Send);
    assert_impl_all!(Owner: Send);
    assert!(Owner(ptr::null()).0.is_null());
}

/// `&T` is `Send` exactly when `T` is `Sync`; that `T` is `Send` isn't enough.
#[test]
fn a_shared_reference_is_send_when_its_target_is_sync() {
    assert_impl_all!(&'static u32: Send);
    assert_impl_all!(Cell<u32>: Send);
    assert_not_impl_any!(&'static Cell<u32>: Send);
    // The other way round: a guard is `Sync` and not `Send`, and a reference to it is `Send`.
    assert_impl_all!(&'static MutexGuard<'static, u32>: Send);
}

/// A boxed closure is `Send` when its type says so.
#[test]
fn a_trait_object_says_send_in_its_type() {
    assert_not_impl_any!(Box<dyn Fn()>: Send);
    assert_impl_all!(Box<dyn Fn() + Send>: Send);
}

/// A mutex makes what is `Send` shareable: `Mutex<Cell<u32>>` is `Sync`.
#[test]
fn a_mutex_of_a_cell_is_sync() {
    assert_not_impl_any!(Cell<u32>: Sync);
    assert_impl_all!(Arc<Mutex<Cell<u32>>>: Send, Sync);
}
