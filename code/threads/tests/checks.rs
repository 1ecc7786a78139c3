//! What the section's pages state, one test each.
#![cfg(not(model))]

use std::any::Any;
use std::cell::Cell;
use std::collections::HashSet;
use std::env;
use std::fs;
use std::io::{self, stderr, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any, resume_unwind};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc::{TryRecvError, channel};
use std::thread::{self, Builder, JoinHandle, ThreadId};
use std::time::{Duration, Instant};

use harness::{command, hangs, run, transcript, watchdog};
use static_assertions::{assert_impl_all, assert_not_impl_any};

/// Far longer than any of these takes.
const LIMIT: Duration = Duration::from_mins(1);

// ---- The beginning and the end ----

/// A program starts with one thread, unless something starts another before `main`.
#[test]
#[cfg(target_os = "linux")]
fn a_program_starts_with_one_thread() {
    assert_eq!(run("one_thread"), "threads: 1\n");
}

/// Code that runs before `main` can start threads, and then a program does not start with one thread.
#[test]
#[cfg(target_os = "linux")]
fn code_before_main_can_start_threads() {
    assert_eq!(run("before_main"), "threads: 2\n");
}

/// A thread ends when the function that it was started with returns: the system no longer knows it.
#[test]
#[cfg(target_os = "linux")]
fn a_thread_ends_when_its_function_returns() {
    watchdog(LIMIT, || {
        let started = thread::spawn(|| fs::read_link("/proc/thread-self").unwrap());
        let thread = Path::new("/proc").join(started.join().unwrap());
        // The kernel tells whoever joins a moment before it takes the thread off the list.
        let started = Instant::now();
        while thread.exists() {
            assert!(started.elapsed() < LIMIT, "the thread is still there");
            thread::yield_now();
        }
    });
}

/// Returning from `main` ends the process, even while another thread still runs.
#[test]
fn returning_from_main_ends_the_process() {
    // The other thread never ends. Were it waited for, the run would be killed and this would panic.
    let shown = run("half_a_line");
    assert!(!shown.contains("exit status"), "{shown}");
}

/// When `main` returns while a thread is in the middle of a line, half a line is all that is printed.
#[test]
fn output_can_be_cut_in_the_middle_of_a_line() {
    assert_eq!(run("half_a_line"), "The last ferry is about to");
}

/// When `main` returns while a thread is in the middle of a call of `println!`, what the call has formatted so far
/// can be lost: the buffer is not written out.
#[test]
fn a_line_in_progress_can_be_lost_whole() {
    assert_eq!(run("lost_in_the_buffer"), "");
}

/// After `main` standard output has no buffer: a call of `println!` that is in progress when the process ends leaves
/// a part of its line.
#[test]
#[cfg(target_os = "linux")]
fn one_call_can_be_cut_after_main() {
    let shown = "The harbour closes for the night.\nAurora lies at berth ";
    assert_eq!(run("cut_in_one_call"), shown);
}

/// What a thread owns is not dropped when `main` returns before the thread ends.
#[test]
fn what_a_thread_owns_is_not_dropped_when_main_returns() {
    assert_eq!(run("never_dropped"), "The office closes.\n");
}

/// A panic in the main thread ends the process too, whatever the other threads are doing.
#[test]
fn a_panic_in_main_ends_the_process() {
    let shown = run("main_panics");
    assert!(shown.contains("the harbour is on fire\n"));
    assert!(shown.ends_with("exit status: 101\n"));
}

/// On Linux the destructors of the main thread's thread-locals run after `main` has returned, other threads run
/// meanwhile, and the process ends after that.
#[test]
#[cfg(target_os = "linux")]
fn thread_locals_of_main_outlive_main() {
    let shown = "The harbour closes for the night.\nThe watchman goes his round.\n";
    assert_eq!(run("after_main"), shown);
}

/// Which of two threads is joined first puts no order between them: the one that is joined last can be done before the
/// other has begun its work. What comes after both joins comes after both.
#[test]
fn joining_first_is_not_running_first() {
    let (log, seen) = channel();
    let (go, may_go) = channel();
    let first = thread::spawn({
        let log = log.clone();
        move || {
            may_go.recv().unwrap();
            log.send("the thread that is joined first").unwrap();
        }
    });
    let second = thread::spawn({
        let log = log.clone();
        move || {
            log.send("the thread that is joined second").unwrap();
            go.send(()).unwrap();
        }
    });
    first.join().unwrap();
    second.join().unwrap();
    log.send("main").unwrap();
    let order: Vec<_> = seen.try_iter().collect();
    assert_eq!(
        order,
        [
            "the thread that is joined second",
            "the thread that is joined first",
            "main"
        ]
    );
}

