//! What the section's page states, one test each.
#![cfg(not(model))]

use std::cell::{Cell, LazyCell, OnceCell, Ref, RefCell};
use std::mem::{replace, size_of, take};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command;
use std::ptr::NonNull;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU8, AtomicU64, AtomicUsize};
use std::sync::{Mutex, RwLock, TryLockError};
use std::thread;
use std::time::Duration;

#[cfg(target_os = "linux")]
use harness::hangs;
use harness::{run, transcript};
use static_assertions::{assert_impl_all, assert_not_impl_any};

/// Far longer than any of these takes.
const LIMIT: Duration = Duration::from_mins(1);

/// Whether an example panics with these words.
fn panics(example: &str, words: &str) {
    let shown = run(example);
    assert!(shown.contains(words), "{shown}");
    assert!(shown.ends_with("exit status: 101\n"), "{shown}");
}

// ---- Shared and exclusive ----

/// What a shared reference to a `Cell` leads to can change between two looks, by another shared reference.
#[test]
fn a_cell_changes_behind_a_shared_reference() {
    assert_eq!(run("two_references"), "changed: false\nchanged: true\n");
}

/// A value in a `Cell` or a `RefCell` that is had exclusively is had as any other: by a plain `&mut`, and without a check.
#[test]
fn exclusive_access_to_a_cell_needs_no_check() {
    let mut cell = Cell::new(vec![1]);
    cell.get_mut().push(2);
    assert_eq!(cell.into_inner(), [1, 2]);

    let mut cell = RefCell::new(vec![1]);
    std::mem::forget(cell.borrow());
    cell.get_mut().push(2);
    assert_eq!(cell.into_inner(), [1, 2]);
}

/// Two exclusive references that lead to one place can exist in safe code, if what they refer to takes no room.
#[test]
fn exclusive_references_to_nothing_may_be_at_one_place() {
    let mut units = [(), ()];
    let (one, other) = units.split_at_mut(1);
    let (one, other) = (&mut one[0], &mut other[0]);
    assert_eq!(&raw const *one, &raw const *other);
    *one = ();
    *other = ();
}

/// Memory behind a raw pointer can be written through a shared reference to the pointer, with no cell: the reference covers
/// the pointer and not what it leads to.
#[test]
fn what_is_behind_a_pointer_needs_no_cell() {
    struct Handle(NonNull<u32>);
    impl Handle {
        fn add(&self) {
            // SAFETY: it leads to a box of which nobody else knows.
            unsafe { *self.0.as_ptr() += 1 };
        }
    }
    let handle = Handle(NonNull::from(Box::leak(Box::new(1))));
    let (one, other) = (&handle, &handle);
    one.add();
    other.add();
    // SAFETY: it came out of a box, and the handle isn't used again.
    assert_eq!(*unsafe { Box::from_raw(handle.0.as_ptr()) }, 3);
}

// ---- Cell ----

/// `Cell::get` copies, `set` and `replace` move in, and `replace`, `take` and `into_inner` move out. A value that isn't `Copy` may be
/// in one.
#[test]
fn a_cell_copies_or_moves_in_and_out() {
    let cell = Cell::new(1);
    let copy = cell.get();
    cell.set(2);
    assert_eq!((copy, cell.get()), (1, 2));

    let cell = Cell::new(String::from("one"));
    assert_eq!(cell.replace("two".into()), "one");
    assert_eq!(cell.take(), "two");
    assert_eq!(cell.into_inner(), "");
}

/// Between `take` and `set`, the cell holds the default.
#[test]
fn between_take_and_set_the_default_is_there() {
    assert_eq!(
        run("takes"),
        "meanwhile: []\nat last: [\"Ada\", \"Grace\"]\n"
    );
}

/// `Cell::from_mut` and `as_slice_of_cells` make an exclusive reference to a slice into shared references to its elements, through
/// which they can be written.
#[test]
fn a_slice_can_be_written_through_many_references() {
    assert_eq!(run("several_cells"), "[19, 9, 0]\n");
}

/// A `Cell` or `UnsafeCell` takes no more room than its value. An `Option` of one may: what no value of the type uses is not to be
/// had inside a cell.
#[test]
fn a_cell_takes_no_room_and_hides_unused_values() {
    assert_eq!(size_of::<Cell<u64>>(), size_of::<u64>());
    assert_eq!(size_of::<Option<bool>>(), 1);
    assert_eq!(size_of::<Option<Cell<bool>>>(), 2);
}

/// `get` on a `Cell` of an array gives a copy of the array, and to change an element of it changes the copy, without a warning.
#[test]
fn to_change_what_get_returns_changes_a_copy() {
    assert_eq!(run("changed_copy"), "[0, 0, 0]\n[0, 1, 0]\n");
    let built = Command::new("rustc")
        .args([
            "--edition",
            "2024",
            "-D",
            "warnings",
            "--emit",
            "metadata=-",
        ])
        .arg("examples/changed_copy.rs")
        .output()
        .unwrap();
    assert!(built.status.success());
}

