//! What a scope costs with two and with four threads that do next to nothing: the standard library, the book,
//! crossbeam, and the floor, bare threads that are created and joined. rayon's scope is measured beside them
//! and is another thing: a pool, whose threads are there already.
//!
//! The group `cost` adds to a bare thread, one at a time, what `std` does for each.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};

macro_rules! scopes {
    ($criterion:expr, $name:literal, $n:literal) => {{
        let mut group = $criterion.benchmark_group($name);
        group.bench_function("std", |b| {
            b.iter(|| {
                let word = 1;
                std::thread::scope(|s| {
                    for _ in 0..$n {
                        s.spawn(|| black_box(&word));
                    }
                });
            });
        });
        group.bench_function("book", |b| {
            b.iter(|| {
                let word = 1;
                scoped_threads::scope(|s| {
                    for _ in 0..$n {
                        s.spawn(|| black_box(&word));
                    }
                });
            });
        });
        group.bench_function("crossbeam", |b| {
            b.iter(|| {
                let word = 1;
                crossbeam_utils::thread::scope(|s| {
                    for _ in 0..$n {
                        s.spawn(|_| black_box(&word));
                    }
                })
                .unwrap();
            });
        });
        group.bench_function("rayon (a pool)", |b| {
            b.iter(|| {
                let word = 1;
                rayon::scope(|s| {
                    for _ in 0..$n {
                        s.spawn(|_| {
                            black_box(&word);
                        });
                    }
                });
            });
        });
        #[cfg(unix)]
        group.bench_function("pthread (floor)", |b| {
            b.iter(|| {
                let threads: [_; $n] = std::array::from_fn(|_| pthread::create(pthread::nothing));
                threads.into_iter().for_each(pthread::join);
            });
        });
        group.finish();
    }};
}

fn two(c: &mut Criterion) {
    scopes!(c, "scoped-threads/two", 2);
}

fn four(c: &mut Criterion) {
    scopes!(c, "scoped-threads/four", 4);
}

/// Two threads, created and joined, that do a part of what a thread of `std` does before it runs anything.
#[cfg(target_os = "linux")]
fn cost(c: &mut Criterion) {
    let mut group = c.benchmark_group("scoped-threads/cost");
    let parts: [(&str, pthread::Main); 4] = [
        ("nothing", pthread::nothing),
        ("allocate", pthread::allocate),
        ("find the stack", pthread::find_the_stack),
        ("a stack for overflows", pthread::a_stack_for_overflows),
    ];
    for (name, main) in parts {
        group.bench_function(name, |b| {
            b.iter(|| [pthread::create(main), pthread::create(main)].map(pthread::join));
        });
    }
    group.finish();
}

#[cfg(not(target_os = "linux"))]
fn cost(_: &mut Criterion) {}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    targets = two, four, cost
}
criterion_main!(benches);

/// The operating system's own threads, with the stack that `std` and the book ask for.
#[cfg(unix)]
mod pthread {
    use std::ffi::c_void;
    use std::mem::MaybeUninit;
    use std::ptr::null_mut;

    const STACK_SIZE: usize = 2 * 1024 * 1024;

    /// What a thread runs.
    pub(crate) type Main = extern "C" fn(*mut c_void) -> *mut c_void;

    pub(crate) extern "C" fn nothing(_: *mut c_void) -> *mut c_void {
        null_mut()
    }

    /// Allocates and frees a few bytes.
    #[cfg(target_os = "linux")]
    pub(crate) extern "C" fn allocate(_: *mut c_void) -> *mut c_void {
        std::hint::black_box(Box::new(0_u64));
        null_mut()
    }

    /// Asks for the bounds of the thread's stack.
    #[cfg(target_os = "linux")]
    pub(crate) extern "C" fn find_the_stack(_: *mut c_void) -> *mut c_void {
        let mut attributes = MaybeUninit::uninit();
        // SAFETY: asks for a number.
        let me = unsafe { libc::pthread_self() };
        // SAFETY: `me` is running, and there is room for the answer.
        let error = unsafe { libc::pthread_getattr_np(me, attributes.as_mut_ptr()) };
        assert_eq!(error, 0, "pthread_getattr_np");
        // SAFETY: the call above has initialised them.
        unsafe { libc::pthread_attr_destroy(attributes.as_mut_ptr()) };
        null_mut()
    }

    /// Makes a stack for the handler of an overflow, with a page that may not be touched below it, and takes
    /// it down again.
    #[cfg(target_os = "linux")]
    pub(crate) extern "C" fn a_stack_for_overflows(_: *mut c_void) -> *mut c_void {
        const PAGE: usize = 4096;
        let size = libc::SIGSTKSZ.max(PAGE);
        let (read_write, private) = (
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANON,
        );
        // SAFETY: new memory, wherever the system likes.
        let pages = unsafe { libc::mmap(null_mut(), PAGE + size, read_write, private, -1, 0) };
        assert_ne!(pages, libc::MAP_FAILED, "mmap");
        // SAFETY: the first page of what was mapped.
        unsafe { libc::mprotect(pages, PAGE, libc::PROT_NONE) };
        let stack = |flags| libc::stack_t {
            // SAFETY: within what was mapped.
            ss_sp: unsafe { pages.add(PAGE) },
            ss_flags: flags,
            ss_size: size,
        };
        // SAFETY: the memory is there until the stack is given up again.
        unsafe { libc::sigaltstack(&stack(0), null_mut()) };
        // SAFETY: gives it up.
        unsafe { libc::sigaltstack(&stack(libc::SS_DISABLE), null_mut()) };
        // SAFETY: nothing uses it any more.
        unsafe { libc::munmap(pages, PAGE + size) };
        null_mut()
    }

    /// Starts a thread.
    pub(crate) fn create(main: Main) -> libc::pthread_t {
        let mut attributes = MaybeUninit::uninit();
        let mut thread = MaybeUninit::uninit();
        // SAFETY: there is room for what is initialised.
        let mut error = unsafe { libc::pthread_attr_init(attributes.as_mut_ptr()) };
        // SAFETY: it has been initialised.
        error |= unsafe { libc::pthread_attr_setstacksize(attributes.as_mut_ptr(), STACK_SIZE) };
        // SAFETY: as above; `main` has the right type and ignores its argument.
        error |= unsafe {
            libc::pthread_create(thread.as_mut_ptr(), attributes.as_ptr(), main, null_mut())
        };
        // SAFETY: as above; the thread keeps nothing of it.
        error |= unsafe { libc::pthread_attr_destroy(attributes.as_mut_ptr()) };
        assert_eq!(error, 0, "no thread could be started");
        // SAFETY: `pthread_create` succeeded and has written it.
        unsafe { thread.assume_init() }
    }

    /// Waits for a thread.
    pub(crate) fn join(thread: libc::pthread_t) {
        // SAFETY: the thread was created joinable, and nobody else joins it.
        let error = unsafe { libc::pthread_join(thread, null_mut()) };
        assert_eq!(error, 0, "pthread_join");
    }
}
