//! The statements that the pages of *Send and Sync* make.
#![cfg(not(model))]

use std::cell::{Cell, RefCell};
use std::future::ready;
use std::io;
use std::marker::PhantomData;
use std::mem::size_of;
use std::process::Command;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, RwLock};
use std::thread;

use send_sync::{Guard, Lock, MappedGuard, ReentrantLock, ReentrantLockGuard};
use static_assertions::{assert_impl_all, assert_not_impl_any};

/// A question about the type of a value, for types that have no name.
struct Of<T>(PhantomData<T>);

fn of<T>(_: &T) -> Of<T> {
    Of(PhantomData)
}

/// The answer for all types: no.
trait Otherwise {
    fn is_send(&self) -> bool {
        false
    }
}

impl<T> Otherwise for Of<T> {}

impl<T: Send> Of<T> {
    #[expect(clippy::unused_self, reason = "the value is asked for its type")]
    fn is_send(&self) -> bool {
        true
    }
}

// ---- The two questions ----

/// What is `Send` can be moved to another thread, used there, and handed back.
#[test]
fn what_is_send_moves_to_another_thread() {
    let there = thread::spawn(|| Cell::new(1));
    let cell = there.join().unwrap();
    let there = thread::spawn(move || {
        cell.set(cell.get() + 1);
        cell
    });
    assert_eq!(there.join().unwrap().get(), 2);
}

/// What is `Sync` can be used by two threads through shared references to one value.
#[test]
fn what_is_sync_is_shared_between_threads() {
    let total = Mutex::new(0);
    thread::scope(|s| {
        s.spawn(|| *total.lock().unwrap() += 1);
        s.spawn(|| *total.lock().unwrap() += 1);
    });
    assert_eq!(total.into_inner().unwrap(), 2);
}

/// `Arc<i32>` is `Send`, `Rc<i32>` isn't; `i32` is `Sync`, `Cell<i32>` isn't, but it is `Send`.
#[test]
fn the_first_examples_are_so() {
    assert_impl_all!(Arc<i32>: Send);
    assert_not_impl_any!(Rc<i32>: Send);
    assert_impl_all!(i32: Sync);
    assert_not_impl_any!(Cell<i32>: Sync);
    assert_impl_all!(Cell<i32>: Send);
}

