//! What the pages state, one test each.
#![cfg(not(model))]

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier, Mutex, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use harness::{hangs, run, stuck, watchdog};
use static_assertions::assert_impl_all;

/// Far longer than any of these takes.
const LIMIT: Duration = Duration::from_mins(1);

/// Whether somebody holds the mutex.
fn is_held<T>(mutex: &Mutex<T>) -> bool {
    matches!(mutex.try_lock(), Err(TryLockError::WouldBlock))
}

// ---- What a mutex does ----

/// Whoever looks under the lock sees what was there before or after another thread's turn, and never what was in between.
#[test]
fn a_look_sees_only_whole_turns() {
    // The page's program takes such turns: it locks, and then goes through the hundred.
    let (before, turn) = include_str!("../examples/pickers.rs")
        .split_once("for _ in 0..100")
        .unwrap();
    assert!(
        before
            .trim_end()
            .ends_with("let mut apples = apples.lock().unwrap();")
    );
    assert!(
        turn.trim_start_matches([' ', '{', '\n'])
            .starts_with("*apples += 1;")
    );
    for done in 0..=10 {
        let apples = Arc::new(Mutex::new(0));
        let turn = |apples: &Mutex<u32>, halfway: &dyn Fn()| {
            let mut apples = apples.lock().unwrap();
            for apple in 0..100 {
                if apple == 50 {
                    halfway();
                }
                *apples += 1;
            }
        };
        for _ in 0..done {
            let apples = Arc::clone(&apples);
            let picker = thread::spawn(move || turn(&apples, &|| ()));
            picker.join().unwrap();
        }
        assert_eq!(*apples.lock().unwrap(), done * 100);
        // One more has its turn half done: nobody can look.
        turn(&Arc::clone(&apples), &|| assert!(is_held(&apples)));
        assert_eq!(*apples.lock().unwrap(), (done + 1) * 100);
    }
}

/// Ten threads that add a hundred each under a lock come to a thousand; `into_inner` gives the value without locking.
#[test]
fn ten_threads_add_a_hundred_each() {
    assert!(run("pickers").ends_with("in all: 1000\n"));
    assert_eq!(run("arc_pickers"), "in all: 1000\n");
    let mutex = Mutex::new(1000);
    assert_eq!(mutex.into_inner().unwrap(), 1000);
}

/// Where the system keeps the state of the thread that calls this; `None` where it has no such place.
fn this_task() -> Option<PathBuf> {
    let task = fs::read_link("/proc/thread-self").ok()?;
    Some(Path::new("/proc").join(task).join("stat"))
}

/// Whether that thread is asleep, as far as the system tells.
fn sleeps(task: Option<&Path>) -> bool {
    task.is_none_or(|stat| {
        let stat = fs::read_to_string(stat).unwrap_or_default();
        stat.rsplit_once(") ")
            .is_some_and(|(_, state)| state.starts_with('S'))
    })
}

/// Whoever locks while another thread holds the lock waits until that has let go, and sees what it did.
#[test]
fn who_comes_second_waits() {
    watchdog(LIMIT, || {
        let apples = Mutex::new(0);
        let (tell, told) = channel();
        thread::scope(|s| {
            let mut guard = apples.lock().unwrap();
            *guard = 50;
            s.spawn(|| {
                tell.send(this_task()).unwrap();
                let seen = *apples.lock().unwrap();
                tell.send(None).unwrap();
                assert_eq!(seen, 100);
            });
            let second = told.recv().unwrap();
            // It has nothing to do but lock.
            while !sleeps(second.as_deref()) {
                assert!(told.try_recv().is_err(), "it doesn't wait");
                thread::yield_now();
            }
            *guard = 100;
        });
    });
}

/// `try_lock` doesn't wait: it says that the lock is held.
#[test]
fn try_lock_does_not_wait() {
    let apples = Mutex::new(100);
    let guard = apples.lock().unwrap();
    assert!(is_held(&apples));
    drop(guard);
    assert_eq!(apples.try_lock().map(|apples| *apples).unwrap(), 100);
}

