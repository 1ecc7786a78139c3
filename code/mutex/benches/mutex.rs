//! What a mutex costs: alone, with few threads and with many, in short sections and in long ones; and what each stage buys.

use std::hint::black_box;
use std::sync::OnceLock;
use std::sync::atomic::{
    AtomicU32, AtomicU64,
    Ordering::{Acquire, Relaxed, Release},
};
use std::thread;
use std::time::{Duration, Instant};

use criterion::measurement::WallTime;
use criterion::{
    BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, criterion_group, criterion_main,
};
use mutex::stages::{
    Guarded, RawLock, backing_off, spinning, test_and_set, test_and_test_and_set, three_states,
    two_states,
};

/// A number under a lock, whoever made that.
trait Locked: Sync {
    fn new() -> Self;
    /// Adds one, and calls `inside` under the lock.
    fn add(&self, inside: impl Fn());
}

macro_rules! locked {
    ($type:ty, |$mutex:ident| $guard:expr) => {
        impl Locked for $type {
            fn new() -> Self {
                <$type>::new(0)
            }

            #[inline]
            fn add(&self, inside: impl Fn()) {
                let $mutex = self;
                let mut guard = $guard;
                *guard += 1;
                inside();
            }
        }
    };
}

locked!(mutex::Mutex<u64>, |mutex| mutex.lock());
locked!(std::sync::Mutex<u64>, |mutex| mutex.lock().unwrap());
locked!(parking_lot::Mutex<u64>, |mutex| mutex.lock());
locked!(usync::Mutex<u64>, |mutex| mutex.lock());

impl<L: RawLock> Locked for Guarded<L, u64> {
    fn new() -> Self {
        Self::new(0)
    }

    #[inline]
    fn add(&self, inside: impl Fn()) {
        self.with(|sum| {
            *sum += 1;
            inside();
        });
    }
}

/// How long threads take for so many turns in all: they begin together, and the time is that from the first to begin to the last to
/// end.
fn contend<M: Locked>(
    threads: u64,
    turns: u64,
    inside: impl Fn() + Sync,
    outside: impl Fn() + Sync,
) -> Duration {
    let mutex = M::new();
    // Not a barrier: who is woken begins when others may have ended. And few long samples, not many short ones, for the same reason.
    let ready = AtomicU64::new(0);
    let run = |turns: u64| {
        // ORDERING: Relaxed: it says when to begin and nothing else.
        ready.fetch_add(1, Relaxed);
        while ready.load(Relaxed) < threads {
            thread::yield_now();
        }
        let start = Instant::now();
        for _ in 0..turns {
            black_box(&mutex).add(&inside);
            outside();
        }
        (start, Instant::now())
    };
    let spans: Vec<(Instant, Instant)> = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads)
            .map(|thread| {
                let turns = turns / threads + u64::from(thread < turns % threads);
                scope.spawn(move || run(turns))
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    let start = spans.iter().map(|(start, _)| *start).min().unwrap();
    let end = spans.iter().map(|(_, end)| *end).max().unwrap();
    end - start
}

/// Nothing to do.
fn nothing() {}

/// Works for about so many nanoseconds, without touching memory: as long for each lock that is compared.
fn work(nanoseconds: u32) -> impl Fn() {
    static ROUNDS: OnceLock<u32> = OnceLock::new();
    let rounds = nanoseconds * ROUNDS.get_or_init(rounds_of_a_microsecond) / 1000;
    move || {
        for round in 0..rounds {
            black_box(round);
        }
    }
}

/// How often the loop in `work` goes round in a microsecond.
fn rounds_of_a_microsecond() -> u32 {
    const ROUNDS: u32 = 1_000_000;
    let fastest = (0..10).map(|_| {
        let start = Instant::now();
        for round in 0..ROUNDS {
            black_box(round);
        }
        start.elapsed()
    });
    let nanoseconds = fastest.min().unwrap().as_nanos().max(1);
    u32::try_from(u128::from(ROUNDS) * 1000 / nanoseconds).unwrap()
}

/// A turn with nobody else about.
fn alone<M: Locked>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str) {
    group.bench_function(name, |bencher| {
        let mutex = M::new();
        bencher.iter(|| black_box(&mutex).add(nothing));
    });
}

/// A turn of one of two threads.
fn together<M: Locked>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str) {
    group.bench_function(name, |bencher| {
        bencher.iter_custom(|turns| contend::<M>(2, turns, nothing, nothing));
    });
}

fn uncontended(c: &mut Criterion) {
    let mut group = c.benchmark_group("mutex/uncontended");
    alone::<std::sync::Mutex<u64>>(&mut group, "std");
    alone::<mutex::Mutex<u64>>(&mut group, "book");
    alone::<parking_lot::Mutex<u64>>(&mut group, "parking_lot");
    alone::<usync::Mutex<u64>>(&mut group, "usync");
    group.bench_function("compare-exchange and swap (floor)", |bencher| {
        let word = AtomicU32::new(0);
        let mut number = 0_u64;
        bencher.iter(|| {
            let word = black_box(&word);
            let taken = word.compare_exchange(0, 1, Acquire, Relaxed);
            number += 1;
            black_box(&mut number);
            (taken, word.swap(0, Release))
        });
    });
    group.finish();
}

