//! The repaired counters on real threads, for the sanitizers. `--planted NAME` commits the bug of that name, one of those in
//! `specimens`.
//!
//! No libtest and no `std::thread`: a sanitizer can't see into the standard library, which was built
//! without it, and would report what is right.

#[cfg(not(model))]
mod specimens;

#[cfg(model)]
fn main() {}

#[cfg(not(model))]
fn main() {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--planted");
    if arguments.next().is_some() {
        stress::time_limit(10);
        let name = arguments.next().unwrap_or_default();
        let specimen = specimens::ALL.iter().find(|specimen| specimen.name == name);
        let specimen = specimen.unwrap_or_else(|| panic!("no bug is named {name:?}"));
        return (specimen.commit)();
    }
    stress::main();
}

#[cfg(not(model))]
mod stress {
    use std::sync::Arc;

    use borrowing::account::one_step::withdraw;
    use borrowing::{atomic, message, mutex};
    use platform::atomic::AtomicU32;
    use threads::spawn;

    /// Additions of each thread. A sanitizer slows each by a factor of ten.
    const ADDITIONS: u32 = 5_000;
    const THREADS: u32 = 4;

    pub(super) fn main() {
        time_limit(300);
        println!("stress: atomic");
        let counter = Arc::new(atomic::Counter::new());
        crew(&counter, atomic::Counter::add);
        assert_eq!(counter.get(), THREADS * ADDITIONS);

        println!("stress: mutex");
        let counter = Arc::new(mutex::Counter::new());
        crew(&counter, mutex::Counter::add);
        assert_eq!(counter.get(), THREADS * ADDITIONS);

        println!("stress: message");
        let counter = Arc::new(message::Counter::new());
        let theirs = Arc::clone(&counter);
        let owner = spawn(move || theirs.count(THREADS * ADDITIONS));
        crew(&counter, message::Counter::add);
        assert_eq!(owner.join().unwrap(), THREADS * ADDITIONS);

        println!("stress: account");
        let balance = Arc::new(AtomicU32::new(THREADS * ADDITIONS / 2));
        crew(&balance, |balance| {
            withdraw(balance, 1);
        });
        assert!(!withdraw(&balance, 1), "something is left");
    }

    /// Has all threads do it at once, each again and again.
    fn crew<T: Send + Sync + 'static>(shared: &Arc<T>, act: fn(&T)) {
        let threads = [(); THREADS as usize].map(|()| {
            let shared = Arc::clone(shared);
            spawn(move || (0..ADDITIONS).for_each(|_| act(&shared)))
        });
        for thread in threads {
            thread.join().unwrap();
        }
    }

    /// Ends the process when it hangs.
    pub(super) fn time_limit(seconds: u32) {
        #[cfg(unix)]
        // SAFETY: it takes no pointer and installs no handler.
        unsafe {
            libc::alarm(seconds);
        }
        #[cfg(not(unix))]
        let _ = seconds;
    }
}
