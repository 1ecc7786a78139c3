//! The statements that the pages of *Borrowing and data races* make.
#![cfg(not(model))]

use std::cell::Cell;
use std::fs;
use std::rc::Rc;
use std::thread;
use std::time::Duration;

use borrowing::message::Slot;
use borrowing::mutex::Lock;
use borrowing::{atomic, message, mutex, racy};
use harness::{command, hangs, run, transcript};
use static_assertions::{assert_impl_all, assert_not_impl_any};

mod specimens;

use specimens::ALL;

/// Any number of threads may read through shared references at once.
#[test]
fn many_threads_may_read_together() {
    let ships = [String::from("Heron"), String::from("Gannet")];
    let lengths = thread::scope(|s| {
        let threads = [(); 4].map(|()| s.spawn(|| ships.iter().map(String::len).sum::<usize>()));
        threads.map(|thread| thread.join().unwrap())
    });
    assert_eq!(lengths, [11; 4]);
}

/// Two threads may add to one number through shared references, if the number is an atomic.
#[test]
fn two_threads_may_add_to_an_atomic() {
    assert_eq!(run("counted"), "2000\n");
}

/// In a program with debug assertions, the standard library notices a `get_unchecked` past the end, and ends the process.
#[test]
fn a_debug_build_notices_get_unchecked_past_the_end() {
    let shown = run("unchecked");
    assert!(shown.contains("unsafe precondition(s) violated"), "{shown}");
    assert!(shown.contains("exit status: none"), "{shown}");
}

/// Bugs of the compiler let safe code break the rules: this compiler accepts a program without `unsafe` that has two exclusive
/// references to one number.
#[test]
fn a_bug_of_the_compiler_breaks_the_rules_in_safe_code() {
    let source = fs::read_to_string("examples/hole.rs").unwrap();
    assert!(source.contains("#![forbid(unsafe_code)]"));
    assert_eq!(run("hole"), "The same number: true\n");
}

/// On Linux a process may write to its own memory as to a file, and no `unsafe` is needed: a variable that isn't `mut`
/// changes.
#[test]
#[cfg(target_os = "linux")]
fn a_process_may_write_its_own_memory_as_a_file() {
    use std::os::unix::fs::FileExt;
    let number: u8 = std::hint::black_box(1);
    let address = (&raw const number).addr();
    let memory = fs::File::options()
        .write(true)
        .open("/proc/self/mem")
        .unwrap();
    memory.write_all_at(&[7], address as u64).unwrap();
    assert_eq!(std::hint::black_box(number), 7);
}

/// Safe code whose accesses are all atomic, in the strongest ordering, can overdraw an account: it checks and then acts.
#[test]
fn safe_code_can_check_and_then_act() {
    assert_eq!(run("overdrawn"), "The balance is -60.\n");
}

/// A type that promises falsely to be `Sync` is `Sync`: the compiler takes the promise as given.
#[test]
fn a_false_promise_is_believed() {
    assert_impl_all!(racy::Counter: Sync);
    assert_eq!(racy::Counter::new().get(), 0);
}

/// Which of the section's types may be shared and sent: a lock and a slot are `Sync` if what is in them is `Send`, and need
/// not be `Sync`.
#[test]
fn a_lock_and_a_slot_ask_for_send_and_no_more() {
    assert_impl_all!(atomic::Counter: Send, Sync);
    assert_impl_all!(mutex::Counter: Send, Sync);
    assert_impl_all!(message::Counter: Send, Sync);
    assert_impl_all!(Lock<Cell<u32>>: Send, Sync);
    assert_impl_all!(Slot<Cell<u32>>: Send, Sync);
    assert_not_impl_any!(Lock<Rc<u32>>: Send, Sync);
    assert_not_impl_any!(Slot<Rc<u32>>: Send, Sync);
    let lock = Lock::new(Cell::new(1));
    assert_eq!(lock.with(|cell| cell.replace(2)), 1);
}

/// A program that is only run shows nothing of a bug that its schedule doesn't meet or whose harm isn't visible. Of all the
/// specimens only the deadlock shows: nothing goes on.
#[test]
fn a_program_that_is_only_run_shows_little() {
    for specimen in &ALL {
        let word = if specimen.name == "deadlock" {
            hangs("stuck");
            "hangs"
        } else {
            let mut command = command("specimen");
            command.arg(specimen.name);
            let shown = transcript(command, Duration::from_mins(1));
            assert_eq!(shown, format!("{} is done\n", specimen.name));
            "nothing"
        };
        harness::settle(
            format!("tools/plain/{}.txt", specimen.name),
            &format!("{word}\n"),
        );
    }
}

/// Every bug that the section tries tools on stands in its table.
#[test]
fn every_specimen_stands_in_the_table() {
    let lines = ALL.map(|specimen| [specimen.name, ": ", specimen.bug, "\n"].concat());
    harness::settle("tools/bugs.txt", &lines.concat());
    assert!(ALL.len() >= 10, "{} bugs", ALL.len());
}
