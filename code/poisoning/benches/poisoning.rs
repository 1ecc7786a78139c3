//! What poisoning costs: to take a lock that nobody else wants, change its value, and release it.

use std::hint::black_box;
use std::sync::PoisonError as StdPoisonError;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use mutex::RawMutex;
use poisoning::PoisonError;

fn uncontended(c: &mut Criterion) {
    let mut group = c.benchmark_group("poisoning/uncontended");
    group.bench_function("std", |bencher| {
        let mutex = std::sync::Mutex::new(0_u64);
        bencher.iter(|| *black_box(&mutex).lock().unwrap() += 1);
    });
    group.bench_function("book", |bencher| {
        let mutex = poisoning::Mutex::new(0_u64);
        bencher.iter(|| *black_box(&mutex).lock().unwrap() += 1);
    });
    group.bench_function("book, plain", |bencher| {
        let mutex = mutex::Mutex::new(0_u64);
        bencher.iter(|| *black_box(&mutex).lock() += 1);
    });
    group.bench_function("parking_lot", |bencher| {
        let mutex = parking_lot::Mutex::new(0_u64);
        bencher.iter(|| *black_box(&mutex).lock() += 1);
    });
    group.bench_function("std, ignored", |bencher| {
        let mutex = std::sync::Mutex::new(0_u64);
        bencher.iter(|| {
            let value = black_box(&mutex).lock();
            *value.unwrap_or_else(StdPoisonError::into_inner) += 1;
        });
    });
    group.bench_function("book, ignored", |bencher| {
        let mutex = poisoning::Mutex::new(0_u64);
        bencher.iter(|| {
            let value = black_box(&mutex).lock();
            *value.unwrap_or_else(PoisonError::into_inner) += 1;
        });
    });
    group.bench_function("word alone (floor)", |bencher| {
        let (raw, mut value) = (RawMutex::new(), 0_u64);
        bencher.iter(|| {
            let raw = black_box(&raw);
            raw.lock();
            *black_box(&mut value) += 1;
            // SAFETY: it was taken two lines above.
            unsafe { raw.unlock() };
        });
    });
    group.finish();
}

criterion_group!(
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    targets = uncontended
);
criterion_main!(benches);