/// A thread may outlive the thread that spawned it. Only the end of `main` ends the others.
#[test]
fn a_thread_can_outlive_its_spawner() {
    watchdog(LIMIT, || {
        let (ask, asked) = channel();
        let (reply, answer) = channel();
        let spawner = thread::spawn(move || {
            drop(thread::spawn(move || {
                let () = asked.recv().unwrap();
                reply.send(42).unwrap();
            }));
        });
        spawner.join().unwrap();
        ask.send(()).unwrap();
        assert_eq!(answer.recv(), Ok(42));
    });
}

/// Dropping a `JoinHandle` detaches the thread: it runs on, and nothing can wait for it any more.
#[test]
fn dropping_the_handle_detaches_the_thread() {
    watchdog(LIMIT, || {
        let (ask, asked) = channel();
        let (reply, answer) = channel();
        drop(thread::spawn(move || {
            let () = asked.recv().unwrap();
            reply.send(42).unwrap();
        }));
        ask.send(()).unwrap();
        assert_eq!(answer.recv(), Ok(42));
    });
}

/// A handle that is dropped at once draws no warning from the compiler.
#[test]
fn a_dropped_handle_draws_no_warning() {
    let built = Command::new("rustc")
        .args([
            "--edition",
            "2024",
            "-D",
            "warnings",
            "--emit",
            "metadata=-",
        ])
        .arg("examples/nobody_waits.rs")
        .output()
        .unwrap();
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
}

// ---- Identity ----

/// The `ThreadId`s of a process are not reused: of a thousand threads that lived one after the other all had different
/// ones, although the system gave several of them the same handle.
#[test]
#[cfg(target_os = "linux")]
fn thread_ids_are_not_reused() {
    use std::os::unix::thread::JoinHandleExt;

    let mut ids = HashSet::new();
    let mut handles = HashSet::new();
    for _ in 0..1000 {
        let thread = thread::spawn(|| thread::current().id());
        handles.insert(thread.as_pthread_t());
        assert_eq!(thread.thread().id(), {
            let id = thread.join().unwrap();
            ids.insert(id);
            id
        });
    }
    assert_eq!(ids.len(), 1000);
    assert!(handles.len() < 1000);
}

/// `ThreadId`s can be compared for equality and hashed. They have no order.
#[test]
fn thread_ids_have_equality_and_no_order() {
    assert_impl_all!(ThreadId: Eq, std::hash::Hash, Copy);
    assert_not_impl_any!(ThreadId: PartialOrd);
    let (here, there) = (
        thread::current().id(),
        thread::spawn(|| thread::current().id()).join().unwrap(),
    );
    assert_eq!(here, thread::current().id());
    assert_ne!(here, there);
}

/// `ThreadId`s need not be consecutive: a thread that is started elsewhere in between takes one.
#[test]
fn thread_ids_need_not_be_consecutive() {
    let number = |id: ThreadId| -> u64 {
        let shown = format!("{id:?}");
        let digits = shown.trim_start_matches("ThreadId(").trim_end_matches(')');
        digits.parse().unwrap()
    };
    let first = thread::spawn(|| ()).thread().id();
    let elsewhere = thread::spawn(|| thread::spawn(|| ()).join());
    elsewhere.join().unwrap().unwrap();
    let second = thread::spawn(|| ()).thread().id();
    assert!(number(second) - number(first) > 1);
}

// ---- Printing ----

/// `println!` holds the lock of standard output while it formats and writes: no other thread's `println!` gets in
/// between the parts of one call's line.
#[test]
fn one_call_is_not_torn_by_another_thread() {
    let shown = "Aurora lies at berth 7.\nBorea has docked.\n";
    assert_eq!(run("one_call_one_line"), shown);
}

/// A line that is printed by two calls can be torn by another thread.
#[test]
fn two_calls_can_be_torn() {
    let shown = "Aurora, bound for Borea, bound for Riga\nOslo\n";
    assert_eq!(run("torn_line"), shown);
}

/// A `Display` that prints tears the line that it is part of: the lock lets the thread that holds it in again.
#[test]
fn a_display_that_prints_tears_its_own_line() {
    let shown = "Aurora lies at berth (asking the harbour master)\n7.\n";
    assert_eq!(run("nested_print"), shown);
}

/// A `Display` that waits for a thread that prints never returns.
#[test]
fn a_display_that_waits_for_a_print_hangs() {
    hangs("print_waits");
}

/// The arguments of `println!` are computed before it takes the lock: one that waits for a thread that prints does
/// return.
#[test]
fn arguments_are_computed_before_the_lock_is_taken() {
    let shown = "Where is Aurora?\n(the harbour master looks it up)\nAurora lies at berth 7.\n";
    assert_eq!(run("computed_first"), shown);
}

