//! What queue, barrier and semaphore cost: alone, and among threads.

use std::future::Future;
use std::hint::{black_box, spin_loop};
use std::pin::pin;
use std::sync::atomic::{
    AtomicU64, AtomicUsize,
    Ordering::{Acquire, Relaxed, Release, SeqCst},
};
use std::sync::mpsc;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use condvar::built::{locked, one_condvar};
use condvar::{Barrier, BoundedQueue, Semaphore};
use criterion::{
    BenchmarkGroup, Criterion, SamplingMode, criterion_group, criterion_main, measurement::WallTime,
};
use harness::pin;

/// How long so many threads take, each for its own work: they start together, and it is over when the last has ended. Two have a processor each.
fn together(threads: usize, work: impl Fn(usize) + Sync) -> Duration {
    let arrived = AtomicUsize::new(0);
    let run = |number| {
        if threads == 2 {
            pin(number);
        }
        // ORDERING: SeqCst: a gate, and not what is measured.
        arrived.fetch_add(1, SeqCst);
        // It spins: a thread that had to be woken would come late. It yields, since there may be more threads than processors.
        while arrived.load(SeqCst) < threads {
            thread::yield_now();
        }
        let start = Instant::now();
        work(number);
        (start, Instant::now())
    };
    let runs: Vec<_> = thread::scope(|scope| {
        let run = &run;
        let all: Vec<_> = (0..threads)
            .map(|number| scope.spawn(move || run(number)))
            .collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let start = runs.iter().map(|(start, _)| *start).min();
    let end = runs.iter().map(|(_, end)| *end).max();
    end.zip(start)
        .map_or(Duration::ZERO, |(end, start)| end - start)
}

// ---- The semaphore ----

/// What a future answers when it is asked once.
fn ask_once<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => unreachable!("there is a permit"),
    }
}

/// One thread takes a permit, and gives it back.
fn semaphore(c: &mut Criterion) {
    let mut group = c.benchmark_group("condvar/semaphore");
    let semaphore = Semaphore::new(3);
    group.bench_function("book", |bencher| {
        bencher.iter(|| drop(black_box(black_box(&semaphore).acquire())));
    });
    let semaphore = locked::Semaphore::new(3);
    group.bench_function("mutex and condvar", |bencher| {
        bencher.iter(|| {
            black_box(&semaphore).acquire();
            black_box(&semaphore).release();
        });
    });
    let semaphore = tokio::sync::Semaphore::new(3);
    group.bench_function("tokio, try_acquire", |bencher| {
        bencher.iter(|| drop(black_box(black_box(&semaphore).try_acquire())));
    });
    group.bench_function("tokio, acquire", |bencher| {
        bencher.iter(|| drop(black_box(ask_once(black_box(&semaphore).acquire()))));
    });
    let semaphore = async_lock::Semaphore::new(3);
    group.bench_function("async-lock, try_acquire", |bencher| {
        bencher.iter(|| drop(black_box(black_box(&semaphore).try_acquire())));
    });
    group.bench_function("async-lock, acquire", |bencher| {
        bencher.iter(|| drop(black_box(ask_once(black_box(&semaphore).acquire()))));
    });
    let word = AtomicU64::new(3);
    group.bench_function("exchange and addition (floor)", |bencher| {
        bencher.iter(|| {
            let word = black_box(&word);
            // ORDERING: as a semaphore's.
            let taken = word.compare_exchange(3, 2, Acquire, Relaxed);
            (taken, word.fetch_add(1, Release))
        });
    });
    group.finish();
}

// ---- The barrier ----

/// Where threads meet.
trait Meets: Sync {
    fn new(threads: usize) -> Self;
    fn meet(&self);
}

impl Meets for std::sync::Barrier {
    fn new(threads: usize) -> Self {
        Self::new(threads)
    }

    fn meet(&self) {
        self.wait();
    }
}

impl Meets for Barrier {
    fn new(threads: usize) -> Self {
        Self::new(threads)
    }

    fn meet(&self) {
        self.wait();
    }
}

/// The least that threads have to tell each other: how many have come, ever. It never sleeps.
struct Floor {
    threads: usize,
    came: AtomicUsize,
}

impl Meets for Floor {
    fn new(threads: usize) -> Self {
        Self {
            threads,
            came: AtomicUsize::new(0),
        }
    }