/// A guard unlocks when it is dropped: by `drop`, at the end of its block, on `return` and `?`, and when a panic unwinds.
#[test]
fn a_guard_unlocks_when_it_is_dropped() {
    let apples = Mutex::new(0);
    let guard = apples.lock().unwrap();
    drop(guard);
    assert!(!is_held(&apples));
    {
        let _guard = apples.lock().unwrap();
        assert!(is_held(&apples));
    }
    assert!(!is_held(&apples));
    let returns = |early| {
        let _guard = apples.lock().unwrap();
        if early {
            assert!(is_held(&apples));
            return 1;
        }
        2
    };
    assert_eq!(returns(true), 1);
    assert!(!is_held(&apples));
    let asks = |answer: Option<u32>| {
        let _guard = apples.lock().unwrap();
        let answer = answer?;
        Some(answer)
    };
    assert_eq!(asks(None), None);
    assert!(!is_held(&apples));
    thread::scope(|s| {
        let panics = s.spawn(|| {
            let _guard = apples.lock().unwrap();
            panic!("on purpose");
        });
        panics.join().unwrap_err();
    });
    assert!(!is_held(&apples));
}

/// Whoever has the mutex exclusively gets at the value without locking.
#[test]
fn get_mut_needs_no_lock() {
    let mut apples = Mutex::new(100);
    *apples.get_mut().unwrap() += 1;
    assert_eq!(apples.into_inner().unwrap(), 101);
}

/// A mutex is `Send` and `Sync` by itself, if what is in it is `Send`. Threads of a scope share it without an `Arc`.
#[test]
fn a_mutex_is_shared_without_an_arc() {
    assert_impl_all!(Mutex<u32>: Send, Sync);
    assert_impl_all!(Mutex<Cell<u32>>: Send, Sync);
    assert_impl_all!(&Mutex<u32>: Send, Sync);
    assert!(!include_str!("../examples/pickers.rs").contains("Arc"));
    assert!(run("pickers").ends_with("in all: 1000\n"));
}

/// A mutex of nothing is possible, and keeps other threads out as any other does.
#[test]
fn a_mutex_of_nothing_is_possible() {
    static LINES: Mutex<()> = Mutex::new(());
    let lines = LINES.lock().unwrap();
    thread::scope(|s| s.spawn(|| assert!(is_held(&LINES))).join().unwrap());
    drop(lines);
    thread::scope(|s| s.spawn(|| assert!(!is_held(&LINES))).join().unwrap());
}

/// `Mutex::new` can initialise a static; what isn't constant goes into a `LazyLock`, which locks on its own account, once.
#[test]
fn a_static_can_be_a_mutex() {
    let shown = "[\"we begin\", \"a list was made\"]\n{\"apple\": 35, \"pear\": 45}\n";
    assert_eq!(run("statics"), shown);
}

// ---- Keep it short ----

/// Of ten threads that work while they hold a lock, one at a time is at work.
#[test]
fn work_under_a_lock_is_done_by_one_at_a_time() {
    let (lock, at_work, most) = (Mutex::new(0), AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|s| {
        for _ in 0..10 {
            s.spawn(|| {
                let mut apples = lock.lock().unwrap();
                // ORDERING: Relaxed: only the numbers count.
                most.fetch_max(at_work.fetch_add(1, Relaxed) + 1, Relaxed);
                *apples += 100;
                thread::yield_now();
                // ORDERING: Relaxed, as above.
                at_work.fetch_sub(1, Relaxed);
            });
        }
    });
    assert_eq!(most.into_inner(), 1);
}

/// Threads that wait for each other while they hold a lock wait for ever. When they have let go of it they can all be at work at once.
#[test]
fn work_after_letting_go_is_done_at_once() {
    hangs("at_work_holding");
    assert_eq!(run("at_work"), "ten were at work at once\n");
}

/// Ten threads that each sleep while they hold one lock take at least ten times as long as one.
#[test]
fn sleeps_under_a_lock_add_up() {
    const PAUSE: Duration = Duration::from_millis(2);
    let lock = Mutex::new(());
    let start = Instant::now();
    thread::scope(|s| {
        for _ in 0..10 {
            s.spawn(|| {
                let _guard = lock.lock().unwrap();
                thread::sleep(PAUSE);
            });
        }
    });
    assert!(start.elapsed() >= 10 * PAUSE);
}

// ---- What the compiler can't catch ----

