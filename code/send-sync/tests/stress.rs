//! The two locks on real threads, for the sanitizers. `--planted race | use-after-free | leak` commits that
//! fault instead, and must be reported for it.

#[cfg(not(all(not(model), unix)))]
fn main() {}

#[cfg(all(not(model), unix))]
fn main() {
    let cases: [(&str, fn()); 2] = [
        ("lock", real::lock),
        ("reentrant lock", real::reentrant_lock),
    ];
    stress::main(&cases, real::commit);
}

#[cfg(all(not(model), unix))]
mod real {
    use std::cell::{Cell, UnsafeCell};

    use send_sync::{Guard, Lock, ReentrantLock};
    use stress::crew;

    const THREADS: u32 = 4;
    const ROUNDS: u32 = 2000;

    pub(super) fn lock() {
        let pair = Lock::new((0, 0));
        crew(THREADS, |_| {
            for _ in 0..ROUNDS {
                pair.lock().0 += 1;
                *Guard::map(pair.lock(), |pair| &mut pair.1) += 1;
            }
        });
        let all = THREADS * ROUNDS;
        assert_eq!(pair.into_inner(), (all, all));
    }

    pub(super) fn reentrant_lock() {
        let count = ReentrantLock::new(Cell::new(0));
        crew(THREADS, |_| {
            for _ in 0..ROUNDS {
                let outer = count.lock();
                let inner = count.lock();
                outer.set(outer.get() + 1);
                drop(outer);
                inner.set(inner.get() + 1);
            }
        });
        assert_eq!(count.into_inner().get(), 2 * THREADS * ROUNDS);
    }

    /// A number without a lock.
    struct Unprotected(UnsafeCell<u32>);

    // SAFETY: none. That is the point.
    unsafe impl Sync for Unprotected {}

    impl Unprotected {
        fn increment(&self) {
            // SAFETY: none. This is the planted race.
            unsafe { *self.0.get() += 1 };
        }
    }

    pub(super) fn commit(fault: &str) {
        match fault {
            "race" => {
                let number = Unprotected(UnsafeCell::new(0));
                crew(THREADS, |_| number.increment());
            }
            // SAFETY: none. This is the planted fault.
            "use-after-free" => unsafe { stress::use_after_free() },
            "leak" => stress::leak(),
            unknown => panic!("--planted race|use-after-free|leak, not {unknown:?}"),
        }
    }
}