/// When something fails between `take` and `set`, what was taken is gone.
#[test]
fn what_fails_between_take_and_set_leaves_the_default() {
    assert!(run("left_empty").ends_with("[900]\n"));
    assert!(run("not_left_empty").ends_with("[1200, 1500, 900]\n"));
}

// ---- RefCell ----

/// A `RefCell` lends to any number of readers, or to one writer.
#[test]
fn a_refcell_lends_to_many_or_to_one() {
    assert_eq!(
        run("borrows"),
        "2 and 2 people\nnow? false\nand now? true\n"
    );
    let cell = RefCell::new(1);
    let _writer = cell.borrow_mut();
    assert!(cell.try_borrow().is_err());
    assert!(cell.try_borrow_mut().is_err());
}

/// A borrow that conflicts with one that lasts panics, where it is asked for.
#[test]
fn a_conflicting_borrow_panics() {
    panics(
        "double_borrow",
        "double_borrow.rs:8:11:\nRefCell already borrowed\n",
    );
}

/// `Ref::map` and its kin make a guard of a part, which a function can return.
#[test]
fn a_guard_can_be_narrowed() {
    assert_eq!(run("narrowed"), "None\nSome(\"Ada\")\n");
}

/// A `RefCell` takes room for its count besides its value.
#[test]
fn a_refcell_has_room_for_its_count() {
    assert_eq!(size_of::<RefCell<()>>(), size_of::<isize>());
    assert_eq!(size_of::<RefCell<u8>>(), 2 * size_of::<isize>());
}

/// A panic while a `RefCell` is borrowed ends the borrow and leaves no mark: a `RefCell` has no poisoning. A `Mutex` and an `RwLock` that
/// is held for writing have.
#[test]
fn a_refcell_is_not_poisoned() {
    let cell = RefCell::new(1);
    let mutex = Mutex::new(1);
    let rwlock = RwLock::new(1);
    let panic = |f: &dyn Fn()| drop(catch_unwind(AssertUnwindSafe(f)).unwrap_err());
    panic(&|| {
        let _guard = cell.borrow_mut();
        panic!("while it is borrowed");
    });
    assert!(cell.try_borrow_mut().is_ok());
    panic(&|| {
        let _guard = mutex.lock();
        panic!("while it is locked");
    });
    assert!(mutex.is_poisoned());
    panic(&|| {
        let _guard = rwlock.write();
        panic!("while it is locked");
    });
    assert!(rwlock.is_poisoned());
}

/// A guard that lasts while another function is called can make that function panic.
#[test]
fn a_borrow_that_lasts_across_a_call_can_conflict() {
    panics(
        "held_across_a_call",
        "held_across_a_call.rs:11:20:\nRefCell already borrowed\n",
    );
    assert_eq!(
        run("let_go_before_the_call"),
        "[\"Ada\", \"guest of Ada\"]\n"
    );
}

/// A guard in what a `match` looks at lasts to the end of the `match`, though all that is matched is a number.
#[test]
fn a_match_keeps_its_guard() {
    panics(
        "match_holds",
        "match_holds.rs:13:20:\nRefCell already borrowed\n",
    );
    assert_eq!(run("match_lets_go"), "0 left\n");
}

/// In the edition of 2024, a guard in what an `if let` looks at is gone in the `else`; in that of 2021, the same program panics.
#[test]
fn an_if_let_lets_go_before_its_else_since_2024() {
    assert_eq!(run("if_let_else"), "[\"Ada\"]\n");
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("if_let_else_2021");
    let built = Command::new("rustc")
        .args(["--edition", "2021", "examples/if_let_else.rs", "-o"])
        .arg(&program)
        .status()
        .unwrap();
    assert!(built.success());
    let shown = transcript(Command::new(program), LIMIT);
    assert!(shown.contains("RefCell already borrowed"), "{shown}");
}

/// In the edition of 2024, a guard in the last expression of a block is gone before the block's own variables; in that of 2021 it
/// outlives them, and the compiler refuses a guard of one of them.
#[test]
fn a_block_lets_go_before_its_variables_since_2024() {
    let program =
        "pub fn f() -> usize { let c = std::cell::RefCell::new(\"..\"); c.borrow().len() }";
    let source = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tail.rs");
    std::fs::write(&source, program).unwrap();
    let build = |edition| {
        let output = Command::new("rustc")
            .args([
                "--crate-type",
                "lib",
                "--emit",
                "metadata",
                "--edition",
                edition,
            ])
            .arg("--out-dir")
            .arg(env!("CARGO_TARGET_TMPDIR"))
            .arg(&source)
            .output()
            .unwrap();
        (
            output.status.success(),
            String::from_utf8_lossy(&output.stderr).contains("E0597"),
        )
    };
    assert_eq!(build("2024"), (true, false));
    assert_eq!(build("2021"), (false, true));
}

/// A list of functions that is borrowed while they are called can't be changed by them.
#[test]
fn a_callback_finds_the_list_borrowed() {
    panics(
        "bell_calls_back",
        "bell_calls_back.rs:12:24:\nRefCell already borrowed\n",
    );
    let shown = "The doors are closed.\n--\nThe doors are closed.\nToo late.\n";
    assert_eq!(run("bell_lets_go"), shown);
}

