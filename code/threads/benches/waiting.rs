//! What `join` burns while it waits: processor time of the joining thread for a thread that takes a
//! tenth of a second. Prints `measure:` lines.

#[cfg(target_os = "linux")]
fn main() {
    use threads::stages::{sleeping, spinning};

    let waiting = || std::thread::sleep(std::time::Duration::from_millis(100));
    println!(
        "measure: threads/waiting/spinning = {} ms",
        burnt(|| spinning::spawn(waiting).join())
    );
    println!(
        "measure: threads/waiting/sleeping = {} ms",
        burnt(|| sleeping::spawn(waiting).join())
    );
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("waiting: not measured: only Linux tells a thread's processor time");
}

/// Milliseconds of processor time that this thread spends in `f`.
#[cfg(target_os = "linux")]
fn burnt(f: impl FnOnce()) -> f64 {
    let before = harness::processor_time();
    f();
    let spent = harness::processor_time().saturating_sub(before);
    spent.as_secs_f64() * 1e3
}
