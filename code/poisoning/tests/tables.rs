//! The section's tables. Each cell on the right is what happened when it was tried.
#![cfg(not(model))]

use std::any::Any;
use std::cell::Cell;
use std::fmt::Debug;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

use harness::table;

/// Lets `f` panic.
fn panics(f: impl FnOnce()) {
    catch_unwind(AssertUnwindSafe(f)).expect_err("it was to panic");
}

/// What came of it, in words.
fn told<T, E>(result: &Result<T, E>) -> &'static str {
    match result {
        Ok(_) => "`Ok`",
        Err(_) => "`Err`",
    }
}

/// The same for what may panic.
fn tried<T: Debug>(f: impl FnOnce() -> T) -> String {
    match catch_unwind(AssertUnwindSafe(f)) {
        Ok(value) => format!("`{value:?}`"),
        Err(payload) => format!("panics: `{}`", message(payload.as_ref())),
    }
}

fn message(payload: &dyn Any) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or(payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("?")
}

// ---- Which types ----

mod types {
    use std::cell::{LazyCell, OnceCell, RefCell};
    use std::io;
    use std::sync::{Arc, Condvar, LazyLock, Mutex, Once, OnceLock, RwLock, mpsc};
    use std::thread;

    use super::{panics, told, tried};

    pub(super) fn mutex() -> String {
        let mutex = Mutex::new(0);
        panics(|| {
            let _held = mutex.lock().unwrap();
            panic!()
        });
        format!("`lock`: {}", told(&mutex.lock()))
    }

    pub(super) fn rwlock_by_write() -> String {
        let lock = RwLock::new(0);
        panics(|| {
            let _held = lock.write().unwrap();
            panic!()
        });
        let read = told(&lock.read());
        let write = told(&lock.write());
        format!("`read`: {read}; `write`: {write}")
    }

    pub(super) fn rwlock_by_read() -> String {
        let lock = RwLock::new(0);
        panics(|| {
            let _held = lock.read().unwrap();
            panic!()
        });
        let read = told(&lock.read());
        let write = told(&lock.write());
        format!("`read`: {read}; `write`: {write}")
    }

    pub(super) fn condvar() -> String {
        let (ready, condvar) = (Mutex::new((false, false)), Condvar::new());
        thread::scope(|s| {
            let waits = s.spawn(|| {
                let mut ready = ready.lock().unwrap();
                ready.0 = true;
                let result = condvar.wait_while(ready, |ready| !ready.1);
                told(&result)
            });
            // Only one that waits has let go of the mutex with this in it.
            while !ready.lock().unwrap().0 {
                thread::yield_now();
            }
            panics(|| {
                let mut ready = ready.lock().unwrap();
                ready.1 = true;
                condvar.notify_one();
                panic!()
            });
            format!("`wait`: {}", waits.join().unwrap())
        })
    }

    pub(super) fn once() -> String {
        let once = Once::new();
        panics(|| once.call_once(|| panic!()));
        let again = tried(|| once.call_once(|| ()));
        let mut was_told = false;
        once.call_once_force(|state| was_told = state.is_poisoned());
        format!("`call_once` {again}; `call_once_force` runs, and is told: `{was_told}`")
    }

    pub(super) fn once_lock() -> String {
        let cell = OnceLock::new();
        panics(|| {
            cell.get_or_init(|| panic!());
        });
        let empty = cell.get().copied();
        format!(
            "`get`: `{empty:?}`; `get_or_init` runs again: {}",
            tried(|| *cell.get_or_init(|| 7))
        )
    }

    pub(super) fn once_cell() -> String {
        let cell = OnceCell::new();
        panics(|| {
            cell.get_or_init(|| panic!());
        });
        let empty = cell.get().copied();
        format!(
            "`get`: `{empty:?}`; `get_or_init` runs again: {}",
            tried(|| *cell.get_or_init(|| 7))
        )
    }

    pub(super) fn lazy_lock() -> String {
        let lazy = LazyLock::new(|| -> i32 { panic!() });
        panics(|| {
            let _ = *lazy;
        });
        let value = LazyLock::get(&lazy);
        format!("`*lazy` {}; `get`: `{value:?}`", tried(|| *lazy))
    }

    pub(super) fn lazy_cell() -> String {
        let lazy = LazyCell::new(|| -> i32 { panic!() });
        panics(|| {
            let _ = *lazy;
        });
        let value = LazyCell::get(&lazy);
        format!("`*lazy` {}; `get`: `{value:?}`", tried(|| *lazy))
    }

    pub(super) fn thread_local() -> String {
        thread_local! {
            static TRIES: RefCell<u32> = const { RefCell::new(0) };
            static VALUE: u32 = TRIES.with_borrow_mut(|tries| {
                *tries += 1;
                assert!(*tries > 1);
                *tries
            });
        }
        panics(|| VALUE.with(|_| ()));
        format!(
            "`with` runs it again: {}",
            tried(|| VALUE.with(|value| *value))
        )
    }

