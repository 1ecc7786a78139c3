//! What counting costs: alone, on one counter with another thread, and beside another thread's counter.

use std::hint::black_box;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use shared_ownership::rc::Rc;
use shared_ownership::stages::two_counters;
use shared_ownership::{Arc, Weak};

/// A bench group of clones, of whatever is counted.
macro_rules! clone_and_drop {
    ($group:ident, $($name:literal: $value:expr;)*) => {
        $(
            $group.bench_function($name, |bencher| {
                let value = $value;
                bencher.iter(|| black_box(&value).clone());
            });
        )*
    };
}

/// A clone and its drop, with nobody else about.
fn alone(c: &mut Criterion) {
    let mut group = c.benchmark_group("shared-ownership/clone-drop");
    clone_and_drop! { group,
        "std": std::sync::Arc::new(1_u64);
        "book": Arc::new(1_u64);
        "triomphe": triomphe::Arc::new(1_u64);
        "book, two counters": two_counters::Arc::new(1_u64);
        "Rc std": std::rc::Rc::new(1_u64);
        "Rc book": Rc::new(1_u64);
    }
    let counter = AtomicUsize::new(1);
    group.bench_function("two atomic additions (floor)", |bencher| {
        bencher.iter(|| add_and_subtract(black_box(&counter)));
    });
    group.finish();
}

/// The two instructions that nothing which counts can do without.
fn add_and_subtract(counter: &AtomicUsize) {
    counter.fetch_add(1, Relaxed);
    counter.fetch_sub(1, Relaxed);
}

/// How long two threads take for so many rounds each, from when both are ready until both are done.
fn together(rounds: u64, ours: impl Fn(), theirs: impl Fn() + Sync) -> Duration {
    let ready = Barrier::new(2);
    let run = |round: &dyn Fn()| {
        ready.wait();
        let start = Instant::now();
        for _ in 0..rounds {
            round();
        }
        (start, Instant::now())
    };
    let (mine, other) = thread::scope(|scope| {
        let other = scope.spawn(|| run(&theirs));
        (run(&ours), other.join().unwrap())
    });
    mine.1.max(other.1) - mine.0.min(other.0)
}

/// A clone and its drop, while another thread does the same to the same value.
fn contended(c: &mut Criterion) {
    macro_rules! contended {
        ($group:ident, $($name:literal: $value:expr;)*) => {
            $(
                $group.bench_function($name, |bencher| {
                    let value = $value;
                    let ours = || drop(black_box(black_box(&value).clone()));
                    bencher.iter_custom(|rounds| together(rounds, ours, ours));
                });
            )*
        };
    }
    let mut group = c.benchmark_group("shared-ownership/contended");
    contended! { group,
        "std": std::sync::Arc::new(1_u64);
        "book": Arc::new(1_u64);
        "triomphe": triomphe::Arc::new(1_u64);
    }
    let counter = AtomicUsize::new(1);
    let ours = || add_and_subtract(black_box(&counter));
    group.bench_function("two atomic additions (floor)", |bencher| {
        bencher.iter_custom(|rounds| together(rounds, ours, ours));
    });
    group.finish();
}

/// A cache line and the one that is fetched with it.
#[repr(align(128))]
struct Line([AtomicUsize; 16]);

/// Two threads, each with a counter of its own: on one cache line, and far apart.
fn apart(c: &mut Criterion) {
    let mut group = c.benchmark_group("shared-ownership/apart");
    let lines = [const { Line([const { AtomicUsize::new(1) }; 16]) }; 2];
    let ours = || add_and_subtract(black_box(&lines[0].0[0]));
    let same_line = || add_and_subtract(black_box(&lines[0].0[1]));
    let other_line = || add_and_subtract(black_box(&lines[1].0[0]));
    group.bench_function("one counter", |bencher| {
        bencher.iter_custom(|rounds| together(rounds, ours, ours));
    });
    group.bench_function("two, on one cache line", |bencher| {
        bencher.iter_custom(|rounds| together(rounds, ours, same_line));
    });
    group.bench_function("two, far apart", |bencher| {
        bencher.iter_custom(|rounds| together(rounds, ours, other_line));
    });
    group.finish();
}

/// An upgrade and the drop of what it returns.
fn upgrade(c: &mut Criterion) {
    let mut group = c.benchmark_group("shared-ownership/upgrade");
    group.bench_function("std", |bencher| {
        let value = std::sync::Arc::new(1_u64);
        let weak = std::sync::Arc::downgrade(&value);
        bencher.iter(|| black_box(&weak).upgrade());
    });
    group.bench_function("book", |bencher| {
        let value = Arc::new(1_u64);
        let weak: Weak<u64> = Arc::downgrade(&value);
        bencher.iter(|| black_box(&weak).upgrade());
    });
    group.bench_function("compare-exchange and subtraction (floor)", |bencher| {
        let counter = AtomicUsize::new(1);
        bencher.iter(|| {
            let counter = black_box(&counter);
            let count = counter.load(Relaxed);
            let exchanged = counter.compare_exchange_weak(count, count + 1, Relaxed, Relaxed);
            counter.fetch_sub(1, Relaxed);
            exchanged
        });
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    targets = alone, contended, apart, upgrade
}
criterion_main!(benches);