/// Standard error has a lock of its own: holding standard output's does not keep a thread from writing to it.
#[test]
fn standard_error_has_a_lock_of_its_own() {
    watchdog(LIMIT, || {
        let _held = stdout().lock();
        let locked = thread::spawn(|| drop(stderr().lock())).join();
        // Were it one lock, the thread would wait for this one, and the watchdog would bark.
        assert!(locked.is_ok());
    });
}

// ---- Results and panics ----

/// `join` returns what the thread's closure returned.
#[test]
fn join_returns_what_the_closure_returned() {
    assert_eq!(run("average"), "mean level: 314 cm\n");
}

/// A panic in a thread does not end the others, and comes back as `Err` from `join`.
#[test]
fn a_panic_comes_back_as_err() {
    let thread = thread::spawn(|| panic!("on purpose"));
    let result: thread::Result<()> = thread.join();
    result.unwrap_err();
}

/// A payload's text: `&str` or `String`, or neither.
fn text(payload: &(dyn Any + Send)) -> Option<(&str, &str)> {
    let literal = payload.downcast_ref::<&str>().map(|text| ("&str", *text));
    literal.or_else(|| {
        payload
            .downcast_ref()
            .map(|text: &String| ("String", text.as_str()))
    })
}

/// The `Err` holds what the thread panicked with: a `&str` when the message is a literal, a `String` when it was
/// formatted, and any other type when `panic_any` was given one.
#[test]
fn the_payload_is_a_str_or_a_string_or_anything() {
    let payload = |body: fn()| thread::spawn(body).join().unwrap_err();
    // What the compiler can format by itself is a literal too, so the level is kept from it.
    let formatted = || panic!("level {}", std::hint::black_box(341));
    assert_eq!(
        text(&*payload(|| panic!("no oil"))),
        Some(("&str", "no oil"))
    );
    assert_eq!(text(&*payload(formatted)), Some(("String", "level 341")));
    let other = payload(|| panic_any(341_u32));
    assert_eq!(text(&*other), None);
    assert_eq!(other.downcast_ref(), Some(&341_u32));
}

/// `unwrap` on the result of `join` panics with a message of its own, which does not contain the thread's.
#[test]
fn unwrap_starts_a_panic_of_its_own() {
    let shown = run("average_of_nothing");
    let (of_the_thread, of_main) = shown.split_once("thread 'main'").unwrap();
    assert!(of_the_thread.contains("attempt to divide by zero\n"));
    assert!(of_main.contains("called `Result::unwrap()` on an `Err` value: Any { .. }\n"));
    assert!(!of_main.contains("divide"));

    let inner = thread::spawn(|| panic!("no oil"));
    let outer = thread::spawn(|| inner.join().unwrap());
    let payload = outer.join().unwrap_err();
    let (kind, text) = text(&*payload).unwrap();
    assert_eq!((kind, text.contains("no oil")), ("String", false));
}

/// `resume_unwind` goes on with the thread's own panic: the same payload, and no second message.
#[test]
fn resume_unwind_goes_on_with_the_same_panic() {
    let shown = run("panic_resumed");
    assert_eq!(shown.matches("panicked at").count(), 1);
    assert!(shown.ends_with("exit status: 101\n"));

    let inner = thread::spawn(|| panic!("no oil"));
    let outer = thread::spawn(|| inner.join().unwrap_or_else(|why| resume_unwind(why)));
    assert_eq!(text(&*outer.join().unwrap_err()), Some(("&str", "no oil")));
}

/// A panic in a thread that nobody joins prints its message, and the program goes on and ends with status 0.
#[test]
fn a_panic_that_nobody_joins_is_only_a_message() {
    let shown = run("swallowed_panic");
    assert!(shown.contains("thread '<unnamed>' ([TID]) panicked at"));
    assert!(shown.contains("the gauge is stuck\n"));
    // No line with a status follows.
    assert!(shown.ends_with("\nAll tides recorded.\n"));
}

/// With `panic = "abort"` a panic in any thread ends the process.
#[test]
#[cfg(unix)]
fn with_panic_abort_any_panic_ends_the_process() {
    let program = env::temp_dir().join(format!("threads-panic-abort-{}", std::process::id()));
    let built = Command::new("rustc")
        .args(["--edition", "2024", "-C", "panic=abort", "-o"])
        .arg(&program)
        .arg("examples/swallowed_panic.rs")
        .status()
        .unwrap();
    assert!(built.success());
    let shown = transcript(Command::new(&program), LIMIT);
    fs::remove_file(program).unwrap();
    assert!(shown.contains("the gauge is stuck\n"));
    assert!(!shown.contains("All tides recorded."));
    assert!(shown.ends_with("exit status: none, signal: 6 (SIGABRT)\n"));
}

