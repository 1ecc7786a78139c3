//! Locks under Linux's strict mode, in which a thread that makes any system
//! call but `read`, `write`, `exit` and `sigreturn` is killed.

#[cfg(target_os = "linux")]
fn main() {
    use std::sync::{Mutex, RwLock};

    let (mutex, rwlock) = (Mutex::new(0), RwLock::new(0));
    // SAFETY: it takes no pointer.
    let strict = unsafe { libc::prctl(libc::PR_SET_SECCOMP, 1) };
    assert_eq!(strict, 0);
    for _ in 0..1000 {
        *mutex.lock().unwrap() += 1;
        let sum = *rwlock.read().unwrap() + 1;
        *rwlock.write().unwrap() = sum;
    }
    let text = b"locked without the system\n";
    // SAFETY: the text has that length.
    unsafe { libc::write(1, text.as_ptr().cast(), text.len()) };
    // SAFETY: it ends the only thread. To return would take more calls.
    unsafe { libc::syscall(libc::SYS_exit, 0) };
}

#[cfg(not(target_os = "linux"))]
fn main() {}
