//! What a notification costs if nobody waits, and how long it takes two threads to hand a turn back and forth; what each stage buys.

use std::hint::black_box;
use std::sync::atomic::{
    AtomicU32, AtomicU64,
    Ordering::{Acquire, Relaxed, Release},
};
use std::thread;
use std::time::{Duration, Instant};

use condvar::stages::{Wait, adapting, awaited, counted, spinning};
use criterion::measurement::WallTime;
use criterion::{
    BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, criterion_group, criterion_main,
};
use harness::pin;
use platform::futex;

/// Two numbers under a mutex, and two places where threads wait for them to change.
trait Shared: Sync {
    fn new() -> Self;

    /// Waits at `place` until `ready`, makes a change, and notifies: one or all, at the place that `change` names, with the mutex held or not.
    fn turn(
        &self,
        place: usize,
        ready: impl Fn(&[u64; 2]) -> bool,
        change: impl FnOnce(&mut [u64; 2]) -> Option<usize>,
        notifies: Notifies,
    );
}

/// How.
#[derive(Clone, Copy)]
struct Notifies {
    all: bool,
    holding: bool,
}

/// One, with the mutex released.
const ONE: Notifies = Notifies {
    all: false,
    holding: false,
};

/// Whosever mutex and condition variable.
struct Pair<M, C> {
    numbers: M,
    places: [C; 2],
}

macro_rules! shared {
    ([$($generics:tt)*] $mutex:ty, $condvar:ty, new: $new:expr, |$numbers:ident| $lock:expr, |$place:ident, $guard:ident| $wait:expr) => {
        impl<$($generics)*> Shared for Pair<$mutex, $condvar> {
            fn new() -> Self {
                let (numbers, places) = (<$mutex>::new([0, 0]), [$new, $new]);
                Self { numbers, places }
            }

            #[inline]
            fn turn(
                &self,
                place: usize,
                ready: impl Fn(&[u64; 2]) -> bool,
                change: impl FnOnce(&mut [u64; 2]) -> Option<usize>,
                notifies: Notifies,
            ) {
                let ($numbers, $place) = (&self.numbers, &self.places[place]);
                let mut $guard = $lock;
                while !ready(&$guard) {
                    $wait;
                }
                let place = change(&mut $guard);
                let guard = notifies.holding.then_some($guard);
                if let Some(place) = place {
                    if notifies.all {
                        self.places[place].notify_all();
                    } else {
                        self.places[place].notify_one();
                    }
                }
                drop(guard);
            }
        }
    };
}

type Std = Pair<std::sync::Mutex<[u64; 2]>, std::sync::Condvar>;
type Book = Pair<mutex::Mutex<[u64; 2]>, condvar::Condvar>;
type ParkingLot = Pair<parking_lot::Mutex<[u64; 2]>, parking_lot::Condvar>;

/// A stage, under the book's mutex.
type Stage<C> = Pair<mutex::Mutex<[u64; 2]>, Staged<C>>;

/// A stage, which isn't taken for the last.
struct Staged<C>(C);

impl<C: Wait> Staged<C> {
    #[inline]
    fn notify_one(&self) {
        self.0.notify_one();
    }

    #[expect(clippy::unused_self, reason = "it has the shape of the others")]
    fn notify_all(&self) {
        unreachable!("two threads are measured");
    }
}

shared!([] std::sync::Mutex<[u64; 2]>, std::sync::Condvar, new: std::sync::Condvar::new(),
    |numbers| numbers.lock().unwrap(), |place, guard| guard = place.wait(guard).unwrap());
shared!([] mutex::Mutex<[u64; 2]>, condvar::Condvar, new: condvar::Condvar::new(),
    |numbers| numbers.lock(), |place, guard| place.wait(&mut guard));
shared!([] parking_lot::Mutex<[u64; 2]>, parking_lot::Condvar, new: parking_lot::Condvar::new(),
    |numbers| numbers.lock(), |place, guard| place.wait(&mut guard));
shared!([C: Wait] mutex::Mutex<[u64; 2]>, Staged<C>, new: Staged(C::new()),
    |numbers| numbers.lock(), |place, guard| place.0.wait(&mut guard));

// ---- Two threads ----

/// So many rounds at least, or what the threads' start costs would count.
const AT_LEAST: u64 = 200;

/// The processors that this process may use: two of them, or one twice.
#[derive(Clone, Copy)]
enum Cores {
    Two,
    One,
}