/// The mean of no integers panics: it divides by zero.
#[test]
fn the_mean_of_no_integers_panics() {
    let mean = |levels: &[u64]| levels.iter().sum::<u64>() / levels.len() as u64;
    assert_eq!(mean(&[1, 3]), 2);
    let payload = catch_unwind(|| mean(&[])).unwrap_err();
    assert_eq!(text(&*payload), Some(("&str", "attempt to divide by zero")));
}

/// The mean of no floating-point numbers does not panic: it is NaN.
#[test]
fn the_mean_of_no_floats_is_not_a_number() {
    let mean = |levels: &[f64]| {
        levels.iter().sum::<f64>() / f64::from(u32::try_from(levels.len()).unwrap())
    };
    assert!((mean(&[1.0, 3.0]) - 2.0).abs() < f64::EPSILON);
    assert!(mean(&[]).is_nan());
}

/// What a `move` closure takes along is copied when its type is `Copy`: the thread changes its own.
#[test]
fn move_copies_what_is_copy() {
    assert_eq!(
        run("copied_not_shared"),
        "the lookout counts 4\nmain counts 3\n"
    );
}

// ---- Joining ----

/// `join` waits until the thread has ended, destructors of its thread-locals included.
#[test]
#[cfg(target_os = "linux")]
fn join_waits_for_thread_locals() {
    watchdog(LIMIT, || {
        let (release, released) = channel();
        let (tell_joined, joined) = channel();
        let (tell_verdict, verdict) = channel();
        let thread = thread::spawn(move || {
            at_thread_end(move || {
                let () = released.recv().unwrap();
                // If `join` could return now, it would within this time.
                let early = (0..10_000).any(|_| {
                    thread::yield_now();
                    joined.try_recv() != Err(TryRecvError::Empty)
                });
                tell_verdict.send(early).unwrap();
            });
        });
        // The closure has returned, so only the destructor is left to wait for.
        while !thread.is_finished() {
            thread::yield_now();
        }
        let waiting = thread::spawn(move || {
            thread.join().unwrap();
            tell_joined.send(()).ok();
        });
        release.send(()).unwrap();
        let early = verdict.recv().unwrap();
        waiting.join().unwrap();
        assert!(!early, "`join` returned while a destructor was running");
    });
}

/// `is_finished` never waits. It answers `false` while the closure runs, and `true` in the end.
#[test]
fn is_finished_does_not_wait() {
    watchdog(LIMIT, || {
        let (release, released) = channel();
        let thread = thread::spawn(move || released.recv());
        assert!(!thread.is_finished());
        release.send(()).unwrap();
        while !thread.is_finished() {
            thread::yield_now();
        }
        thread.join().unwrap().unwrap();
    });
}

/// `is_finished` answers `true` before the destructors of the thread's thread-locals have run.
#[test]
#[cfg(target_os = "linux")]
fn is_finished_does_not_wait_for_thread_locals() {
    watchdog(LIMIT, || {
        let (release, released) = channel::<()>();
        let thread = thread::spawn(move || at_thread_end(move || released.recv().unwrap()));
        while !thread.is_finished() {
            thread::yield_now();
        }
        // Had the destructor run, nobody would be there to receive this.
        assert!(release.send(()).is_ok());
        thread.join().unwrap();
    });
}

/// A thread that joins itself panics on Linux. (The standard library allows a panic or a deadlock.)
#[test]
#[cfg(target_os = "linux")]
fn joining_oneself_panics_on_linux() {
    watchdog(LIMIT, || {
        let (give, given) = channel::<JoinHandle<()>>();
        let (tell, told) = channel();
        let thread = thread::spawn(move || {
            let me = given.recv().unwrap();
            let result = catch_unwind(AssertUnwindSafe(|| me.join()));
            tell.send(result.map(drop).unwrap_err()).unwrap();
        });
        give.send(thread).unwrap();
        let payload = told.recv().unwrap();
        let (_, message) = text(&*payload).unwrap();
        assert!(message.starts_with("failed to join thread: Resource deadlock avoided"));
    });
}

/// `join` waits for ever when the thread waits for something that only comes after `join`.
#[test]
fn join_can_wait_for_ever() {
    hangs("join_forever");
}

/// A loop over a channel's receiver ends when the last sender is dropped, and the thread with it.
#[test]
fn a_receiver_ends_when_the_sender_is_dropped() {
    assert_eq!(
        run("join_returns"),
        "lifting timber\nlifting salt\nAll lifted.\n"
    );
}