    pub(super) fn ref_cell() -> String {
        let cell = RefCell::new(0);
        panics(|| {
            let _held = cell.borrow_mut();
            panic!()
        });
        format!("`try_borrow_mut`: {}", told(&cell.try_borrow_mut()))
    }

    pub(super) fn receiver() -> String {
        let (sender, receiver) = mpsc::channel();
        panics(|| {
            let _receiver = receiver;
            panic!()
        });
        format!("`send`: {}, as when it is dropped", told(&sender.send(7)))
    }

    pub(super) fn sender() -> String {
        let (sender, receiver) = mpsc::channel();
        panics(|| {
            sender.send(7).unwrap();
            let _sender = sender;
            panic!()
        });
        let (first, then) = (told(&receiver.recv()), told(&receiver.recv()));
        format!("`recv`: {first} for what was sent, then {then}, as when it is dropped")
    }

    pub(super) fn join() -> String {
        let thread = thread::spawn(|| panic!());
        format!("`join`: {}", told(&thread.join()))
    }

    pub(super) fn scope() -> String {
        let scope = || {
            thread::scope(|s| {
                s.spawn(|| panic!());
            });
        };
        format!("`scope` {}", tried(scope))
    }

    pub(super) fn stdout() -> String {
        panics(|| {
            let _held = io::stdout().lock();
            panic!()
        });
        // On another thread: the one that has it may lock it again anyway.
        let thread = thread::spawn(|| drop(io::stdout().lock()));
        format!("`lock` returns: {}", told(&thread.join()))
    }

    pub(super) fn make_mut() -> String {
        #[derive(Debug)]
        struct NoClone(u32);

        impl Clone for NoClone {
            fn clone(&self) -> Self {
                panic!()
            }
        }

        let mut ours = Arc::new(NoClone(7));
        let theirs = Arc::clone(&ours);
        panics(|| {
            Arc::make_mut(&mut ours);
        });
        let untouched = Arc::ptr_eq(&ours, &theirs) && ours.0 == 7;
        format!("both have the value as it was: `{untouched}`")
    }

    pub(super) fn parking_lot() -> String {
        let mutex = parking_lot::Mutex::new(0);
        panics(|| {
            let _held = mutex.lock();
            panic!()
        });
        format!("`lock` returns: {}", tried(|| *mutex.lock()))
    }

    pub(super) fn book() -> String {
        let mutex = poisoning::Mutex::new(0);
        panics(|| {
            let _held = mutex.lock().unwrap();
            panic!()
        });
        format!("`lock`: {}", told(&mutex.lock()))
    }
}

/// What each type of the standard library does after a panic: which are poisoned, and how the next user learns of it.
#[test]
fn what_each_type_does_after_a_panic() {
    let rows = [
        ("`Mutex`", "a holder", types::mutex()),
        ("`RwLock`", "a writer", types::rwlock_by_write()),
        ("`RwLock`", "a reader", types::rwlock_by_read()),
        (
            "`Condvar`",
            "a holder of its mutex, while another waits",
            types::condvar(),
        ),
        ("`Once`", "the closure of `call_once`", types::once()),
        ("`LazyLock`", "its closure", types::lazy_lock()),
        ("`LazyCell`", "its closure", types::lazy_cell()),
        (
            "`OnceLock`",
            "the closure of `get_or_init`",
            types::once_lock(),
        ),
        (
            "`OnceCell`",
            "the closure of `get_or_init`",
            types::once_cell(),
        ),
        ("`thread_local!`", "the initialiser", types::thread_local()),
        ("`RefCell`", "a holder of a `RefMut`", types::ref_cell()),
        ("`Stdout`", "a holder of its lock", types::stdout()),
        ("`mpsc::Receiver`", "its owner", types::receiver()),
        ("`mpsc::Sender`", "its owner", types::sender()),
        ("`JoinHandle`", "the thread", types::join()),
        (
            "`thread::scope`",
            "a thread that nobody joins",
            types::scope(),
        ),
        ("`Arc::make_mut`", "the clone", types::make_mut()),
        ("`parking_lot::Mutex`", "a holder", types::parking_lot()),
        ("the book's `Mutex`", "a holder", types::book()),
    ];
    let rows = rows.map(|(name, who, what)| [name.to_owned(), who.to_owned(), what]);
    table(
        "types",
        &["Type", "Who panics", "What the next user sees"],
        rows.iter().map(<[String; 3]>::as_slice),
    );
}

// ---- When ----

/// A way in which a critical section can end.
struct Case {
    what: &'static str,
    is_poisoned: bool,
    is_held: bool,
}