/// A guard that is never dropped leaves its cell borrowed, though it can't be reached any more; exclusive access to the
/// cell still works.
#[test]
fn a_forgotten_guard_blocks_its_cell() {
    assert_eq!(run("forgotten"), "false\n[\"Ada\"]\n");
}

/// Two values in `Rc`s that refer to each other through a `RefCell` are never dropped; with a `Weak` between them they are.
#[test]
fn a_cycle_through_a_refcell_leaks() {
    assert_eq!(run("cycle"), "The curtain falls.\n");
    let shown = "The curtain falls.\nMario goes home\nTosca goes home\n";
    assert_eq!(run("cycle_weak"), shown);
}

// ---- OnceCell ----

/// A `OnceCell` is written once, and lends plain references from then on.
#[test]
fn a_oncecell_is_written_once_and_lends_plainly() {
    assert_eq!(run("once"), "(painting)\nTOSCA\nTOSCA\n");
    let cell = OnceCell::new();
    assert_eq!(cell.get(), None);
    cell.set(1).unwrap();
    let lent: &u32 = cell.get().unwrap();
    assert_eq!(cell.set(2), Err(2));
    assert_eq!(lent, &1);
}

/// A `LazyCell` is a `OnceCell` that knows how to make its value.
#[test]
fn a_lazycell_knows_how_to_make_its_value() {
    let made = Cell::new(0);
    let cell = LazyCell::new(|| made.replace(made.get() + 1));
    assert_eq!((made.get(), *cell, *cell, made.get()), (0, 0, 0, 1));
}

// ---- One thread ----

/// A cell can be moved to another thread if its value can. It can't be shared with one.
#[test]
fn a_cell_can_move_to_another_thread() {
    assert_impl_all!(Cell<u32>: Send);
    assert_impl_all!(RefCell<u32>: Send);
    assert_impl_all!(OnceCell<u32>: Send);
    assert_not_impl_any!(Cell<u32>: Sync);
    assert_not_impl_any!(RefCell<u32>: Sync);
    assert_not_impl_any!(OnceCell<u32>: Sync);
    assert_not_impl_any!(Cell<Rc<u32>>: Send);
    assert_not_impl_any!(Ref<'static, u32>: Send, Sync);
    let cell = Cell::new(1);
    let back = thread::spawn(move || {
        cell.set(2);
        cell
    });
    assert_eq!(back.join().unwrap().get(), 2);
}

/// Where a `RefCell` panics, an `RwLock` waits, and can wait for ever: for a guard of the same thread.
#[test]
#[cfg(target_os = "linux")]
fn an_rwlock_waits_where_a_refcell_panics() {
    hangs("rwlock_hangs");
}

/// Where a second reader of a `RefCell` is let in, a second reader of an `RwLock` may wait for a writer who waits for the first.
#[test]
#[cfg(target_os = "linux")]
fn a_second_reader_of_an_rwlock_may_wait() {
    hangs("second_read_hangs");
    let cell = RefCell::new(1);
    let _first = cell.borrow();
    assert!(cell.try_borrow().is_ok());
}

/// A `Mutex` lends to one, reader or not.
#[test]
fn a_mutex_lends_to_one() {
    let mutex = Mutex::new(1);
    let _reader = mutex.lock().unwrap();
    assert!(matches!(mutex.try_lock(), Err(TryLockError::WouldBlock)));
}

/// Taking and releasing std's locks when nobody is in the way makes no system call on Linux.
#[test]
#[cfg(target_os = "linux")]
fn a_lock_that_nobody_holds_makes_no_system_call() {
    assert_eq!(run("no_system_call"), "locked without the system\n");
}

/// An atomic is as large as its value, and there are no more of them than there are integers, `bool` and pointers.
#[test]
fn atomics_are_as_large_as_their_values() {
    assert_eq!(size_of::<AtomicBool>(), 1);
    assert_eq!(size_of::<AtomicU8>(), 1);
    assert_eq!(size_of::<AtomicU64>(), 8);
    assert_eq!(size_of::<AtomicUsize>(), size_of::<usize>());
    assert_eq!(size_of::<AtomicPtr<u64>>(), size_of::<usize>());
}

/// Which atomics there are depends on the target; on some there are none that can add.
#[test]
fn atomics_depend_on_the_target() {
    let shown = run("atomics_by_target");
    let row = |target: &str| {
        let row = shown.lines().find(|line| line.starts_with(target)).unwrap();
        row.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(row("x86_64-unknown-linux-gnu"), "yes yes yes yes -");
    assert_eq!(row("aarch64-apple-darwin"), "yes yes yes yes yes");
    assert_eq!(row("powerpc-unknown-linux-gnu"), "yes yes yes - -");
    assert_eq!(row("thumbv6m-none-eabi"), "- - - - -");
}

/// With `&mut self`, `mem::take` and `mem::replace` do for a field what `Cell` does through `&self`.
#[test]
fn take_and_replace_work_without_a_cell() {
    let mut names = vec![1];
    assert_eq!(replace(&mut names, vec![2]), [1]);
    assert_eq!(take(&mut names), [2]);
    assert!(names.is_empty());
}
