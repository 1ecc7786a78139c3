//! What a reader and a writer cost: alone, together, and beside a mutex.

use std::hint::black_box;
use std::sync::atomic::{
    AtomicBool, AtomicU32, AtomicUsize,
    Ordering::{Relaxed, SeqCst},
};
use std::thread;
use std::time::{Duration, Instant};

use criterion::{
    BenchmarkGroup, BenchmarkId, Criterion, criterion_group, criterion_main, measurement::WallTime,
};
use rwlock::stages::closing;

/// A lock with a value, whosever it is.
trait Lock: Sync {
    fn new() -> Self;
    fn read(&self, work: impl Fn(&u64));
    fn write(&self, work: impl Fn(&mut u64));
}

macro_rules! lock {
    ($($lock:ty: |$this:ident| $read:expr, $write:expr;)*) => {$(
        impl Lock for $lock {
            fn new() -> Self {
                <$lock>::new(0)
            }

            #[inline]
            fn read(&self, work: impl Fn(&u64)) {
                let $this = self;
                work(&$read);
            }

            #[inline]
            fn write(&self, work: impl Fn(&mut u64)) {
                let $this = self;
                work(&mut $write);
            }
        }
    )*};
}

lock! {
    std::sync::RwLock<u64>: |lock| lock.read().unwrap(), lock.write().unwrap();
    rwlock::RwLock<u64>: |lock| lock.read(), lock.write();
    rwlock::poisoning::RwLock<u64>: |lock| lock.read().unwrap(), lock.write().unwrap();
    parking_lot::RwLock<u64>: |lock| lock.read(), lock.write();
    usync::RwLock<u64>: |lock| lock.read(), lock.write();
    mutex::Mutex<u64>: |lock| lock.lock(), lock.lock();
}

/// The stage with a door, with a value that only readers use.
struct Door(closing::RawRwLock, u64);

impl Lock for Door {
    fn new() -> Self {
        Self(closing::RawRwLock::new(), 0)
    }

    #[inline]
    fn read(&self, work: impl Fn(&u64)) {
        self.0.read();
        work(&self.1);
        // SAFETY: this is in as a reader.
        unsafe { self.0.read_unlock() };
    }

    fn write(&self, _work: impl Fn(&mut u64)) {
        unreachable!("only readers are measured");
    }
}

/// The two instructions that a reader can't do without.
struct Floor(AtomicU32);

impl Lock for Floor {
    fn new() -> Self {
        Self(AtomicU32::new(0))
    }

    #[inline]
    fn read(&self, work: impl Fn(&u64)) {
        self.0.fetch_add(1, Relaxed);
        work(&0);
        self.0.fetch_sub(1, Relaxed);
    }

    /// A writer's: it has to find nobody in.
    #[inline]
    fn write(&self, work: impl Fn(&mut u64)) {
        let _ = self.0.compare_exchange(0, 1, Relaxed, Relaxed);
        work(&mut 0);
        self.0.fetch_sub(1, Relaxed);
    }
}

/// So many turns at least, or the threads would hardly meet.
const AT_LEAST: u64 = 50_000;
/// And so many between two looks whether it is over.
const BATCH: u64 = 100;

