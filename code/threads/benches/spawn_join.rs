//! What it costs to start a thread and wait for it: the standard library, the book, and the floor, a bare
//! `pthread_create` and `pthread_join` with nothing handed over.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use platform::atomic::AtomicU32;
use platform::futex;

/// One thread, started and joined at once.
fn spawn_join(c: &mut Criterion) {
    let mut group = c.benchmark_group("threads/spawn-join");
    group.bench_function("std", |b| {
        b.iter(|| std::thread::spawn(|| black_box(42)).join().unwrap());
    });
    group.bench_function("book", |b| {
        b.iter(|| threads::spawn(|| black_box(42)).join().unwrap());
    });
    #[cfg(unix)]
    group.bench_function("pthread (floor)", |b| b.iter(|| pthread::create().join()));
    group.finish();
}

/// `n` threads, all started and then all joined.
fn many(c: &mut Criterion) {
    let mut group = c.benchmark_group("threads/many");
    group.sample_size(10);
    for n in [1, 10, 100, 1000] {
        let all = |n| 0..black_box(n);
        group.bench_function(BenchmarkId::new("std", n), |b| {
            b.iter(|| {
                let handles: Vec<_> = all(n).map(|i| std::thread::spawn(move || i)).collect();
                handles.into_iter().map(|h| h.join().unwrap()).sum::<u32>()
            });
        });
        group.bench_function(BenchmarkId::new("book", n), |b| {
            b.iter(|| {
                let handles: Vec<_> = all(n).map(|i| threads::spawn(move || i)).collect();
                handles.into_iter().map(|h| h.join().unwrap()).sum::<u32>()
            });
        });
        #[cfg(unix)]
        group.bench_function(BenchmarkId::new("pthread", n), |b| {
            b.iter(|| {
                let handles: Vec<_> = all(n).map(|_| pthread::create()).collect();
                handles.into_iter().for_each(pthread::Handle::join);
            });
        });
    }
    group.finish();
}

/// What the thread pays for a wake-up that nobody needs: the handle is seldom asleep when it ends.
fn wake(c: &mut Criterion) {
    let mut group = c.benchmark_group("threads/wake");
    let word = AtomicU32::new(0);
    group.bench_function("nobody-waits", |b| {
        b.iter(|| futex::wake_one(black_box(&raw const word)));
    });
    group.finish();
}

criterion_group!(benches, spawn_join, many, wake);
criterion_main!(benches);

/// The floor: the operating system's own threads, with the stack that `std` and the book ask for.
#[cfg(unix)]
mod pthread {
    use std::mem::MaybeUninit;
    use std::ptr::null_mut;

    const STACK_SIZE: usize = 2 * 1024 * 1024;

    /// A thread to be joined.
    pub(crate) struct Handle(libc::pthread_t);

    extern "C" fn nothing(_: *mut libc::c_void) -> *mut libc::c_void {
        null_mut()
    }

    /// Starts a thread that does nothing.
    pub(crate) fn create() -> Handle {
        let mut attributes = MaybeUninit::uninit();
        let mut thread = MaybeUninit::uninit();
        // SAFETY: there is room for what is initialised.
        let mut error = unsafe { libc::pthread_attr_init(attributes.as_mut_ptr()) };
        // SAFETY: it has been initialised.
        error |= unsafe { libc::pthread_attr_setstacksize(attributes.as_mut_ptr(), STACK_SIZE) };
        // SAFETY: as above; `nothing` has the right type and takes no argument.
        error |= unsafe {
            libc::pthread_create(
                thread.as_mut_ptr(),
                attributes.as_ptr(),
                nothing,
                null_mut(),
            )
        };
        // SAFETY: as above; the thread keeps nothing of it.
        error |= unsafe { libc::pthread_attr_destroy(attributes.as_mut_ptr()) };
        assert_eq!(error, 0, "no thread could be started");
        // SAFETY: `pthread_create` succeeded and has written it.
        Handle(unsafe { thread.assume_init() })
    }

    impl Handle {
        /// Waits for the thread.
        pub(crate) fn join(self) {
            // SAFETY: the thread was created joinable, and the handle is given up.
            let error = unsafe { libc::pthread_join(self.0, null_mut()) };
            assert_eq!(error, 0, "pthread_join");
        }
    }
}