/// A thread that locks a mutex of the standard library which it holds already waits for ever, here.
#[test]
fn to_lock_twice_is_to_wait_for_ever() {
    hangs("locks_twice");
    assert_eq!(run("locks_once"), "1 apples\n180 grams\n");
}

/// To look under a lock and act under the next is to act on what is no longer so. Under one lock it isn't.
#[test]
fn what_was_seen_under_one_lock_is_old_under_the_next() {
    assert_eq!(run("last_seat"), "-1 seats are left\n");
    assert_eq!(run("last_seat_kept"), "0 seats are left\n");
}

/// A lock that stands beside its data can be forgotten: the program compiles, and sees what is half done.
#[test]
fn a_lock_beside_its_data_can_be_forgotten() {
    assert_eq!(run("apart"), "9 apples\n");
}

/// A guard that is never dropped never unlocks. Exclusive access still works.
#[test]
fn a_forgotten_guard_never_unlocks() {
    assert_eq!(
        run("forgotten"),
        "can it be locked? false\nexclusively: [180]\n"
    );
}

/// A `while let` that pops from a locked queue holds the lock while it works: one job at a time is done, and jobs that need each other never end.
#[test]
fn a_while_let_works_under_the_lock() {
    hangs("one_at_a_time");
    let two = run("two_at_a_time");
    assert!(two.starts_with("begun\nbegun\n"), "{two}");
}

/// A `match` on what a locked mutex gives holds the lock in its arms, though what is matched is a number.
#[test]
fn a_match_works_under_the_lock() {
    hangs("match_holds");
    assert_eq!(run("match_lets_go"), "165 grams: put back\n2 are left\n");
}

/// An assignment to a number behind a lock computes its right side before it locks. A method call locks before it computes its arguments.
#[test]
fn an_assignment_locks_after_its_right_side() {
    let shown =
        "total is free: true\nlist is free: true\ntotal is free: true\nlist is free: false\n";
    assert_eq!(run("slow_sums"), shown);
}

/// An `else` that locks what its `if let` has locked waits for ever in the edition of 2021. In that of 2024 the same program ends.
#[test]
fn an_else_that_locks_again_ends_since_2024() {
    assert_eq!(run("if_let_else"), "nothing yet\n[180]\n");
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("if_let_else_2021");
    let built = Command::new("rustc")
        .args(["--edition", "2021", "examples/if_let_else.rs", "-o"])
        .arg(&program)
        .status()
        .unwrap();
    assert!(built.success());
    assert_eq!(stuck(Command::new(program)), "nothing yet\n");
}

/// A block that ends with a guard of its own mutex is refused in the edition of 2021 (E0597), and compiles in that of 2024.
#[test]
fn a_block_may_end_with_a_guard_of_its_own_mutex_since_2024() {
    let build = |edition| {
        let output = Command::new("rustc")
            .args(["--edition", edition, "--emit", "metadata", "--out-dir"])
            .arg(env!("CARGO_TARGET_TMPDIR"))
            .arg("examples/own_mutex.rs")
            .output()
            .unwrap();
        (
            output.status.success(),
            String::from_utf8_lossy(&output.stderr).contains("error[E0597]"),
        )
    };
    assert_eq!(build("2021"), (false, true));
    assert_eq!(build("2024"), (true, false));
}

/// The compiler's own lint on `let _ =` knows the standard library's guards. A guard of another type it lets pass, and that unlocks at once.
#[test]
fn the_compilers_lint_knows_stds_guards_only() {
    let book = mutex::Mutex::new(0);
    let _ = book.lock();
    assert!(book.try_lock().is_some());
}

// ---- Beyond ----

/// Two parts of one map that have a lock each can be held by two threads at once.
#[test]
fn two_shards_can_be_held_at_once() {
    assert_eq!(run("shards"), "400 in all\n");
    watchdog(LIMIT, || {
        let shards = [Mutex::new(0), Mutex::new(0)];
        let both_hold = Barrier::new(2);
        thread::scope(|s| {
            for shard in &shards {
                s.spawn(|| {
                    let _guard = shard.lock().unwrap();
                    both_hold.wait();
                });
            }
        });
    });
}

/// A guard of a part holds the lock of the whole, and lends the part alone.
#[test]
fn a_guard_of_a_part_holds_the_whole() {
    assert_eq!(run("part"), "can it be locked? false\n[30, 25, 20]\n");
}