/// How long threads take for so many turns in all while all are at it: they start together, and when the first has done its share it is over.
fn together(threads: usize, turns: u64, turn: impl Fn(u64) + Sync) -> Duration {
    let share = turns.div_ceil(threads as u64).max(AT_LEAST);
    let (arrived, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let run = || {
        arrived.fetch_add(1, SeqCst);
        while arrived.load(SeqCst) < threads {
            thread::yield_now();
        }
        let start = Instant::now();
        let mut done = 0;
        while done < share && !is_over.load(Relaxed) {
            (done..done + BATCH).for_each(&turn);
            done += BATCH;
        }
        is_over.store(true, Relaxed);
        (start, Instant::now(), done)
    };
    let runs: Vec<_> = thread::scope(|scope| {
        let all: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let start = runs.iter().map(|(start, ..)| *start).min();
    let end = runs.iter().map(|(_, end, _)| *end).min();
    let done: u64 = runs.iter().map(|(.., done)| done).sum();
    let time = end
        .zip(start)
        .map_or(Duration::ZERO, |(end, start)| end - start);
    let nanos = time.as_nanos() * u128::from(turns) / u128::from(done);
    Duration::from_nanos(nanos.try_into().expect("less than centuries"))
}

/// Looks at the value.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "a reader is lent it")]
fn look(value: &u64) {
    black_box(*black_box(value));
}

/// Adds one.
fn add(value: &mut u64) {
    *black_box(value) += 1;
}

/// The processor at work, for some hundred nanoseconds.
fn work() {
    for number in 0..200_u32 {
        black_box(number);
    }
}

fn read<L: Lock>(group: &mut BenchmarkGroup<'_, WallTime>, id: &str) {
    let lock = L::new();
    group.bench_function(id, |bencher| bencher.iter(|| black_box(&lock).read(look)));
}

fn write<L: Lock>(group: &mut BenchmarkGroup<'_, WallTime>, id: &str) {
    let lock = L::new();
    group.bench_function(id, |bencher| bencher.iter(|| black_box(&lock).write(add)));
}

/// So many threads read.
fn readers<L: Lock>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str) {
    for threads in [1, 2, 4] {
        let lock = L::new();
        group.bench_function(BenchmarkId::new(name, threads), |bencher| {
            bencher.iter_custom(|turns| together(threads, turns, |_| black_box(&lock).read(look)));
        });
    }
}

/// Nine turns in ten read, the tenth writes.
fn mixed<L: Lock>(group: &mut BenchmarkGroup<'_, WallTime>, id: &str) {
    let lock = L::new();
    group.bench_function(id, |bencher| {
        bencher.iter_custom(|turns| {
            together(2, turns, |turn| {
                if turn % 10 == 0 {
                    black_box(&lock).write(add);
                } else {
                    black_box(&lock).read(look);
                }
            })
        });
    });
}

/// Two threads that read for a while.
fn long<L: Lock>(group: &mut BenchmarkGroup<'_, WallTime>, id: &str) {
    let lock = L::new();
    group.bench_function(id, |bencher| {
        bencher.iter_custom(|turns| {
            together(2, turns, |_| {
                black_box(&lock).read(|value| {
                    look(value);
                    work();
                });
            })
        });
    });
}

/// One thread reads, or writes.
fn alone(c: &mut Criterion) {
    let mut group = c.benchmark_group("rwlock/read");
    read::<std::sync::RwLock<u64>>(&mut group, "std");
    read::<rwlock::RwLock<u64>>(&mut group, "book");
    read::<rwlock::poisoning::RwLock<u64>>(&mut group, "book, poisoning");
    read::<parking_lot::RwLock<u64>>(&mut group, "parking_lot");
    read::<usync::RwLock<u64>>(&mut group, "usync");
    read::<Floor>(&mut group, "two atomic additions (floor)");
    group.finish();
    let mut group = c.benchmark_group("rwlock/write");
    write::<std::sync::RwLock<u64>>(&mut group, "std");
    write::<rwlock::RwLock<u64>>(&mut group, "book");
    write::<rwlock::poisoning::RwLock<u64>>(&mut group, "book, poisoning");
    write::<parking_lot::RwLock<u64>>(&mut group, "parking_lot");
    write::<usync::RwLock<u64>>(&mut group, "usync");
    write::<Floor>(&mut group, "exchange and subtraction (floor)");
    group.finish();
}

/// One, two and four threads read.
fn only_readers(c: &mut Criterion) {
    let mut group = c.benchmark_group("rwlock/readers");
    readers::<std::sync::RwLock<u64>>(&mut group, "std");
    readers::<rwlock::RwLock<u64>>(&mut group, "book");
    readers::<Door>(&mut group, "the door stage");
    readers::<parking_lot::RwLock<u64>>(&mut group, "parking_lot");
    readers::<usync::RwLock<u64>>(&mut group, "usync");
    readers::<mutex::Mutex<u64>>(&mut group, "mutex");
    readers::<Floor>(&mut group, "two atomic additions (floor)");
    group.finish();
}

/// Two threads, of whose turns nine in ten read.
fn ninety_to_ten(c: &mut Criterion) {
    let mut group = c.benchmark_group("rwlock/mixed");
    mixed::<std::sync::RwLock<u64>>(&mut group, "std");
    mixed::<rwlock::RwLock<u64>>(&mut group, "book");
    mixed::<parking_lot::RwLock<u64>>(&mut group, "parking_lot");
    mixed::<usync::RwLock<u64>>(&mut group, "usync");
    mixed::<mutex::Mutex<u64>>(&mut group, "mutex");
    group.finish();
}

/// Two threads that read for a while, under reader-writer locks and under a mutex.
fn long_readers(c: &mut Criterion) {
    let mut group = c.benchmark_group("rwlock/long-readers");
    long::<std::sync::RwLock<u64>>(&mut group, "std");
    long::<rwlock::RwLock<u64>>(&mut group, "book");
    long::<mutex::Mutex<u64>>(&mut group, "mutex");
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    targets = alone, only_readers, ninety_to_ten, long_readers
}
criterion_main!(benches);
