//! A pool of threads: a queue with a limit, results to wait for, and panics
//! that come back to whoever asked.

use std::collections::{HashSet, VecDeque};
use std::io;
use std::mem;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Barrier, Condvar, Mutex, MutexGuard};
use std::sync::{PoisonError, TryLockError, Weak};
use std::thread::{self, JoinHandle, ThreadId};
use std::time::Duration;

type Job = Box<dyn FnOnce() + Send>;

/// How many jobs may be waiting.
const LIMIT: usize = 4;

/// The jobs that wait, and whether any more may come.
#[derive(Default)]
struct Queue {
    jobs: VecDeque<Job>,
    closed: bool,
}

/// What the pool and its workers share.
#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    not_empty: Condvar,
    not_full: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        // No job runs under this lock, so nothing is ever half changed here.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for room. `false` if the pool has been closed.
    fn push(&self, job: Job) -> bool {
        let full = |it: &mut Queue| !it.closed && it.jobs.len() == LIMIT;
        let queue = self.not_full.wait_while(self.lock(), full);
        let mut queue = queue.unwrap_or_else(PoisonError::into_inner);
        if !queue.closed {
            queue.jobs.push_back(job);
            self.not_empty.notify_one();
        }
        !queue.closed
    }

    /// Waits for a job. `None` if the pool has been closed and all is done.
    fn pop(&self) -> Option<Job> {
        let idle = |it: &mut Queue| !it.closed && it.jobs.is_empty();
        let queue = self.not_empty.wait_while(self.lock(), idle);
        let mut queue = queue.unwrap_or_else(PoisonError::into_inner);
        let job = queue.jobs.pop_front();
        self.not_full.notify_one();
        job
    }

    fn close(&self) {
        self.lock().closed = true;
        self.not_empty.notify_all();
        self.not_full.notify_all();
    }
}

/// Where a job leaves its result.
struct Slot<T> {
    result: Mutex<Option<thread::Result<T>>>,
    filled: Condvar,
}

/// A job that was handed in.
struct Task<T>(Arc<Slot<T>>);

impl<T> Task<T> {
    /// Waits for the result: the job's value, or the payload of its panic.
    fn wait(self) -> thread::Result<T> {
        let (filled, result) = (&self.0.filled, self.0.result.lock().unwrap());
        let mut result = filled.wait_while(result, |it| it.is_none()).unwrap();
        result.take().expect("the wait is over")
    }

    /// Whether there is a result within `time`.
    fn is_done_within(&self, time: Duration) -> bool {
        let (filled, result) = (&self.0.filled, self.0.result.lock().unwrap());
        let done = filled.wait_timeout_while(result, time, |it| it.is_none());
        !done.unwrap().1.timed_out()
    }
}

/// Hands jobs in. It doesn't keep the pool alive, so that jobs may have one.
///
/// A job that hands in jobs and waits for them keeps a worker busy. With as
/// many of those as there are workers, all wait for ever.
#[derive(Clone)]
struct Handle(Weak<Shared>);

impl Handle {
    // ANCHOR: submit
    /// `None` if there is no pool any more.
    fn submit<T, F>(&self, f: F) -> Option<Task<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        let shared = self.0.upgrade()?;
        let (result, filled) = (Mutex::new(None), Condvar::new());
        let slot = Arc::new(Slot { result, filled });
        let task = Task(Arc::clone(&slot));
        let job = move || {
            let result = panic::catch_unwind(AssertUnwindSafe(f));
            *slot.result.lock().unwrap() = Some(result);
            slot.filled.notify_all();
        };
        shared.push(Box::new(job)).then_some(task)
    }
    // ANCHOR_END: submit
}

/// Threads that do jobs.
struct Pool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<usize>>,
}

impl Pool {
    fn new(workers: usize) -> io::Result<Self> {
        let (shared, started) = (Arc::new(Shared::default()), Vec::new());
        let mut pool = Self {
            shared,
            workers: started,
        };
        for number in 0..workers {
            let shared = Arc::clone(&pool.shared);
            let worker = thread::Builder::new()
                .name(format!("worker {number}"))
                .stack_size(256 * 1024)
                .spawn(move || {
                    let jobs = std::iter::from_fn(|| shared.pop());
                    jobs.map(|job| job()).count()
                });
            // If there is no thread, the pool is dropped, and those go home.
            pool.workers.push(worker?);
        }
        Ok(pool)
    }

