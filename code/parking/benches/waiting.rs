//! What a thread spends while it waits for a token. Prints `measure:` lines.

#[cfg(not(target_os = "linux"))]
fn main() {}

#[cfg(target_os = "linux")]
fn main() {
    use parking::Parker;
    use parking::stages::{Token as _, polling, three_states};

    let token = polling::Token::new();
    let polling = burnt(|| token.take(), || token.set());
    println!("measure: parking/waiting/polling = {polling} ms");
    let token = three_states::Token::new();
    let sleeping = burnt(|| token.take(), || token.set());
    println!("measure: parking/waiting/sleeping = {sleeping} ms");
    let parker = Parker::new();
    let unparker = parker.unparker().clone();
    let book = burnt(move || parker.park(), move || unparker.unpark());
    println!("measure: parking/waiting/book = {book} ms");
}

/// Milliseconds of processor time that a thread spends while it waits a tenth of a second for a token.
#[cfg(target_os = "linux")]
fn burnt(wait: impl FnOnce() + Send, wake: impl FnOnce()) -> f64 {
    use std::thread;

    thread::scope(|s| {
        let waiter = s.spawn(|| {
            wait();
            harness::processor_time()
        });
        thread::sleep(std::time::Duration::from_millis(100));
        wake();
        waiter.join().unwrap().as_secs_f64() * 1e3
    })
}