/// How long two threads take for so many rounds, of a turn each. `turn` is given the number of the thread, and the round.
fn two_threads(cores: Cores, rounds: u64, turn: impl Fn(u64, u64) + Sync) -> Duration {
    let played = rounds.max(AT_LEAST);
    let ready = AtomicU64::new(0);
    let run = |number: u64| {
        pin(usize::from(number == 1 && matches!(cores, Cores::Two)));
        // ORDERING: Relaxed: it says when to begin and nothing else.
        ready.fetch_add(1, Relaxed);
        while ready.load(Relaxed) < 2 {
            thread::yield_now();
        }
        let start = Instant::now();
        for round in 0..played {
            turn(number, round);
        }
        start.elapsed()
    };
    let time = thread::scope(|scope| {
        let run = &run;
        let threads = [0, 1].map(|number| scope.spawn(move || run(number)));
        threads.map(|thread| thread.join().unwrap())
    });
    let time = time.into_iter().max().unwrap_or_default();
    scaled(time, rounds, played)
}

/// The time of so many rounds, of which others were played.
fn scaled(time: Duration, rounds: u64, played: u64) -> Duration {
    let nanos = time.as_nanos() * u128::from(rounds) / u128::from(played);
    Duration::from_nanos(nanos.try_into().expect("less than centuries"))
}

/// A turn of two threads that wait for each other.
fn ping_pong<S: Shared>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    cores: Cores,
    notifies: Notifies,
) {
    group.bench_function(name, |bencher| {
        bencher.iter_custom(|rounds| {
            let shared = S::new();
            two_threads(cores, rounds, |number, round| {
                let mine = 2 * round + number;
                let change = |numbers: &mut [u64; 2]| {
                    numbers[0] += 1;
                    Some(0)
                };
                black_box(&shared).turn(0, |numbers| numbers[0] == mine, change, notifies);
            })
        });
    });
}

/// The same without a mutex: a word that both look at.
fn looking(group: &mut BenchmarkGroup<'_, WallTime>) {
    group.bench_function("a word that both look at", |bencher| {
        bencher.iter_custom(|rounds| {
            let word = AtomicU64::new(0);
            two_threads(Cores::Two, rounds, |number, round| {
                let mine = 2 * round + number;
                while word.load(Acquire) != mine {
                    std::hint::spin_loop();
                }
                word.store(mine + 1, Release);
            })
        });
    });
}

/// And a word that both sleep on.
fn sleeping(group: &mut BenchmarkGroup<'_, WallTime>, cores: Cores) {
    group.bench_function("a word that both sleep on", |bencher| {
        bencher.iter_custom(|rounds| {
            let word = AtomicU32::new(0);
            two_threads(cores, rounds, |number, round| {
                let mine = u32::try_from(2 * round + number).expect("few rounds");
                loop {
                    let seen = word.load(Acquire);
                    if seen == mine {
                        break;
                    }
                    futex::wait(&word, seen);
                }
                word.store(mine + 1, Release);
                futex::wake_one(&raw const word);
            })
        });
    });
}

fn flat<'a>(c: &'a mut Criterion, name: &str) -> BenchmarkGroup<'a, WallTime> {
    let mut group = c.benchmark_group(name);
    group.sampling_mode(SamplingMode::Flat).sample_size(20);
    group
}

fn turns(c: &mut Criterion) {
    let mut group = flat(c, "condvar/ping-pong-two-cores");
    ping_pong::<Std>(&mut group, "std", Cores::Two, ONE);
    ping_pong::<Book>(&mut group, "book", Cores::Two, ONE);
    ping_pong::<ParkingLot>(&mut group, "parking_lot", Cores::Two, ONE);
    looking(&mut group);
    group.finish();
    let mut group = flat(c, "condvar/ping-pong-one-core");
    ping_pong::<Std>(&mut group, "std", Cores::One, ONE);
    ping_pong::<Book>(&mut group, "book", Cores::One, ONE);
    ping_pong::<ParkingLot>(&mut group, "parking_lot", Cores::One, ONE);
    sleeping(&mut group, Cores::One);
    group.finish();
}

