//! The repaired counters on real threads, for the sanitizers. `--planted NAME` commits the bug of that name instead, one of
//! those in `specimens`.

#[cfg(not(model))]
mod specimens;

#[cfg(model)]
fn main() {}

#[cfg(not(model))]
fn main() {
    stress::main(&real::CASES, commit);
}

/// Commits the bug of that name.
#[cfg(not(model))]
fn commit(name: &str) {
    let specimen = specimens::ALL.iter().find(|specimen| specimen.name == name);
    let specimen = specimen.unwrap_or_else(|| panic!("no bug is named {name:?}"));
    (specimen.commit)();
}

#[cfg(not(model))]
mod real {
    use std::sync::Arc;

    use borrowing::account::one_step::withdraw;
    use borrowing::{atomic, message, mutex};
    use platform::atomic::AtomicU32;
    use threads::spawn;

    pub(super) const CASES: [(&str, fn()); 4] = [
        ("atomic", count_in_an_atomic),
        ("mutex", count_behind_a_lock),
        ("message", count_by_message),
        ("account", withdraw_all),
    ];

    /// Additions of each thread. A sanitizer slows each by a factor of ten.
    const ADDITIONS: u32 = 5_000;
    const THREADS: u32 = 4;

    fn count_in_an_atomic() {
        let counter = Arc::new(atomic::Counter::new());
        crew(&counter, atomic::Counter::add);
        assert_eq!(counter.get(), THREADS * ADDITIONS);
    }

    fn count_behind_a_lock() {
        let counter = Arc::new(mutex::Counter::new());
        crew(&counter, mutex::Counter::add);
        assert_eq!(counter.get(), THREADS * ADDITIONS);
    }

    fn count_by_message() {
        let counter = Arc::new(message::Counter::new());
        let theirs = Arc::clone(&counter);
        let owner = spawn(move || theirs.count(THREADS * ADDITIONS));
        crew(&counter, message::Counter::add);
        assert_eq!(owner.join().unwrap(), THREADS * ADDITIONS);
    }

    fn withdraw_all() {
        let balance = Arc::new(AtomicU32::new(THREADS * ADDITIONS / 2));
        crew(&balance, |balance| {
            withdraw(balance, 1);
        });
        assert!(!withdraw(&balance, 1), "something is left");
    }

    /// Has all threads do it at once, each again and again: threads of the book's own, on every operating system.
    fn crew<T: Send + Sync + 'static>(shared: &Arc<T>, act: fn(&T)) {
        let threads = [(); THREADS as usize].map(|()| {
            let shared = Arc::clone(shared);
            spawn(move || (0..ADDITIONS).for_each(|_| act(&shared)))
        });
        for thread in threads {
            thread.join().unwrap();
        }
    }
}
