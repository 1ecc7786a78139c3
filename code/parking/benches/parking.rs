//! What parking costs: a token that is there, and two threads that wake each other in turn, on two cores, on one, and on one that a third
//! thread computes on.

use std::hint::{black_box, spin_loop};
use std::sync::atomic::{
    AtomicBool, AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, SamplingMode, criterion_group, criterion_main};
use harness::{pin, processors};
use parking::stages::{Token, spinning, three_states, two_states, yielding};

/// What a thread waits by, whoever made it. It belongs to the thread that made it.
trait Parks {
    /// What others wake it by.
    type Wakes: Send + Sync;

    fn new() -> Self;
    fn wakes(&self) -> Self::Wakes;
    fn park(&self);
    fn unpark(wakes: &Self::Wakes);
}

macro_rules! parks {
    ($type:ty, $wakes:ty) => {
        impl Parks for $type {
            type Wakes = $wakes;

            fn new() -> Self {
                <$type>::new()
            }

            fn wakes(&self) -> $wakes {
                self.unparker().clone()
            }

            #[inline]
            fn park(&self) {
                self.park();
            }

            #[inline]
            fn unpark(wakes: &$wakes) {
                wakes.unpark();
            }
        }
    };
}

parks!(parking::Parker, parking::Unparker);
parks!(
    crossbeam_utils::sync::Parker,
    crossbeam_utils::sync::Unparker
);

/// The calling thread itself, parked by its handle.
struct Std;
/// The same, by the book's.
struct Book;

macro_rules! parks_by_handle {
    ($type:ident, $thread:path) => {
        impl Parks for $type {
            type Wakes = $thread;

            fn new() -> Self {
                Self
            }

            fn wakes(&self) -> Self::Wakes {
                current::$type()
            }

            #[inline]
            fn park(&self) {
                park::$type();
            }

            #[inline]
            fn unpark(wakes: &Self::Wakes) {
                wakes.unpark();
            }
        }
    };
}

mod current {
    pub(crate) use parking::current as Book;
    pub(crate) use std::thread::current as Std;
}

mod park {
    pub(crate) use parking::park as Book;
    pub(crate) use std::thread::park as Std;
}

parks_by_handle!(Std, std::thread::Thread);
parks_by_handle!(Book, parking::Thread);

/// A stage of the book's.
struct Stage<T>(Arc<T>);

impl<T: Token> Parks for Stage<T> {
    type Wakes = Arc<T>;

    fn new() -> Self {
        Self(Arc::new(T::new()))
    }

    fn wakes(&self) -> Arc<T> {
        Arc::clone(&self.0)
    }

    #[inline]
    fn park(&self) {
        self.0.take();
    }

    #[inline]
    fn unpark(wakes: &Arc<T>) {
        wakes.set();
    }
}

/// Which processors two threads run on.
#[derive(Clone, Copy)]
enum Cores {
    Two,
    One,
    /// And a third thread computes on it.
    Busy,
}

/// How long two threads take to wake each other in turn, so often. Neither begins before both are there.
fn ping_pong<P: Parks>(cores: Cores, turns: u64) -> Duration {
    let [mine, theirs] = [const { OnceLock::<P::Wakes>::new() }; 2];
    let over = AtomicBool::new(false);
    let (first, second) = match cores {
        Cores::Two => (0, 1),
        Cores::One | Cores::Busy => (0, 0),
    };
    thread::scope(|s| {
        if let Cores::Busy = cores {
            s.spawn(|| {
                pin(first);
                // ORDERING: Relaxed: it says when to stop and nothing else.
                while !over.load(Relaxed) {
                    (0..1000).for_each(|round| _ = black_box(round));
                }
            });
        }
        s.spawn(|| {
            pin(second);
            let parks = P::new();
            let _ = theirs.set(parks.wakes());
            let other = wait_for(&mine);
            for _ in 0..=turns {
                parks.park();
                P::unpark(other);
            }
        });
        let timed = s.spawn(|| {
            pin(first);
            let parks = P::new();
            let _ = mine.set(parks.wakes());
            let other = wait_for(&theirs);
            // The first turn is for coming together.
            P::unpark(other);
            parks.park();
            let start = Instant::now();
            for _ in 0..turns {
                P::unpark(other);
                parks.park();
            }
            start.elapsed()
        });
        let elapsed = timed.join().unwrap();
        // ORDERING: Relaxed, as above.
        over.store(true, Relaxed);
        elapsed
    })
}

/// Awake, so that both are when they begin.
fn wait_for<T>(place: &OnceLock<T>) -> &T {
    loop {
        if let Some(value) = place.get() {
            return value;
        }
        thread::yield_now();
    }
}

/// A token that is set, and taken by the same thread.
fn alone<P: Parks>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str) {
    group.bench_function(name, |bencher| {
        let parks = P::new();
        let wakes = parks.wakes();
        bencher.iter(|| {
            P::unpark(black_box(&wakes));
            black_box(&parks).park();
        });
    });
}

fn token(c: &mut Criterion) {
    let mut group = c.benchmark_group("parking/token");
    alone::<Std>(&mut group, "std");
    alone::<parking::Parker>(&mut group, "book");
    alone::<Book>(&mut group, "book, by handle");
    alone::<crossbeam_utils::sync::Parker>(&mut group, "crossbeam");
    group.bench_function("swap and compare-exchange (floor)", |bencher| {
        let word = AtomicU32::new(0);
        bencher.iter(|| {
            let word = black_box(&word);
            // As the book's does: each result is looked at, and not kept.
            let is_awaited = word.swap(1, Release) == 2;
            let taken = word.compare_exchange(1, 0, Acquire, Relaxed).is_ok();
            if is_awaited || !taken {
                spin_loop();
            }
        });
    });
    group.finish();
    let mut group = c.benchmark_group("parking/stages-token");
    alone::<Stage<two_states::Token>>(&mut group, "two states");
    alone::<Stage<three_states::Token>>(&mut group, "three states");
    group.finish();
}

fn together<P: Parks>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, cores: Cores) {
    group.bench_function(name, |bencher| {
        bencher.iter_custom(|turns| ping_pong::<P>(cores, turns));
    });
}

fn turns(c: &mut Criterion) {
    let has_two = processors() >= 2;
    // On other systems nobody can say where a thread runs.
    let groups = [
        ("parking/two-cores", Cores::Two, has_two),
        ("parking/one-core", Cores::One, cfg!(target_os = "linux")),
        ("parking/busy-core", Cores::Busy, cfg!(target_os = "linux")),
    ];
    for (name, cores, runs) in groups {
        if !runs {
            continue;
        }
        let mut group = c.benchmark_group(name);
        group.sampling_mode(SamplingMode::Flat);
        together::<Std>(&mut group, "std", cores);
        together::<parking::Parker>(&mut group, "book", cores);
        together::<crossbeam_utils::sync::Parker>(&mut group, "crossbeam", cores);
        together::<Stage<three_states::Token>>(&mut group, "never spins", cores);
        together::<Stage<spinning::Token>>(&mut group, "always spins", cores);
        // Each of its turns takes milliseconds where the core is busy.
        group.sample_size(if let Cores::Busy = cores { 10 } else { 100 });
        together::<Stage<yielding::Token>>(&mut group, "spins and yields", cores);
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    targets = token, turns
}
criterion_main!(benches);