// ---- Builder ----

/// `spawn` is `Builder::new().spawn()` with `expect`: when the system can't start a thread it panics, and the message is
/// not `unwrap`'s.
#[test]
#[cfg(target_os = "linux")]
fn spawn_panics_when_no_thread_can_be_started() {
    let mut program = command("harbour_waits");
    // No machine has this much address space.
    program.env("RUST_MIN_STACK", (1_u64 << 60).to_string());
    let shown = transcript(program, LIMIT);
    let message = "\nfailed to spawn thread: Os { code: 11, kind: WouldBlock, message:";
    assert!(shown.contains(message), "{shown}");
    assert!(!shown.contains("unwrap"), "{shown}");
    assert!(shown.ends_with("exit status: 101\n"));
}

/// `Builder::spawn` returns an `io::Error` when the system can't start a thread.
#[test]
#[cfg(target_os = "linux")]
fn builder_reports_that_no_thread_can_be_started() {
    let refused = Builder::new().stack_size(usize::MAX / 4).spawn(|| ());
    assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::WouldBlock);
}

/// A panic's message names the thread: what `Builder::name` was given, `main` for the main thread, else `<unnamed>`.
#[test]
fn a_panic_message_names_the_thread() {
    assert!(run("names").contains("thread 'crane 4' ([TID]) panicked at"));
    let shown = run("average_of_nothing");
    assert!(shown.contains("thread '<unnamed>' ([TID]) panicked at"));
    assert!(shown.contains("thread 'main' ([TID]) panicked at"));
}

/// The system and debuggers see a thread's name. Linux keeps its first 15 bytes; `Thread::name` keeps all.
#[test]
#[cfg(target_os = "linux")]
fn linux_keeps_15_bytes_of_a_name() {
    let named = Builder::new().name("the crane at berth 4".into());
    let thread = named.spawn(|| {
        let of_the_system = fs::read_to_string("/proc/thread-self/comm").unwrap();
        let of_std = thread::current().name().map(str::to_owned);
        (of_the_system, of_std)
    });
    let (of_the_system, of_std) = thread.unwrap().join().unwrap();
    assert_eq!(of_the_system, "the crane at be\n");
    assert_eq!(of_std.as_deref(), Some("the crane at berth 4"));
}

/// A name with a NUL byte in it makes `Builder::spawn` panic, although it returns a `Result`.
#[test]
fn a_nul_in_a_name_makes_spawn_panic() {
    let named = Builder::new().name("crane\0".into());
    let payload = catch_unwind(AssertUnwindSafe(|| named.spawn(|| ()))).unwrap_err();
    let (_, message) = text(&*payload).unwrap();
    assert!(message.starts_with("thread name may not contain interior null bytes"));
}

/// The size of the calling thread's stack in bytes.
#[cfg(target_os = "linux")]
fn stack_size() -> usize {
    use std::mem::MaybeUninit;
    use std::ptr;

    let mut attributes = MaybeUninit::uninit();
    // SAFETY: has no preconditions.
    let me = unsafe { libc::pthread_self() };
    // SAFETY: the thread is alive, and the place is fit for the attributes that are written to it.
    let answer = unsafe { libc::pthread_getattr_np(me, attributes.as_mut_ptr()) };
    assert_eq!(answer, 0);
    let (mut start, mut size) = (ptr::null_mut(), 0);
    // SAFETY: the attributes were initialised by the call above.
    let answer =
        unsafe { libc::pthread_attr_getstack(attributes.as_ptr(), &raw mut start, &raw mut size) };
    assert_eq!(answer, 0);
    // SAFETY: as above, and they are not used after this.
    unsafe { libc::pthread_attr_destroy(attributes.as_mut_ptr()) };
    size
}

/// A thread's stack is 2 MiB unless `Builder::stack_size` or `RUST_MIN_STACK` asks for another size.
#[test]
#[cfg(target_os = "linux")]
fn a_stack_is_2_mib_unless_asked() {
    let asked = env::var("RUST_MIN_STACK")
        .ok()
        .and_then(|size| size.parse().ok());
    let default = thread::spawn(stack_size).join().unwrap();
    assert_eq!(default, asked.unwrap_or(2 << 20));
    let large = Builder::new()
        .stack_size(64 << 20)
        .spawn(stack_size)
        .unwrap();
    assert_eq!(large.join().unwrap(), 64 << 20);
}

/// A thread that needs more stack than it has is no panic: the process is ended, and `join` does not return.
#[test]
#[cfg(unix)]
fn a_stack_overflow_ends_the_process() {
    let shown = run("stack_overflow");
    assert!(shown.contains("thread 'digger' ([TID]) has overflowed its stack\n"));
    assert!(!shown.contains("the digger panicked"));
    assert!(shown.ends_with("exit status: none, signal: 6 (SIGABRT)\n"));
}