/// An `Arc<T>` is `Send` only if `T` is both `Send` and `Sync`.
#[test]
fn an_arc_asks_for_both() {
    assert_not_impl_any!(Arc<Cell<i32>>: Send, Sync);
    assert_not_impl_any!(Arc<MutexGuard<'static, i32>>: Send, Sync);
    assert_impl_all!(Arc<Mutex<i32>>: Send, Sync);
}

/// A `Mutex` makes something that is `Send` into something that is `Sync` as well. An `RwLock` doesn't: it is `Sync` only if its value is both.
#[test]
fn a_mutex_adds_sync() {
    assert_impl_all!(Mutex<Cell<i32>>: Send, Sync);
    assert_not_impl_any!(RwLock<Cell<i32>>: Sync);
    assert_not_impl_any!(RwLock<MutexGuard<'static, i32>>: Sync);
    assert_not_impl_any!(Mutex<Rc<i32>>: Send, Sync);
}

/// A `MutexGuard` is `Sync` if its value is, and is never `Send`.
#[test]
fn a_mutex_guard_is_sync_and_not_send() {
    assert_impl_all!(MutexGuard<'static, i32>: Sync);
    assert_not_impl_any!(MutexGuard<'static, i32>: Send);
    assert_not_impl_any!(MutexGuard<'static, Cell<i32>>: Sync);
}

/// The lock of standard output is neither `Send` nor `Sync`; that of standard input is `Sync` and not `Send`.
#[test]
fn the_lock_of_standard_output_is_neither() {
    assert_not_impl_any!(io::StdoutLock<'static>: Send, Sync);
    assert_impl_all!(io::StdinLock<'static>: Sync);
    assert_not_impl_any!(io::StdinLock<'static>: Send);
}

// ---- Who answers ----

/// The auto traits of a struct and of an enum are those that all of their fields have.
#[test]
fn the_fields_decide() {
    struct Both {
        _number: i32,
        _text: String,
    }
    struct OneCell {
        _number: i32,
        _cell: Cell<i32>,
    }
    enum OneRc {
        _Number(i32),
        _Rc(Rc<i32>),
    }
    assert_impl_all!(Both: Send, Sync);
    assert_impl_all!(OneCell: Send);
    assert_not_impl_any!(OneCell: Sync);
    assert_not_impl_any!(OneRc: Send, Sync);
}

/// A closure is `Send` if what it has captured is: a `move` closure asks the values, another asks the references.
#[test]
fn a_closure_has_the_traits_of_what_it_captures() {
    fn takes(cell: Cell<i32>) -> impl Fn() -> i32 {
        move || cell.get()
    }
    fn borrows(cell: &Cell<i32>) -> impl Fn() -> i32 {
        move || cell.get()
    }
    let cell = Cell::new(1);
    assert!(!of(&borrows(&cell)).is_send());
    assert!(of(&takes(cell)).is_send());
}

/// `PhantomData` takes away what its parameter lacks: `PhantomData<Cell<()>>` `Sync`, `PhantomData<*const ()>` both,
/// `PhantomData<MutexGuard<'static, ()>>` `Send` alone.
#[test]
fn a_phantom_takes_traits_away() {
    struct NotSync(PhantomData<Cell<()>>);
    struct Neither(PhantomData<*const ()>);
    struct NotSend(PhantomData<MutexGuard<'static, ()>>);
    assert_impl_all!(NotSync: Send);
    assert_not_impl_any!(NotSync: Sync);
    assert_not_impl_any!(Neither: Send, Sync);
    assert_impl_all!(NotSend: Sync);
    assert_not_impl_any!(NotSend: Send);
    assert_eq!(size_of::<NotSync>(), 0);
    assert_eq!(size_of::<Neither>(), 0);
    assert_eq!(size_of::<NotSend>(), 0);
}

/// An `unsafe impl` makes a wrapper of a raw pointer `Send`; without it it isn't.
#[test]
#[expect(dead_code, reason = "nothing is done with the pointers")]
fn an_unsafe_impl_gives_what_a_pointer_lacks() {
    struct Without(*mut u32);
    struct With(*mut u32);
    // SAFETY: nothing is ever done with the pointer.
    unsafe impl Send for With {}
    assert_not_impl_any!(Without: Send, Sync);
    assert_impl_all!(With: Send);
    assert_not_impl_any!(With: Sync);
}

/// An `unsafe impl` replaces what the compiler would infer: where its bound isn't met, the type isn't `Send`, whatever its fields
/// are.
#[test]
fn an_unsafe_impl_replaces_the_inference() {
    struct Inferred<T>(PhantomData<fn(T)>);
    struct Said<T>(PhantomData<fn(T)>);
    // SAFETY: there is nothing in it.
    unsafe impl<T: Send> Send for Said<T> {}
    assert_impl_all!(Inferred<Rc<u8>>: Send);
    assert_not_impl_any!(Said<Rc<u8>>: Send);
    assert_impl_all!(Said<u8>: Send);
}

/// The auto traits leave nothing in the program: a type takes as much room with an opt-out as without.
#[test]
#[expect(dead_code, reason = "nothing is done with the fields")]
fn the_auto_traits_take_no_room() {
    struct Plain(u32);
    struct OptedOut(u32, PhantomData<*const ()>);
    assert_eq!(size_of::<OptedOut>(), size_of::<Plain>());
    assert_eq!(
        size_of::<Box<dyn Fn() + Send>>(),
        size_of::<Box<dyn Fn()>>()
    );
}

/// A closure that names a field captures the field, and one that calls a method of the struct captures the struct.
#[test]
fn a_method_captures_the_whole_struct() {
    struct Place(*mut u32);
    // SAFETY: the test uses each place on one thread.
    unsafe impl Send for Place {}
    impl Place {
        fn add_one(&mut self) {
            // SAFETY: it points to a variable that is used by nobody else meanwhile.
            unsafe { *self.0 += 1 };
        }
    }
    let mut depth = 7;
    let mut place = Place(&raw mut depth);
    thread::scope(|s| {
        s.spawn(move || place.add_one());
    });
    assert_eq!(depth, 8);
}

/// In the edition of 2018 a closure that names a field captures the whole struct, and the program that later editions refuse compiles.
#[test]
fn an_older_edition_captures_the_whole_struct() {
    let compiles = |edition| {
        Command::new("rustc")
            .args(["--edition", edition, "--emit", "metadata=-"])
            .arg("tests/reject/field_captured.rs")
            .output()
            .unwrap()
            .status
            .success()
    };
    assert!(compiles("2018"));
    assert!(!compiles("2021"));
}

// ---- Futures ----

/// The future of an `async` function is `Send` if all that it holds across an `.await` is. A block ends the life of what is in it; so does the end of a
/// statement.
#[test]
fn what_is_gone_before_the_await_does_not_count() {
    static BERTHS: Mutex<u32> = Mutex::new(3);

    async fn in_a_block() {
        {
            let mut berths = BERTHS.lock().unwrap();
            *berths -= 1;
        }
        ready(()).await;
    }

    async fn in_a_statement() {
        *BERTHS.lock().unwrap() -= 1;
        ready(()).await;
    }

    #[expect(clippy::await_holding_lock, reason = "to see what comes of it")]
    async fn across() {
        let mut berths = BERTHS.lock().unwrap();
        ready(()).await;
        *berths -= 1;
    }

    assert!(of(&in_a_block()).is_send());
    assert!(of(&in_a_statement()).is_send());
    assert!(!of(&across()).is_send());
}

// ---- What the section builds ----

/// `Lock` and `ReentrantLock` are `Send` and `Sync` exactly if their value is `Send`.
#[test]
fn the_locks_ask_for_send() {
    assert_impl_all!(Lock<Cell<u8>>: Send, Sync);
    assert_not_impl_any!(Lock<Rc<u8>>: Send, Sync);
    assert_not_impl_any!(Lock<MutexGuard<'static, u8>>: Send, Sync);
    assert_impl_all!(ReentrantLock<Cell<u8>>: Send, Sync);
    assert_not_impl_any!(ReentrantLock<Rc<u8>>: Send, Sync);
    assert_not_impl_any!(ReentrantLock<MutexGuard<'static, u8>>: Send, Sync);
}

/// The guards of `Lock` and `ReentrantLock` are `Sync` exactly if their value is, and never `Send`.
#[test]
fn the_guards_are_sync_and_not_send() {
    assert_impl_all!(Guard<'static, u8>: Sync);
    assert_impl_all!(Guard<'static, MutexGuard<'static, u8>>: Sync);
    assert_not_impl_any!(Guard<'static, Cell<u8>>: Sync);
    assert_not_impl_any!(Guard<'static, u8>: Send);
    assert_impl_all!(ReentrantLockGuard<'static, u8>: Sync);
    assert_impl_all!(ReentrantLockGuard<'static, MutexGuard<'static, u8>>: Sync);
    assert_not_impl_any!(ReentrantLockGuard<'static, Cell<u8>>: Sync);
    assert_not_impl_any!(ReentrantLockGuard<'static, u8>: Send);
}

/// A guard of a part asks of the part, and not of the whole.
#[test]
fn a_mapped_guard_asks_of_the_part() {
    assert_impl_all!(MappedGuard<'static, Cell<u8>, u8>: Sync);
    assert_not_impl_any!(MappedGuard<'static, u8, Cell<u8>>: Sync);
    assert_not_impl_any!(MappedGuard<'static, u8, u8>: Send);
}

/// The inferred guard is `Sync` for a `Cell`, and even `Send`.
#[test]
fn an_inferred_guard_is_both() {
    assert_impl_all!(send_sync::stages::inferred::Guard<'static, Cell<u8>>: Send, Sync);
}

/// A lock and its guards work for values whose size isn't known.
#[test]
fn a_lock_holds_what_is_unsized() {
    let lock: Box<Lock<[u32]>> = Box::new(Lock::new([1, 2, 3]));
    lock.lock()[1] = 7;
    assert_eq!(*lock.lock(), [1, 7, 3]);
    *Guard::map(lock.lock(), |all| &mut all[2]) = 9;
    assert_eq!(*lock.lock(), [1, 7, 9]);
    let reentrant: Box<ReentrantLock<[RefCell<u32>]>> =
        Box::new(ReentrantLock::new([RefCell::new(1)]));
    *reentrant.lock()[0].borrow_mut() += 1;
    assert_eq!(*reentrant.lock()[0].borrow(), 2);
}

/// Who owns a reentrant lock, or has borrowed it exclusively, needs no guard.
#[test]
fn a_reentrant_lock_gives_its_value_to_its_owner() {
    let mut lock = ReentrantLock::new(1);
    *lock.get_mut() += 1;
    assert_eq!(*lock.lock(), 2);
    assert_eq!(lock.into_inner(), 2);
}