    fn meet(&self) {
        // ORDERING: as a barrier's.
        let before = self.came.fetch_add(1, Release);
        let all = before - before % self.threads + self.threads;
        while self.came.load(Acquire) < all {
            spin_loop();
        }
    }
}

/// Threads that do nothing but meet: a meeting.
fn meet<B: Meets>(group: &mut BenchmarkGroup<'_, WallTime>, id: &str, threads: usize) {
    group.bench_function(id, |bencher| {
        bencher.iter_custom(|rounds| {
            let barrier = B::new(threads);
            together(threads, |_| (0..rounds).for_each(|_| barrier.meet()))
        });
    });
}

fn barrier(c: &mut Criterion) {
    let mut group = c.benchmark_group("condvar/barrier");
    group.sampling_mode(SamplingMode::Flat);
    meet::<std::sync::Barrier>(&mut group, "std", 2);
    meet::<Barrier>(&mut group, "book", 2);
    meet::<Floor>(&mut group, "a count, spinning (floor)", 2);
    group.finish();
    let mut group = c.benchmark_group("condvar/barrier-of-four");
    group.sampling_mode(SamplingMode::Flat);
    meet::<std::sync::Barrier>(&mut group, "std", 4);
    meet::<Barrier>(&mut group, "book", 4);
    group.finish();
}

// ---- The queue ----

/// Room for so many items, where it is to be had.
const ROOM: usize = 64;

/// One thread pushes and pops.
fn queue(c: &mut Criterion) {
    let mut group = c.benchmark_group("condvar/queue");
    let (sender, receiver) = mpsc::sync_channel(ROOM);
    group.bench_function("std (channel)", |bencher| {
        bencher.iter(|| {
            sender.send(black_box(7_u64)).unwrap();
            receiver.recv().unwrap()
        });
    });
    let queue = BoundedQueue::new(ROOM);
    group.bench_function("book", |bencher| {
        bencher.iter(|| {
            black_box(&queue).push(black_box(7_u64));
            black_box(&queue).pop()
        });
    });
    group.finish();
}

/// A producer and a consumer: an item.
fn hand_over(c: &mut Criterion) {
    let mut group = c.benchmark_group("condvar/queue-of-two");
    group.sampling_mode(SamplingMode::Flat);
    group.bench_function("std (channel)", |bencher| {
        bencher.iter_custom(|items| {
            let (sender, receiver) = mpsc::sync_channel(ROOM);
            // Both are handed to whichever thread it is, and one of them is used.
            let receiver = std::sync::Mutex::new(receiver);
            together(2, |thread| {
                if thread == 0 {
                    (0..items).for_each(|item| sender.send(item).unwrap());
                } else {
                    let receiver = receiver.lock().unwrap();
                    (0..items).for_each(|_| _ = black_box(receiver.recv().unwrap()));
                }
            })
        });
    });
    group.bench_function("book", |bencher| {
        bencher.iter_custom(|items| {
            let queue = BoundedQueue::new(ROOM);
            together(2, |thread| {
                if thread == 0 {
                    (0..items).for_each(|item| queue.push(item));
                } else {
                    (0..items).for_each(|_| _ = black_box(queue.pop()));
                }
            })
        });
    });
    group.finish();
}

/// Four producers and four consumers at a queue with room for one: an item.
fn crowd(c: &mut Criterion) {
    let mut group = c.benchmark_group("condvar/queue-of-eight");
    group.sampling_mode(SamplingMode::Flat);
    macro_rules! bench {
        ($id:literal, $queue:ty) => {
            group.bench_function($id, |bencher| {
                bencher.iter_custom(|items| {
                    let queue = <$queue>::new(1);
                    let share = items.div_ceil(4);
                    together(8, |thread| {
                        if thread % 2 == 0 {
                            (0..share).for_each(|item| queue.push(item));
                        } else {
                            (0..share).for_each(|_| _ = black_box(queue.pop()));
                        }
                    })
                });
            });
        };
    }
    bench!("one condvar, all are woken", one_condvar::BoundedQueue<u64>);
    bench!("two condvars, one is woken (book)", BoundedQueue<u64>);
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    targets = semaphore, barrier, queue, hand_over, crowd
}
criterion_main!(benches);
