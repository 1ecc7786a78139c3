//! What a cell costs: `Cell` and `RefCell` against std's, and every way to change a value through a shared reference
//! on one chart, with nobody in the way.

use std::cell::{Cell, OnceCell, RefCell, UnsafeCell};
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{LazyLock, Mutex, OnceLock, RwLock};
use std::time::Duration;

use criterion::{Bencher, Criterion, criterion_group, criterion_main};

/// How often in a row: one time is less than the time of measuring it.
const TIMES: u32 = 1000;

/// Does it so many times, and hides from the optimiser that it is the same thing.
fn repeat<T>(bencher: &mut Bencher<'_>, value: &T, f: impl Fn(&T)) {
    bencher.iter(|| (0..TIMES).for_each(|_| f(black_box(value))));
}

/// Copies out and in.
fn get_set(c: &mut Criterion) {
    let mut group = c.benchmark_group("interior-mutability/get-set");
    let cell = Cell::new(0_u64);
    group.bench_function("std", |b| {
        repeat(b, &cell, |cell| cell.set(cell.get().wrapping_add(1)));
    });
    let cell = interior_mutability::Cell::new(0_u64);
    group.bench_function("book", |b| {
        repeat(b, &cell, |cell| cell.set(cell.get().wrapping_add(1)));
    });
    let mut plain = 0_u64;
    group.bench_function("plain (floor)", |b| {
        b.iter(|| {
            for _ in 0..TIMES {
                let plain = black_box(&mut plain);
                *plain = plain.wrapping_add(1);
            }
        });
    });
    group.finish();
}

/// Borrows exclusively, adds one, and lets go.
fn borrow_mut(c: &mut Criterion) {
    let mut group = c.benchmark_group("interior-mutability/borrow-mut");
    let cell = RefCell::new(0_u64);
    group.bench_function("std", |b| {
        repeat(b, &cell, |cell| {
            let mut value = cell.borrow_mut();
            *value = value.wrapping_add(1);
        });
    });
    let cell = interior_mutability::RefCell::new(0_u64);
    group.bench_function("book", |b| {
        repeat(b, &cell, |cell| {
            let mut value = cell.borrow_mut();
            *value = value.wrapping_add(1);
        });
    });
    let cell = UnsafeCell::new(0_u64);
    group.bench_function("UnsafeCell (floor)", |b| {
        repeat(b, &cell, |cell| {
            // SAFETY: nobody else has it.
            let value = unsafe { &mut *cell.get() };
            *value = value.wrapping_add(1);
        });
    });
    group.finish();
}

/// Adds one, in every way there is.
fn add(c: &mut Criterion) {
    let mut group = c.benchmark_group("interior-mutability/add");
    let mut plain = 0_u64;
    group.bench_function("plain (floor)", |b| {
        b.iter(|| {
            let plain = black_box(&mut plain);
            *plain = plain.wrapping_add(1);
        });
    });
    let cell = UnsafeCell::new(0_u64);
    group.bench_function("UnsafeCell", |b| {
        b.iter(|| {
            // SAFETY: nobody else has it.
            let value = unsafe { &mut *black_box(&cell).get() };
            *value = value.wrapping_add(1);
        });
    });
    let cell = Cell::new(0_u64);
    group.bench_function("Cell", |b| {
        b.iter(|| {
            let cell = black_box(&cell);
            cell.set(cell.get().wrapping_add(1));
        });
    });
    let cell = RefCell::new(0_u64);
    group.bench_function("RefCell", |b| {
        b.iter(|| {
            let mut value = black_box(&cell).borrow_mut();
            *value = value.wrapping_add(1);
        });
    });
    let atomic = AtomicU64::new(0);
    group.bench_function("atomic load, store", |b| {
        b.iter(|| {
            let atomic = black_box(&atomic);
            // ORDERING: Relaxed: there is one thread.
            let value = atomic.load(Relaxed);
            // ORDERING: Relaxed: there is one thread.
            atomic.store(value.wrapping_add(1), Relaxed);
        });
    });
    group.bench_function("atomic fetch_add", |b| {
        // ORDERING: Relaxed: there is one thread.
        b.iter(|| black_box(&atomic).fetch_add(1, Relaxed));
    });
    let lock = Mutex::new(0_u64);
    group.bench_function("Mutex", |b| {
        b.iter(|| {
            let mut value = black_box(&lock).lock().unwrap();
            *value = value.wrapping_add(1);
        });
    });
    let lock = parking_lot::Mutex::new(0_u64);
    group.bench_function("Mutex (parking_lot)", |b| {
        b.iter(|| {
            let mut value = black_box(&lock).lock();
            *value = value.wrapping_add(1);
        });
    });
    let lock = RwLock::new(0_u64);
    group.bench_function("RwLock", |b| {
        b.iter(|| {
            let mut value = black_box(&lock).write().unwrap();
            *value = value.wrapping_add(1);
        });
    });
    let lock = parking_lot::RwLock::new(0_u64);
    group.bench_function("RwLock (parking_lot)", |b| {
        b.iter(|| {
            let mut value = black_box(&lock).write();
            *value = value.wrapping_add(1);
        });
    });
    group.finish();
}

/// Reads, in every way there is.
fn read(c: &mut Criterion) {
    static LAZY: LazyLock<u64> = LazyLock::new(|| 1);
    let mut group = c.benchmark_group("interior-mutability/read");
    let plain = 1_u64;
    group.bench_function("plain (floor)", |b| b.iter(|| *black_box(&plain)));
    let cell = Cell::new(1_u64);
    group.bench_function("Cell", |b| b.iter(|| black_box(&cell).get()));
    let cell = RefCell::new(1_u64);
    group.bench_function("RefCell", |b| b.iter(|| *black_box(&cell).borrow()));
    let cell = OnceCell::from(1_u64);
    group.bench_function("OnceCell", |b| b.iter(|| *black_box(&cell).get().unwrap()));
    let atomic = AtomicU64::new(1);
    group.bench_function("atomic load", |b| {
        // ORDERING: Relaxed: there is one thread.
        b.iter(|| black_box(&atomic).load(Relaxed));
    });
    let cell = OnceLock::from(1_u64);
    group.bench_function("OnceLock", |b| b.iter(|| *black_box(&cell).get().unwrap()));
    group.bench_function("LazyLock", |b| b.iter(|| **black_box(&LAZY)));
    let lock = Mutex::new(1_u64);
    group.bench_function("Mutex", |b| b.iter(|| *black_box(&lock).lock().unwrap()));
    let lock = RwLock::new(1_u64);
    group.bench_function("RwLock", |b| b.iter(|| *black_box(&lock).read().unwrap()));
    let lock = parking_lot::RwLock::new(1_u64);
    group.bench_function("RwLock (parking_lot)", |b| {
        b.iter(|| *black_box(&lock).read());
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    targets = get_set, borrow_mut, add, read
}
criterion_main!(benches);