fn two_threads(c: &mut Criterion) {
    let mut group = c.benchmark_group("mutex/two-threads");
    group.sampling_mode(SamplingMode::Flat);
    together::<std::sync::Mutex<u64>>(&mut group, "std");
    together::<mutex::Mutex<u64>>(&mut group, "book");
    together::<parking_lot::Mutex<u64>>(&mut group, "parking_lot");
    together::<usync::Mutex<u64>>(&mut group, "usync");
    group.finish();
}

/// As long in each section as from one to the next: 100 ns, and 300 ns.
fn apart(c: &mut Criterion) {
    fn bench<M: Locked>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, nanoseconds: u32) {
        let work = work(nanoseconds);
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|turns| contend::<M>(2, turns, &work, &work));
        });
    }
    for nanoseconds in [100, 300] {
        let mut group = c.benchmark_group(format!("mutex/two-threads-{nanoseconds}ns"));
        group.sampling_mode(SamplingMode::Flat);
        bench::<std::sync::Mutex<u64>>(&mut group, "std", nanoseconds);
        bench::<mutex::Mutex<u64>>(&mut group, "book", nanoseconds);
        bench::<parking_lot::Mutex<u64>>(&mut group, "parking_lot", nanoseconds);
        bench::<usync::Mutex<u64>>(&mut group, "usync", nanoseconds);
        group.finish();
    }
    let mut group = c.benchmark_group("mutex/stages-300ns");
    group.sampling_mode(SamplingMode::Flat);
    bench::<Guarded<three_states::Lock, u64>>(&mut group, "three states", 300);
    bench::<Guarded<spinning::Lock, u64>>(&mut group, "looks 100 times", 300);
    bench::<Guarded<backing_off::Lock, u64>>(&mut group, "looks ever less often", 300);
    bench::<mutex::Mutex<u64>>(&mut group, "tries every third pause (book)", 300);
    group.finish();
}

/// Tiny sections of more and more threads.
fn threads(c: &mut Criterion) {
    fn bench<M: Locked>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str) {
        for threads in [2, 4, 8] {
            group.bench_function(BenchmarkId::new(name, threads), |bencher| {
                bencher.iter_custom(|turns| contend::<M>(threads, turns, nothing, nothing));
            });
        }
    }
    let mut group = c.benchmark_group("mutex/threads");
    group.sampling_mode(SamplingMode::Flat);
    bench::<std::sync::Mutex<u64>>(&mut group, "std");
    bench::<mutex::Mutex<u64>>(&mut group, "book");
    bench::<parking_lot::Mutex<u64>>(&mut group, "parking_lot");
    group.finish();
}

/// Sections of 10 µs, of two threads that do nothing else.
fn long(c: &mut Criterion) {
    fn bench<M: Locked>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str) {
        let work = work(10_000);
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|turns| contend::<M>(2, turns, &work, nothing));
        });
    }
    let mut group = c.benchmark_group("mutex/long");
    group.sampling_mode(SamplingMode::Flat);
    bench::<std::sync::Mutex<u64>>(&mut group, "std");
    bench::<mutex::Mutex<u64>>(&mut group, "book");
    bench::<parking_lot::Mutex<u64>>(&mut group, "parking_lot");
    group.finish();
}

/// What each stage costs when nobody waits, and when two threads want the lock all the time.
fn stages(c: &mut Criterion) {
    let mut group = c.benchmark_group("mutex/stages-uncontended");
    alone::<Guarded<test_and_test_and_set::Lock, u64>>(&mut group, "spin lock");
    alone::<Guarded<two_states::Lock, u64>>(&mut group, "two states");
    alone::<Guarded<three_states::Lock, u64>>(&mut group, "three states");
    group.finish();
    let mut group = c.benchmark_group("mutex/stages");
    group.sampling_mode(SamplingMode::Flat);
    together::<Guarded<test_and_set::Lock, u64>>(&mut group, "spin lock that writes");
    together::<Guarded<test_and_test_and_set::Lock, u64>>(&mut group, "spin lock that looks");
    together::<Guarded<two_states::Lock, u64>>(&mut group, "two states");
    together::<Guarded<three_states::Lock, u64>>(&mut group, "three states");
    together::<Guarded<spinning::Lock, u64>>(&mut group, "looks 100 times");
    together::<Guarded<backing_off::Lock, u64>>(&mut group, "looks ever less often");
    together::<mutex::Mutex<u64>>(&mut group, "tries every third pause (book)");
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    targets = uncontended, two_threads, apart, threads, long, stages
}
criterion_main!(benches);