/// Notified with the mutex held, and with the mutex released.
fn holding(c: &mut Criterion) {
    const HOLDING: Notifies = Notifies {
        all: false,
        holding: true,
    };

    for (cores, name) in [(Cores::Two, "two-cores"), (Cores::One, "one-core")] {
        let mut group = flat(c, &format!("condvar/notify-{name}"));
        ping_pong::<Std>(&mut group, "std, holding", cores, HOLDING);
        ping_pong::<Std>(&mut group, "std, after", cores, ONE);
        ping_pong::<Book>(&mut group, "book, holding", cores, HOLDING);
        ping_pong::<Book>(&mut group, "book, after", cores, ONE);
        group.finish();
    }
}

/// What each stage costs.
fn stages(c: &mut Criterion) {
    for (cores, name) in [(Cores::Two, "two-cores"), (Cores::One, "one-core")] {
        let mut group = flat(c, &format!("condvar/stages-{name}"));
        ping_pong::<Stage<awaited::Condvar>>(&mut group, "sleeps at once", cores, ONE);
        ping_pong::<Stage<spinning::Condvar>>(&mut group, "always looks", cores, ONE);
        ping_pong::<Stage<adapting::Condvar>>(&mut group, "looks if that pays", cores, ONE);
        ping_pong::<Book>(&mut group, "and counts sleepers (book)", cores, ONE);
        group.finish();
    }
}

// ---- Many threads ----

/// How long it takes until so many threads have been told of a change, and have all said so.
fn tell_all<S: Shared>(waiters: u64, rounds: u64) -> Duration {
    const ALL: Notifies = Notifies {
        all: true,
        holding: false,
    };

    let told = rounds.max(AT_LEAST / 4);
    let shared = S::new();
    let time = thread::scope(|scope| {
        for _ in 0..waiters {
            scope.spawn(|| {
                for round in 1..=told {
                    let answer = |numbers: &mut [u64; 2]| {
                        numbers[1] += 1;
                        (numbers[1] == waiters).then_some(1)
                    };
                    shared.turn(0, |numbers| numbers[0] >= round, answer, ONE);
                }
            });
        }
        let start = Instant::now();
        for _ in 0..told {
            let tell = |numbers: &mut [u64; 2]| {
                *numbers = [numbers[0] + 1, 0];
                Some(0)
            };
            shared.turn(1, |_| true, tell, ALL);
            shared.turn(1, |numbers| numbers[1] == waiters, |_| None, ONE);
        }
        start.elapsed()
    });
    scaled(time, rounds, told)
}

fn broadcast(c: &mut Criterion) {
    fn bench<S: Shared>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str) {
        for waiters in [1, 4] {
            group.bench_function(BenchmarkId::new(name, waiters), |bencher| {
                bencher.iter_custom(|rounds| tell_all::<S>(waiters, rounds));
            });
        }
    }
    let mut group = flat(c, "condvar/broadcast");
    bench::<Std>(&mut group, "std");
    bench::<Book>(&mut group, "book");
    bench::<ParkingLot>(&mut group, "parking_lot");
    group.finish();
}

// ---- Nobody ----

fn nobody(c: &mut Criterion) {
    let (std, book) = (std::sync::Condvar::new(), condvar::Condvar::new());
    let parking_lot = parking_lot::Condvar::new();
    let mut group = c.benchmark_group("condvar/notify-one");
    group.bench_function("std", |b| b.iter(|| black_box(&std).notify_one()));
    group.bench_function("book", |b| b.iter(|| black_box(&book).notify_one()));
    group.bench_function("parking_lot", |b| {
        b.iter(|| black_box(&parking_lot).notify_one());
    });
    let word = AtomicU32::new(0);
    group.bench_function("a load (floor)", |b| {
        b.iter(|| assert!(black_box(&word).load(Relaxed) == 0));
    });
    group.finish();
    let mut group = c.benchmark_group("condvar/notify-all");
    group.bench_function("std", |b| b.iter(|| black_box(&std).notify_all()));
    group.bench_function("book", |b| b.iter(|| black_box(&book).notify_all()));
    group.bench_function("parking_lot", |b| {
        b.iter(|| black_box(&parking_lot).notify_all());
    });
    group.finish();
    let (counted, awaited) = (counted::Condvar::new(), awaited::Condvar::new());
    let mut group = c.benchmark_group("condvar/stages-nobody");
    group.bench_function("a count", |b| b.iter(|| black_box(&counted).notify_one()));
    group.bench_function("and a count of waiters", |b| {
        b.iter(|| black_box(&awaited).notify_one());
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    targets = nobody, turns, holding, stages, broadcast
}
criterion_main!(benches);