macro_rules! cases {
    ($mutex:ident) => {{
        let mut cases = Vec::new();
        let mut case = |what, run: fn(&$mutex<u32>)| {
            let mutex = $mutex::new(0);
            panics_or_not(|| run(&mutex));
            cases.push(Case {
                what,
                is_poisoned: mutex.is_poisoned(),
                is_held: matches!(mutex.try_lock(), Err(TryLockError::WouldBlock)),
            });
        };
        case("a panic while there is a guard", |mutex| {
            let _held = mutex.lock().unwrap();
            panic!()
        });
        case(
            "a panic while there is a guard that nobody needs any more",
            |mutex| {
                let value = mutex.lock().unwrap();
                let copy = *value;
                assert!(copy > 0);
            },
        );
        case("a panic after the guard was dropped", |mutex| {
            let held = mutex.lock().unwrap();
            drop(held);
            panic!()
        });
        case("a panic before `lock`", |mutex| {
            let value = Vec::<u32>::new()[0];
            *mutex.lock().unwrap() = value;
        });
        case("an early return, by `?` or otherwise", |mutex| {
            let change = || -> Option<()> {
                *mutex.lock().unwrap() = 1;
                None?;
                *mutex.lock().unwrap() = 2;
                Some(())
            };
            assert_eq!(change(), None);
        });
        case(
            "a panic that is caught while the guard is outside",
            |mutex| {
                let mut value = mutex.lock().unwrap();
                panics(|| {
                    *value = 1;
                    panic!()
                });
            },
        );
        case("a panic after the guard was forgotten", |mutex| {
            mem::forget(mutex.lock().unwrap());
            panic!()
        });
        case(
            "a destructor that locks while its thread unwinds",
            |mutex| {
                struct Locks<'a>(&'a $mutex<u32>);
                impl Drop for Locks<'_> {
                    fn drop(&mut self) {
                        *self.0.lock().unwrap() += 1;
                    }
                }
                let _locks = Locks(mutex);
                panic!()
            },
        );
        case(
            "a second panic in such a destructor, caught there",
            |mutex| {
                struct Locks<'a>(&'a $mutex<u32>);
                impl Drop for Locks<'_> {
                    fn drop(&mut self) {
                        panics(|| {
                            let _held = self.0.lock().unwrap();
                            panic!()
                        });
                    }
                }
                let _locks = Locks(mutex);
                panic!()
            },
        );
        case(
            "a panic with a guard that a destructor took during an earlier panic",
            |mutex| {
                type Kept<'a> = Cell<Option<MutexGuard<'a, u32>>>;
                struct Takes<'a, 'b>(&'a $mutex<u32>, &'b Kept<'a>);
                impl Drop for Takes<'_, '_> {
                    fn drop(&mut self) {
                        self.1.set(Some(self.0.lock().unwrap()));
                    }
                }
                let kept = Cell::new(None);
                panics(|| {
                    let _takes = Takes(mutex, &kept);
                    panic!()
                });
                let _held = kept.take().unwrap();
                panic!()
            },
        );
        cases
    }};
}

fn panics_or_not(f: impl FnOnce()) {
    let _ = catch_unwind(AssertUnwindSafe(f));
}

fn of_std() -> Vec<Case> {
    use std::sync::{Mutex, MutexGuard, TryLockError};

    cases!(Mutex)
}

fn of_the_book() -> Vec<Case> {
    use poisoning::{Mutex, MutexGuard, TryLockError};

    cases!(Mutex)
}

/// When a mutex is poisoned and when it isn't, and whether it is free afterwards: the same for the standard library's and the book's.
#[test]
fn when_a_mutex_is_poisoned() {
    let yes = |is| if is { "yes" } else { "no" }.to_owned();
    let rows = |cases: Vec<Case>| -> Vec<[String; 3]> {
        let row = |case: Case| {
            [
                case.what.to_owned(),
                yes(case.is_poisoned),
                yes(!case.is_held),
            ]
        };
        cases.into_iter().map(row).collect()
    };
    let (std, book) = (rows(of_std()), rows(of_the_book()));
    assert_eq!(std, book);
    table(
        "cases",
        &["What happens", "Poisoned", "Free afterwards"],
        std.iter().map(<[String; 3]>::as_slice),
    );
}

// ---- How large ----

/// How many bytes a mutex takes for a value, with poisoning and without.
#[test]
fn what_poisoning_takes() {
    macro_rules! row {
        ($value:ty) => {{
            let sizes = [
                mem::size_of::<mutex::Mutex<$value>>(),
                mem::size_of::<poisoning::Mutex<$value>>(),
                mem::size_of::<std::sync::Mutex<$value>>(),
            ];
            assert!(
                sizes[1] - sizes[0] <= mem::align_of::<mutex::Mutex<$value>>(),
                "at most the alignment"
            );
            let [plain, book, std] = sizes.map(|size| size.to_string());
            [
                concat!("`", stringify!($value), "`").to_owned(),
                plain,
                book,
                std,
            ]
        }};
    }
    let rows = [
        row!(()),
        row!(u8),
        row!(u32),
        row!(u64),
        row!([u64; 2]),
        row!(u128),
    ];
    table(
        "sizes",
        &["Value", "Book, plain", "Book", "`std`"],
        rows.iter().map(<[String; 4]>::as_slice),
    );
}