// ---- Thread-locals, and how many threads ----

/// Runs a closure when the thread's thread-locals are destroyed.
struct AtThreadEnd(Cell<Option<Box<dyn FnOnce()>>>);

impl Drop for AtThreadEnd {
    fn drop(&mut self) {
        if let Some(body) = self.0.take() {
            body();
        }
    }
}

fn at_thread_end(body: impl FnOnce() + 'static) {
    thread_local! {
        static BODY: AtThreadEnd = const { AtThreadEnd(Cell::new(None)) };
    }
    BODY.with(|slot| slot.0.set(Some(Box::new(body))));
}

/// Each thread has its own copy of a thread-local, with the initial value.
#[test]
fn each_thread_has_its_own_thread_local() {
    assert_eq!(run("each_its_own"), "the crane counts 1\nmain counts 7\n");
}

/// A thread-local is initialised in a thread when that thread first uses it, and not in a thread that doesn't.
#[test]
fn a_thread_local_is_initialised_on_first_use() {
    static INITIALISED: AtomicUsize = AtomicUsize::new(0);
    thread_local! {
        // ORDERING: SeqCst is not needed; `join` orders everything that is looked at.
        static LOCAL: usize = INITIALISED.fetch_add(1, SeqCst);
    }
    // ORDERING: as above.
    let initialised = || INITIALISED.load(SeqCst);
    thread::spawn(|| ()).join().unwrap();
    assert_eq!(initialised(), 0);
    thread::spawn(|| LOCAL.with(|_| LOCAL.with(|_| ())))
        .join()
        .unwrap();
    assert_eq!(initialised(), 1);
    thread::spawn(|| LOCAL.with(|_| ())).join().unwrap();
    assert_eq!(initialised(), 2);
}

/// A thread-local is dropped when its thread ends.
#[test]
fn a_thread_local_is_dropped_when_its_thread_ends() {
    let (tell, told) = channel();
    let thread = thread::spawn(move || at_thread_end(move || tell.send(()).unwrap()));
    thread.join().unwrap();
    assert_eq!(told.try_recv(), Ok(()));
}

/// On Linux `available_parallelism` is at most the number of processors that the calling thread may run on.
#[test]
#[cfg(target_os = "linux")]
fn available_parallelism_respects_affinity() {
    use std::mem::{self, size_of};

    let answer = thread::spawn(|| {
        // SAFETY: a set of processors is plain numbers; all zeros is the empty set.
        let mut allowed: libc::cpu_set_t = unsafe { mem::zeroed() };
        // SAFETY: the pointer is to a set of the size that is stated, and 0 is the calling thread.
        let got =
            unsafe { libc::sched_getaffinity(0, size_of::<libc::cpu_set_t>(), &raw mut allowed) };
        assert_eq!(got, 0);
        let mut one = allowed;
        // SAFETY: clears a set of our own.
        unsafe { libc::CPU_ZERO(&mut one) };
        // SAFETY: every number in the range has a bit in the set.
        let first = (0..1024).find(|&cpu| unsafe { libc::CPU_ISSET(cpu, &allowed) });
        // SAFETY: as above.
        unsafe { libc::CPU_SET(first.unwrap(), &mut one) };
        // SAFETY: as for `sched_getaffinity`. Only this thread is restricted, and it ends below.
        let set =
            unsafe { libc::sched_setaffinity(0, size_of::<libc::cpu_set_t>(), &raw const one) };
        assert_eq!(set, 0);
        thread::available_parallelism()
    });
    assert_eq!(answer.join().unwrap().unwrap().get(), 1);
}

// ---- The book's own `spawn` and `JoinHandle` ----

use std::marker::PhantomData;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;
use std::sync::Arc;

