//! What a flag costs.

use std::hint::black_box;

use criterion::Criterion;
use parking::Flag;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("parking/raise");
    let flag = Flag::new();
    group.bench_function("book", |bencher| bencher.iter(|| black_box(&flag).raise()));
    group.finish();
    criterion.final_summary();
}