    fn handle(&self) -> Handle {
        Handle(Arc::downgrade(&self.shared))
    }

    /// Waits until all is done. How many jobs that were.
    fn finish(mut self) -> usize {
        self.shared.close();
        let join = |worker: JoinHandle<usize>| worker.join().unwrap();
        mem::take(&mut self.workers).into_iter().map(join).sum()
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // The workers do what is left, and end.
        self.shared.close();
    }
}

fn main() -> io::Result<()> {
    // The panics of jobs are wanted, and come back as results. `main` has none
    // that is.
    let (main, report) = (thread::current().id(), panic::take_hook());
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == main {
            report(info);
        }
    }));
    let pool = Pool::new(3)?;
    let handle = pool.handle();

    let square = |n: u32| handle.submit(move || n * n).unwrap();
    let squares: Vec<Task<u32>> = (1..=10).map(square).collect();
    let sum: u32 = squares.into_iter().map(|task| task.wait().unwrap()).sum();
    println!("the sum of ten squares: {sum}");

    // All three workers have to be there for anybody to go on.
    let all_here = Arc::new(Barrier::new(3));
    let arrive = |_| {
        let all_here = Arc::clone(&all_here);
        let here = move || {
            all_here.wait();
            let me = thread::current();
            (me.id(), me.name().unwrap_or("nobody").to_owned())
        };
        handle.submit(here).unwrap()
    };
    let tasks: Vec<_> = (0..3).map(arrive).collect();
    let met = tasks.into_iter().map(|task| task.wait().unwrap());
    let (ids, mut names): (HashSet<ThreadId>, Vec<String>) = met.unzip();
    names.sort();
    println!("{} threads: {}", ids.len(), names.join(", "));

    // A panic is the task's result. The worker does the next job.
    let divide = |n: u32| handle.submit(move || 84 / n).unwrap().wait();
    for n in [2, 0] {
        match divide(n) {
            Ok(quotient) => println!("84 / {n} = {quotient}"),
            Err(payload) => {
                let why = payload.downcast_ref::<&str>().copied();
                println!("84 / {n}: {}", why.unwrap_or("something else"));
            }
        }
    }

    // A job that hands in jobs.
    let inner = handle.clone();
    let both = move || {
        let [a, b] = [20, 22].map(|n| inner.submit(move || n).unwrap());
        a.wait().unwrap() + b.wait().unwrap()
    };
    let both = handle.submit(both).unwrap();
    println!("from two jobs within a job: {}", both.wait().unwrap());

    // A job that breaks off while it has a lock. What it leaves is repaired.
    let crates = Arc::new(Mutex::new(vec![3, 3]));
    let held = crates.lock().unwrap();
    let asked = Arc::clone(&crates);
    let tries = move || {
        let tried = asked.try_lock();
        matches!(tried, Err(TryLockError::WouldBlock))
    };
    let refused = handle.submit(tries).unwrap().wait().unwrap();
    let taken = Arc::clone(&crates);
    let shift = move || {
        let mut crates = taken.lock().unwrap();
        crates[0] = 0;
        crates[2] = 3;
    };
    let shift = handle.submit(shift).unwrap();
    let early = shift.is_done_within(Duration::from_millis(1));
    drop(held);
    let broken = shift.wait().is_err();
    println!("refused: {refused}, early: {early}, broken off: {broken}");
    let mut guard = crates.lock().unwrap_or_else(PoisonError::into_inner);
    println!("poisoned: {}, left: {:?}", crates.is_poisoned(), *guard);
    guard[1] = 6;
    crates.clear_poison();
    drop(guard);
    println!("repaired: {:?}", crates.lock().unwrap());

    println!("jobs done: {}", pool.finish());
    println!("one more: {}", handle.submit(|| ()).is_some());

    // A pool that is only dropped sends its workers home, too.
    let Handle(shared) = Pool::new(2)?.handle();
    while shared.strong_count() > 0 {
        thread::yield_now();
    }
    println!("nobody is left");
    Ok(())
}
