//! The two locks on real threads, for the sanitizers. `--planted race | use-after-free | leak` commits that
//! fault instead, and must be reported for it.
//!
//! No libtest and no `std::thread`: a sanitizer can't see into the standard library, which was built
//! without it, and would report what is right.

#[cfg(all(not(model), unix))]
#[expect(
    unsafe_code,
    reason = "bare pthreads, and faults that safe code can't commit"
)]
mod stress {
    use std::cell::{Cell, UnsafeCell};
    use std::ffi::c_void;
    use std::hint::black_box;
    use std::ptr;

    use send_sync::{Guard, Lock, ReentrantLock};

    const THREADS: u32 = 4;
    const ROUNDS: u32 = 2000;

    struct Shared {
        pair: Lock<(u32, u32)>,
        count: ReentrantLock<Cell<u32>>,
        unprotected: UnsafeCell<u32>,
    }

    impl Shared {
        fn new() -> Self {
            Self {
                pair: Lock::new((0, 0)),
                count: ReentrantLock::new(Cell::new(0)),
                unprotected: UnsafeCell::new(0),
            }
        }
    }

    /// What a thread runs.
    type Body = extern "C" fn(*mut c_void) -> *mut c_void;

    /// Runs it on several threads at once, on the same data, to their ends.
    fn together(shared: &Shared, body: Body) {
        let data = ptr::from_ref(shared).cast_mut().cast();
        let threads: Vec<libc::pthread_t> = (0..THREADS)
            .map(|_| {
                // SAFETY: zeroed is how a `pthread_t` starts on every system with pthreads.
                let mut thread = unsafe { std::mem::zeroed() };
                // SAFETY: the pointers are valid, and `data` lives until the joins below.
                let status =
                    unsafe { libc::pthread_create(&raw mut thread, ptr::null(), body, data) };
                assert_eq!(status, 0, "no thread to be had");
                thread
            })
            .collect();
        for thread in threads {
            // SAFETY: the thread was started above and is joined once.
            let status = unsafe { libc::pthread_join(thread, ptr::null_mut()) };
            assert_eq!(status, 0, "the thread can't be joined");
        }
    }

    extern "C" fn use_the_locks(data: *mut c_void) -> *mut c_void {
        // SAFETY: `together` passes a `Shared`.
        let shared = unsafe { &*data.cast::<Shared>() };
        for _ in 0..ROUNDS {
            shared.pair.lock().0 += 1;
            *Guard::map(shared.pair.lock(), |pair| &mut pair.1) += 1;
            let outer = shared.count.lock();
            let inner = shared.count.lock();
            outer.set(outer.get() + 1);
            drop(outer);
            inner.set(inner.get() + 1);
        }
        ptr::null_mut()
    }

    extern "C" fn use_no_lock(data: *mut c_void) -> *mut c_void {
        // SAFETY: `together` passes a `Shared`.
        let shared = unsafe { &*data.cast::<Shared>() };
        // SAFETY: none. This is the planted race.
        unsafe { *shared.unprotected.get() += 1 };
        ptr::null_mut()
    }

    pub(super) fn run(planted: Option<&str>) {
        let shared = Shared::new();
        match planted {
            None => {
                together(&shared, use_the_locks);
                let all = THREADS * ROUNDS;
                assert_eq!(shared.pair.into_inner(), (all, all));
                assert_eq!(shared.count.into_inner().get(), 2 * all);
            }
            Some("race") => {
                for _ in 0..1000 {
                    together(&shared, use_no_lock);
                }
            }
            Some("use-after-free") => {
                let freed = Box::into_raw(Box::new(7));
                // SAFETY: it came out of a box a line ago.
                drop(unsafe { Box::from_raw(freed) });
                // SAFETY: none. This is the planted fault.
                black_box(unsafe { freed.read_volatile() });
            }
            Some("leak") => {
                // A word that is overwritten: a pointer left in a register would count as a use.
                black_box(
                    (0..100)
                        .map(|n| Box::into_raw(Box::new(n)) as usize)
                        .fold(0, |a, b| a ^ b),
                );
            }
            Some(other) => panic!("no fault is named {other}"),
        }
    }
}

fn main() {
    #[cfg(all(not(model), unix))]
    {
        let arguments: Vec<String> = std::env::args().collect();
        let planted = arguments
            .windows(2)
            .find(|pair| pair[0] == "--planted")
            .map(|pair| pair[1].as_str());
        stress::run(planted);
    }
}