// A handle moves its `T` to the thread that joins, so `T` has to be `Send`.
assert_impl_all!(threads::JoinHandle<Cell<u8>>: Send, Sync, Unpin);
assert_not_impl_any!(threads::JoinHandle<Rc<u8>>: Send, Sync);
assert_not_impl_any!(threads::JoinHandle<PhantomData<*const u8>>: Send, Sync);
assert_impl_all!(threads::Builder: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
// It leads to a cell, so a panic could leave what it leads to half changed. std's says the same.
assert_not_impl_any!(threads::JoinHandle<u8>: UnwindSafe, RefUnwindSafe);
assert_not_impl_any!(JoinHandle<u8>: UnwindSafe, RefUnwindSafe);
// The stages leak their packet and share it, so theirs is `Send` if the packet is `Sync`.
assert_not_impl_any!(threads::stages::relaxed::JoinHandle<Rc<u8>>: Send, Sync);
assert_not_impl_any!(threads::stages::spinning::JoinHandle<Rc<u8>>: Send, Sync);
assert_not_impl_any!(threads::stages::sleeping::JoinHandle<Rc<u8>>: Send, Sync);
assert_not_impl_any!(threads::stages::catching::JoinHandle<Rc<u8>>: Send, Sync);
// std's is both for every `T`: its `spawn` has asked for `T: Send` already.
assert_impl_all!(JoinHandle<Rc<u8>>: Send, Sync, Unpin);

/// The book's `Builder::spawn` returns an error when the operating system refuses to start a thread, and the
/// closure has been dropped by then.
#[test]
fn a_refused_thread_is_an_error_and_drops_the_closure() {
    let captured = Arc::new(());
    let inside = Arc::clone(&captured);
    // No machine has this much address space.
    let refused = threads::Builder::new()
        .stack_size(usize::MAX / 4)
        .spawn(move || drop(inside));
    refused.unwrap_err();
    assert_eq!(Arc::strong_count(&captured), 1);
}

/// With the book's `Builder` a name with a NUL in it is an error; `std`'s panics.
#[test]
fn the_books_builder_refuses_a_nul_in_a_name() {
    let named = threads::Builder::new().name("a\0b".to_owned());
    let error = named.spawn(|| ()).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
}

/// `JoinHandle::thread` gives the thread's own handle, with its number and its name, by which it can be unparked.
#[test]
fn the_books_join_handle_gives_the_threads_handle() {
    let named = threads::Builder::new().name("counter".to_owned());
    let named = named.spawn(|| {
        parking::park();
        parking::current().id()
    });
    let named = named.unwrap();
    let handle = named.thread().clone();
    assert_eq!(handle.name(), Some("counter"));
    assert_ne!(handle.id(), parking::current().id());
    handle.unpark();
    assert_eq!(named.join().unwrap(), handle.id());
    assert_eq!(threads::spawn(|| ()).thread().name(), None);
}

/// Linux knows the name of a thread that the book's `Builder` started. The standard library, which did not
/// start it, does not.
#[test]
#[cfg(target_os = "linux")]
fn linux_knows_the_name_and_std_does_not() {
    let (system, std) = threads::Builder::new()
        .name("counter".into())
        .spawn(|| {
            let system = fs::read_to_string("/proc/thread-self/comm").unwrap();
            let std = thread::current().name().map(str::to_owned);
            (system, std)
        })
        .unwrap()
        .join()
        .unwrap();
    assert_eq!((system.as_str(), std), ("counter\n", None));
}

/// The message of a panic says `<unnamed>` for a thread that the book's `Builder` started, whatever its name.
#[test]
fn a_panic_message_has_no_name_for_the_books_threads() {
    let shown = child("a_panic_message_has_no_name_for_the_books_threads", || {
        let panics = threads::Builder::new()
            .name("counter".into())
            .spawn(|| panic!("out of numbers"));
        panics.unwrap().join().unwrap_err();
    });
    let Some(shown) = shown else { return };
    assert!(shown.contains("thread '<unnamed>'"), "{shown}");
    assert!(shown.contains("out of numbers"), "{shown}");
    assert!(!shown.contains("counter"), "{shown}");
}

/// A result that nobody takes and that panics while it is dropped aborts the process, when the thread drops it.
#[test]
fn a_detached_result_that_panics_in_drop_aborts() {
    let shown = child("a_detached_result_that_panics_in_drop_aborts", || {
        let (detached, go) = channel::<()>();
        drop(threads::spawn(move || {
            go.recv().unwrap();
            PanicsInDrop
        }));
        detached.send(()).unwrap();
        hang();
    });
    assert_aborted(shown);
}

/// A result that nobody takes and that panics while it is dropped aborts the process even if the message can't be written.
#[test]
#[cfg(target_os = "linux")]
fn a_result_that_panics_in_drop_aborts_although_nobody_reads_why() {
    use std::os::unix::process::ExitStatusExt as _;

    const TEST: &str = "a_result_that_panics_in_drop_aborts_although_nobody_reads_why";
    const CHILD: &str = "THREADS_CHILD";
    if env::var_os(CHILD).is_some() {
        let handle = threads::spawn(|| PanicsInDrop);
        while !handle.is_finished() {
            thread::yield_now();
        }
        drop(handle);
        return;
    }
    // Whoever writes to it is told that the disk is full.
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let status = Command::new(env::current_exe().unwrap())
        .args(["--exact", "--nocapture", TEST])
        .env(CHILD, "1")
        .stdout(Stdio::null())
        .stderr(full)
        .status()
        .unwrap();
    assert_eq!(status.signal(), Some(6), "{status}");
}

/// A result that nobody takes and that panics while it is dropped aborts the process, when the handle drops it.
#[test]
fn a_finished_result_that_panics_in_drop_aborts() {
    let shown = child("a_finished_result_that_panics_in_drop_aborts", || {
        let handle = threads::spawn(|| PanicsInDrop);
        while !handle.is_finished() {
            thread::yield_now();
        }
        drop(handle);
    });
    assert_aborted(shown);
}

/// `std` aborts as well when a result that nobody takes panics while it is dropped.
#[test]
fn std_aborts_when_a_detached_result_panics_in_drop() {
    let shown = child("std_aborts_when_a_detached_result_panics_in_drop", || {
        drop(thread::spawn(|| PanicsInDrop));
        hang();
    });
    let Some(shown) = shown else { return };
    assert!(shown.contains("fatal runtime error"), "{shown}");
    assert!(shown.contains("signal: 6") || !cfg!(unix), "{shown}");
}

/// Without `catch_unwind`, as in the sleeping stage, a panic in the closure ends the process.
#[test]
fn a_panic_that_leaves_the_thread_ends_the_process() {
    let shown = child("a_panic_that_leaves_the_thread_ends_the_process", || {
        threads::stages::sleeping::spawn(|| panic!("out of numbers")).join();
    });
    let Some(shown) = shown else { return };
    assert!(shown.contains("out of numbers"), "{shown}");
    assert!(shown.contains("signal: 6") || !cfg!(unix), "{shown}");
}

/// A panic in the destructor of a result that was joined is a panic like any other, of whoever drops it.
#[test]
fn a_joined_result_panics_where_it_is_dropped() {
    let Ok(result) = threads::spawn(|| PanicsInDrop).join() else {
        panic!("the closure returned");
    };
    let dropped = catch_unwind(AssertUnwindSafe(|| drop(result)));
    dropped.unwrap_err();
}

/// The book's `join` returns when the closure has finished: a destructor of a thread-local may still wait
/// for something that comes after `join`.
#[test]
fn the_books_join_does_not_wait_for_thread_locals() {
    watchdog(LIMIT, || {
        let (release, released) = channel();
        let (tell, told) = channel();
        let thread = threads::spawn(move || {
            at_thread_end(move || {
                let () = released.recv().unwrap();
                tell.send(()).unwrap();
            });
        });
        thread.join().unwrap();
        // The destructor is only now let go on, and says so.
        release.send(()).unwrap();
        assert_eq!(told.recv(), Ok(()));
    });
}

/// A thread of the book's whose handle is dropped runs on.
#[test]
fn dropping_the_books_handle_detaches_the_thread() {
    let (go, wait) = channel::<()>();
    let (send, receive) = channel();
    drop(threads::spawn(move || {
        wait.recv().unwrap();
        send.send(42).unwrap();
    }));
    go.send(()).unwrap();
    assert_eq!(receive.recv_timeout(LIMIT), Ok(42));
}

/// The payload that the book's `join` returns is the one that the closure panicked with, and can be resumed.
#[test]
fn the_books_payload_can_be_resumed() {
    let thrown = Arc::new("why");
    let theirs = Arc::clone(&thrown);
    let first = threads::spawn(move || resume_unwind(Box::new(theirs)));
    let payload = first.join().unwrap_err();
    let again = threads::spawn(|| resume_unwind(payload))
        .join()
        .unwrap_err();
    let caught = again.downcast::<Arc<&str>>().unwrap();
    assert!(Arc::ptr_eq(&caught, &thrown));
}

struct PanicsInDrop;

impl Drop for PanicsInDrop {
    fn drop(&mut self) {
        panic!("dropped");
    }
}

/// Runs `body` in a child process and returns what it printed and how it ended; `None` in the child.
fn child(test: &str, body: impl FnOnce()) -> Option<String> {
    const CHILD: &str = "THREADS_CHILD";
    if env::var_os(CHILD).is_some() {
        body();
        return None;
    }
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", "--nocapture", test])
        .env(CHILD, "1");
    Some(transcript(command, LIMIT))
}

/// Waits until another thread ends the process.
fn hang() -> ! {
    loop {
        thread::park();
    }
}

fn assert_aborted(shown: Option<String>) {
    let Some(shown) = shown else { return };
    assert!(
        shown.contains("fatal: a thread's result panicked while it was dropped"),
        "{shown}"
    );
    assert!(shown.contains("signal: 6") || !cfg!(unix), "{shown}");
}
