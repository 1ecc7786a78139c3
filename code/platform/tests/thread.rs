//! `thread::start` on an operating system.
#![cfg(not(model))]

use std::io;
use std::sync::mpsc;
use std::time::Duration;

use platform::thread::{Options, id, start};

const PATIENCE: Duration = Duration::from_mins(1);

/// Starts a thread and returns what it found.
fn inside<T: Send + 'static>(options: &Options, f: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    start(options, Box::new(move || sender.send(f()).unwrap())).expect("the thread starts");
    receiver.recv_timeout(PATIENCE).expect("the thread runs")
}

/// What a closure holds on to, to see when it is dropped.
fn witness() -> (mpsc::Receiver<()>, mpsc::Sender<()>) {
    let (sender, receiver) = mpsc::channel();
    (receiver, sender)
}

/// The closure runs on a thread other than the one that starts it.
#[test]
fn a_thread_runs_beside_its_starter() {
    let starter = std::thread::current().id();
    assert_ne!(
        inside(&Options::default(), || std::thread::current().id()),
        starter
    );
}

/// What the closure holds is dropped when it has run.
#[test]
fn a_finished_thread_has_dropped_its_closure() {
    let (dropped, held) = witness();
    start(&Options::default(), Box::new(move || drop(held))).unwrap();
    assert_eq!(
        dropped.recv_timeout(PATIENCE),
        Err(mpsc::RecvTimeoutError::Disconnected)
    );
}

/// A stack that no machine has is an error, and the closure is dropped without having run.
#[test]
fn a_thread_that_cannot_start_drops_its_closure() {
    for size in [usize::MAX, usize::MAX / 2] {
        let (dropped, held) = witness();
        let options = Options {
            stack_size: Some(size),
            ..Options::default()
        };
        let result = start(&options, Box::new(move || held.send(()).unwrap()));
        assert!(result.is_err());
        assert_eq!(dropped.try_recv(), Err(mpsc::TryRecvError::Disconnected));
    }
}

/// A name with a NUL in it is an error, even where the system would not look any more.
#[test]
fn a_name_has_no_nul() {
    for name in ["a\0b", "longer than the system takes\0"] {
        let options = Options {
            name: Some(name.to_owned()),
            ..Options::default()
        };
        let error = start(&options, Box::new(|| ())).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
    }
}

/// A panic that leaves the closure ends the process by `abort`, not only the thread.
#[test]
#[cfg_attr(miri, ignore = "starts a process")]
fn a_panic_that_escapes_aborts() {
    const CHILD: &str = "PLATFORM_TEST_ABORT";
    if std::env::var_os(CHILD).is_some() {
        start(&Options::default(), Box::new(|| panic!("escapes"))).unwrap();
        // Longer than the parent would wait for a process that doesn't abort.
        std::thread::sleep(2 * PATIENCE);
        return;
    }
    let mut child = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_panic_that_escapes_aborts", "--nocapture"])
        .env(CHILD, "1")
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let start = std::time::Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill().unwrap();
        }
        std::thread::yield_now();
    };
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::process::ExitStatusExt::signal(&status),
        Some(libc::SIGABRT)
    );
    assert!(!status.success());
}

// Miri runs the body with std's threads.
#[cfg(all(target_os = "linux", not(miri)))]
mod linux {
    use super::*;
    use std::ffi::{CStr, c_char, c_int};
    use std::mem::MaybeUninit;

    /// The name that the system has for the calling thread.
    fn name() -> String {
        let mut name: [c_char; 16] = [0; 16];
        // SAFETY: asks about the calling thread.
        let me = unsafe { libc::pthread_self() };
        // SAFETY: a name takes 16 bytes at most, with its NUL.
        let code = unsafe { libc::pthread_getname_np(me, name.as_mut_ptr(), name.len()) };
        assert_eq!(code, 0);
        // SAFETY: what was written ends with a NUL.
        unsafe { CStr::from_ptr(name.as_ptr()) }
            .to_str()
            .unwrap()
            .to_owned()
    }

    /// Bytes of stack that the calling thread has, as the system counts, and whether it is detached.
    fn attributes() -> (usize, bool) {
        let mut attributes = MaybeUninit::uninit();
        // SAFETY: asks about the calling thread.
        let me = unsafe { libc::pthread_self() };
        // SAFETY: there is room for what is initialised.
        let code = unsafe { libc::pthread_getattr_np(me, attributes.as_mut_ptr()) };
        assert_eq!(code, 0);
        let (mut size, mut state) = (0, 0);
        // SAFETY: the attributes are initialised.
        let code = unsafe { libc::pthread_attr_getstacksize(attributes.as_ptr(), &raw mut size) };
        assert_eq!(code, 0);
        // SAFETY: as above.
        let code = unsafe { pthread_attr_getdetachstate(attributes.as_ptr(), &raw mut state) };
        assert_eq!(code, 0);
        // SAFETY: as above; they aren't used again.
        unsafe { libc::pthread_attr_destroy(attributes.as_mut_ptr()) };
        (size, state == libc::PTHREAD_CREATE_DETACHED)
    }

    unsafe extern "C" {
        /// The libc crate doesn't have it.
        fn pthread_attr_getdetachstate(
            attributes: *const libc::pthread_attr_t,
            state: *mut c_int,
        ) -> c_int;
    }

    /// A thread bears its name, or what Linux has room for: 15 bytes, and no half of a letter.
    #[test]
    fn a_thread_bears_its_name() {
        for (given, borne) in [
            ("worker", "worker"),
            ("exactly-fifteen", "exactly-fifteen"),
            ("more-than-fifteen", "more-than-fifte"),
            ("ääääääää", "äääääää"),
        ] {
            let options = Options {
                name: Some(given.to_owned()),
                ..Options::default()
            };
            assert_eq!(inside(&options, name), borne);
        }
    }

    /// A thread has the stack that was asked for, or more; 2 MiB if nothing was asked. It is detached:
    /// nobody has to collect what is left of it.
    #[test]
    fn a_thread_has_its_stack() {
        const MIB: usize = 1024 * 1024;
        let with = |stack_size| Options {
            stack_size,
            ..Options::default()
        };
        let (size, detached) = inside(&with(None), attributes);
        assert!(size >= 2 * MIB && detached);
        // More than any other thread's here: glibc gives stacks to the next thread that they suit.
        assert!(inside(&with(Some(64 * MIB + 1)), attributes).0 > 64 * MIB);
        assert!(inside(&with(Some(0)), attributes).0 >= libc::PTHREAD_STACK_MIN);
    }
}

/// A thread keeps its number, and no other has it or has had it.
#[test]
fn a_number_is_one_threads_alone() {
    let first = inside(&Options::default(), || (id(), id()));
    let second = inside(&Options::default(), || (id(), id()));
    let here = (id(), id());
    for (once, again) in [first, second, here] {
        assert_eq!(once, again);
        assert_ne!(once, 0);
    }
    assert_ne!(first.0, second.0);
    assert_ne!(first.0, here.0);
    assert_ne!(second.0, here.0);
}
