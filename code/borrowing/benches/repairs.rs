//! What the three repairs cost, for one thread and for two. The floor is the racy counter, with one thread, for which it is
//! right.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use borrowing::{atomic, message, mutex, racy};
use criterion::{Criterion, criterion_group, criterion_main};
use threads::spawn;

/// One thread adds. A message needs somebody to take it: here the same thread does.
fn alone(c: &mut Criterion) {
    let mut group = c.benchmark_group("borrowing/alone");
    let racy = racy::Counter::new();
    group.bench_function("racy (floor)", |b| {
        b.iter(|| black_box(&racy).add());
    });
    let atomic = atomic::Counter::new();
    group.bench_function("atomic", |b| b.iter(|| black_box(&atomic).add()));
    let mutex = mutex::Counter::new();
    group.bench_function("mutex", |b| b.iter(|| black_box(&mutex).add()));
    let message = message::Counter::new();
    group.bench_function("message", |b| {
        b.iter(|| {
            black_box(&message).add();
            black_box(message.count(1))
        });
    });
    group.finish();
}

/// Two threads add, half each. Of messages, one thread sends and the other receives all.
fn shared(c: &mut Criterion) {
    let mut group = c.benchmark_group("borrowing/shared");
    group.sample_size(20);
    let atomic = Arc::new(atomic::Counter::new());
    group.bench_function("atomic", |b| {
        b.iter_custom(|n| together(&atomic, n, atomic::Counter::add, atomic::Counter::add));
    });
    let mutex = Arc::new(mutex::Counter::new());
    group.bench_function("mutex", |b| {
        b.iter_custom(|n| together(&mutex, n, mutex::Counter::add, mutex::Counter::add));
    });
    let message = Arc::new(message::Counter::new());
    group.bench_function("message", |b| {
        b.iter_custom(|n| {
            // Each message is one addition: all are sent by one thread and received by the other.
            together(&message, 2 * n, message::Counter::add, |counter| {
                black_box(counter.count(1));
            })
        });
    });
    group.finish();
}

/// The time for `n` additions, half of them by each of two threads.
fn together<T: Send + Sync + 'static>(
    shared: &Arc<T>,
    n: u64,
    ours: fn(&T),
    theirs: fn(&T),
) -> Duration {
    let half = n.div_ceil(2);
    let other = Arc::clone(shared);
    let start = Instant::now();
    let thread = spawn(move || (0..half).for_each(|_| theirs(black_box(&other))));
    (0..half).for_each(|_| ours(black_box(shared)));
    thread.join().unwrap();
    start.elapsed()
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    targets = alone, shared
}
criterion_main!(benches);
