//! What a thread that sleeps costs in memory: resident pages and address space, from 1 to 1,000 threads.
//!
//! Prints `measure:` lines. Each figure comes from a process of its own, because a C library keeps the
//! stacks of threads that have ended. What the kernel spends on a thread is in neither figure.

#[cfg(target_os = "linux")]
fn main() {
    linux::main();
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("memory: not measured: it takes Linux's /proc/self");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::env;
    use std::fs;
    use std::process::Command;
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    use std::sync::{Mutex, PoisonError};
    use std::thread::yield_now;

    /// Threads that have started.
    static STARTED: AtomicUsize = AtomicUsize::new(0);
    /// Locked while memory is read; each thread sleeps on it.
    static GATE: Mutex<()> = Mutex::new(());

    const CHILD: &str = "THREADS_MEMORY_CHILD";

    pub(super) fn main() {
        if let Ok(task) = env::var(CHILD) {
            let (threads, n) = task.split_once(' ').expect("set by `measure`");
            return measure(threads, n.parse().expect("set by `measure`"));
        }
        let this = env::current_exe().expect("the bench has a path");
        for n in [1, 10, 100, 1000] {
            for threads in ["std", "book"] {
                let status = Command::new(&this)
                    .env(CHILD, format!("{threads} {n}"))
                    .status();
                assert!(
                    status.is_ok_and(|status| status.success()),
                    "{threads}, {n}"
                );
            }
        }
    }

    /// Prints what `n` sleeping threads add to this process.
    fn measure(threads: &str, n: usize) {
        let closed = GATE.lock().unwrap_or_else(PoisonError::into_inner);
        let before = (resident(), address_space());
        let join: Box<dyn FnOnce()> = if threads == "std" {
            let handles: Vec<_> = (0..n).map(|_| std::thread::spawn(sleep)).collect();
            Box::new(|| handles.into_iter().for_each(|h| h.join().unwrap()))
        } else {
            let handles: Vec<_> = (0..n).map(|_| threads::spawn(sleep)).collect();
            Box::new(|| handles.into_iter().for_each(|h| h.join().unwrap()))
        };
        while STARTED.load(SeqCst) < n {
            yield_now();
        }
        let after = (resident(), address_space());
        println!(
            "measure: threads/memory/{threads}/{n} = {} KiB",
            after.0 - before.0
        );
        println!(
            "measure: threads/address-space/{threads}/{n} = {} KiB",
            after.1 - before.1
        );
        drop(closed);
        join();
    }

    fn sleep() {
        STARTED.fetch_add(1, SeqCst);
        drop(GATE.lock());
    }

    /// Kibibytes of memory in use. `smaps_rollup` counts pages; the figure in `status` is approximate.
    fn resident() -> u64 {
        kibibytes("/proc/self/smaps_rollup", "Rss:")
    }

    /// Kibibytes of addresses in use.
    fn address_space() -> u64 {
        kibibytes("/proc/self/status", "VmSize:")
    }

    fn kibibytes(file: &str, field: &str) -> u64 {
        let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
        let line = text.lines().find_map(|line| line.strip_prefix(field));
        let number = line.and_then(|rest| rest.trim().strip_suffix(" kB"));
        number
            .and_then(|number| number.parse().ok())
            .unwrap_or_else(|| panic!("{file}: no {field}"))
    }
}
