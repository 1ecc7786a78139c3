//! The tables of types and their two auto traits. The lists of types are all that is typed: what stands beside them is
//! the compiler's.
#![cfg(not(model))]

use std::cell::Cell;
use std::marker::PhantomData;
use std::sync::MutexGuard;

use harness::table;

// ---- To ask about one type ----

/// A question about `T`.
struct Ask<T: ?Sized>(PhantomData<T>);

// ANCHOR: ask
/// The answers for all types: no.
trait Otherwise {
    const IS_SEND: bool = false;
    const IS_SYNC: bool = false;
}

impl<T: ?Sized> Otherwise for Ask<T> {}

// A type's own constants come before those of a trait, as far as it has them.
impl<T: ?Sized + Send> Ask<T> {
    const IS_SEND: bool = true;
}

impl<T: ?Sized + Sync> Ask<T> {
    const IS_SYNC: bool = true;
}
// ANCHOR_END: ask

type Shared<T> = &'static T;
type Exclusive<T> = &'static mut T;

/// What the compiler says of one type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four questions")]
struct Answer {
    send: bool,
    sync: bool,
    /// Whether `&T` is `Send`.
    shared: bool,
    /// Whether `&mut T` is `Send`.
    exclusive: bool,
}

macro_rules! ask {
    ($type:ty) => {
        Answer {
            send: <Ask<$type>>::IS_SEND,
            sync: <Ask<$type>>::IS_SYNC,
            shared: <Ask<Shared<$type>>>::IS_SEND,
            exclusive: <Ask<Exclusive<$type>>>::IS_SEND,
        }
    };
}

// ---- To ask about a type with a parameter ----

type Both = u8;
type SendOnly = Cell<u8>;
type SyncOnly = MutexGuard<'static, u8>;
type Neither = *const u8;

/// The four parameters that a type is tried with, as the compiler describes them: whether each is `Send`, and `Sync`.
const PROBES: [(bool, bool); 4] = [
    (<Ask<Both>>::IS_SEND, <Ask<Both>>::IS_SYNC),
    (<Ask<SendOnly>>::IS_SEND, <Ask<SendOnly>>::IS_SYNC),
    (<Ask<SyncOnly>>::IS_SEND, <Ask<SyncOnly>>::IS_SYNC),
    (<Ask<Neither>>::IS_SEND, <Ask<Neither>>::IS_SYNC),
];

/// A type with what was found out about it.
struct Row {
    name: String,
    parameters: Vec<&'static str>,
    /// One answer for each choice of parameters, the last varying fastest.
    answers: Vec<Answer>,
}

impl Row {
    fn new(name: &str, parameters: Vec<&'static str>, answers: Vec<Answer>) -> Self {
        let name = name
            .replace("<'static, ", "<'_, ")
            .replace("'static ", "")
            .replace("'static", "'_")
            .replace("Never", "!");
        Self {
            name,
            parameters,
            answers,
        }
    }

    /// The row of the table.
    fn cells(&self) -> [String; 3] {
        let send = self.condition(|answer| answer.send);
        let sync = self.condition(|answer| answer.sync);
        [format!("`{}`", self.name), send, sync]
    }

    /// For which parameters the answer is yes.
    fn condition(&self, which: impl Fn(&Answer) -> bool) -> String {
        let yes: Vec<bool> = self.answers.iter().map(which).collect();
        if yes.iter().all(|&yes| yes) {
            return "yes".to_owned();
        }
        if !yes.iter().any(|&yes| yes) {
            return "no".to_owned();
        }
        // What each parameter has to be, if all others are both: one of four conditions.
        let size = self.parameters.len();
        let needs: Vec<(bool, bool)> = (0..size)
            .map(|parameter| {
                let stride = 4_usize.pow(u32::try_from(size - 1 - parameter).unwrap());
                // With `Sync` alone it fails: it needs `Send`. And the other way round.
                (!yes[2 * stride], !yes[stride])
            })
            .collect();
        // That is the condition only if it foretells all answers.
        for (choice, &yes) in yes.iter().enumerate() {
            let foretold = needs.iter().enumerate().all(|(parameter, &(send, sync))| {
                let stride = 4_usize.pow(u32::try_from(size - 1 - parameter).unwrap());
                let (is_send, is_sync) = PROBES[choice / stride % 4];
                (is_send || !send) && (is_sync || !sync)
            });
            assert_eq!(foretold, yes, "{}: no bounds describe it", self.name);
        }
        let bounds: Vec<String> = needs
            .iter()
            .zip(&self.parameters)
            .filter_map(|(needs, name)| match needs {
                (true, true) => Some(format!("`{name}: Send + Sync`")),
                (true, false) => Some(format!("`{name}: Send`")),
                (false, true) => Some(format!("`{name}: Sync`")),
                (false, false) => None,
            })
            .collect();
        bounds.join(", ")
    }
}

/// Asks about each type of a list: `(parameters) type;`.
macro_rules! rows {
    ($(($($parameter:ident),*) $type:ty;)*) => {
        [$(rows!(@row ($($parameter),*) $type)),*]
    };
    (@row () $type:ty) => {
        Row::new(stringify!($type), vec![], vec![ask!($type)])
    };
    (@row ($t:ident) $type:ty) => {{
        type Of<$t> = $type;
        let answers = vec![ask!(Of<Both>), ask!(Of<SendOnly>), ask!(Of<SyncOnly>), ask!(Of<Neither>)];
        Row::new(stringify!($type), vec![stringify!($t)], answers)
    }};
    (@row ($t:ident, $u:ident) $type:ty) => {{
        type Of<$t, $u> = $type;
        let mut answers = Vec::new();
        rows!(@second Of answers Both SendOnly SyncOnly Neither);
        Row::new(stringify!($type), vec![stringify!($t), stringify!($u)], answers)
    }};
    (@second $of:ident $answers:ident $($first:ident)*) => {$(
        $answers.extend([
            ask!($of<$first, Both>),
            ask!($of<$first, SendOnly>),
            ask!($of<$first, SyncOnly>),
            ask!($of<$first, Neither>),
        ]);
    )*};
}

fn write(name: &str, rows: &[Row]) {
    let cells: Vec<[String; 3]> = rows.iter().map(Row::cells).collect();
    table(
        name,
        &["Type", "`Send`", "`Sync`"],
        cells.iter().map(<[String; 3]>::as_slice),
    );
}

// ---- The lists ----

/// What a function returns, to name the type `!`.
trait Returns {
    type Value;
}

impl<T> Returns for fn() -> T {
    type Value = T;
}

type Never = <fn() -> ! as Returns>::Value;

fn primitives() -> Vec<Row> {
    Vec::from(rows! {
        () bool;
        () char;
        () i32;
        () u128;
        () usize;
        () f64;
        () str;
        () ();
        () Never;
        (T) (T, u8);
        (T) [T; 2];
        (T) [T];
        (T) &'static T;
        (T) &'static mut T;
        (T) *const T;
        (T) *mut T;
        (T) fn(T) -> T;
    })
}

fn pointers() -> Vec<Row> {
    use std::any::Any;
    use std::mem::{ManuallyDrop, MaybeUninit};
    use std::ops::Range;
    use std::pin::Pin;
    use std::ptr::NonNull;
    use std::rc::{self, Rc};
    use std::sync::{self, Arc};

    Vec::from(rows! {
        (T) Box<T>;
        (T) Rc<T>;
        (T) rc::Weak<T>;
        (T) Arc<T>;
        (T) sync::Weak<T>;
        (T) Pin<T>;
        (T) NonNull<T>;
        (T) PhantomData<T>;
        (T) ManuallyDrop<T>;
        (T) MaybeUninit<T>;
        (T) Option<T>;
        (T, E) Result<T, E>;
        (T) Range<T>;
        () Box<dyn Any>;
        () Box<dyn Any + Send>;
        () Box<dyn Any + Send + Sync>;
        () dyn Fn();
        () dyn Fn() + Send;
    })
}

fn cells() -> Vec<Row> {
    use std::cell::{LazyCell, OnceCell, Ref, RefCell, RefMut, UnsafeCell};

    Vec::from(rows! {
        (T) UnsafeCell<T>;
        (T) Cell<T>;
        (T) RefCell<T>;
        (T) Ref<'static, T>;
        (T) RefMut<'static, T>;
        (T) OnceCell<T>;
        (T, F) LazyCell<T, F>;
    })
}

fn locks() -> Vec<Row> {
    use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32};
    use std::sync::{
        Barrier, BarrierWaitResult, Condvar, LazyLock, Mutex, Once, OnceLock, PoisonError, RwLock,
        RwLockReadGuard, RwLockWriteGuard,
    };

    Vec::from(rows! {
        () AtomicBool;
        () AtomicU32;
        (T) AtomicPtr<T>;
        (T) Mutex<T>;
        (T) MutexGuard<'static, T>;
        (T) PoisonError<T>;
        (T) RwLock<T>;
        (T) RwLockReadGuard<'static, T>;
        (T) RwLockWriteGuard<'static, T>;
        () Condvar;
        () Barrier;
        () BarrierWaitResult;
        () Once;
        (T) OnceLock<T>;
        (T, F) LazyLock<T, F>;
    })
}

fn of_threads() -> Vec<Row> {
    use std::sync::mpsc::{self, Receiver, SendError, Sender, SyncSender};
    use std::task::{Context, Waker};
    use std::thread::{Builder, JoinHandle, LocalKey, Scope, ScopedJoinHandle, Thread, ThreadId};

    Vec::from(rows! {
        () Builder;
        () Thread;
        () ThreadId;
        (T) JoinHandle<T>;
        (T) ScopedJoinHandle<'static, T>;
        () Scope<'static, 'static>;
        (T) LocalKey<T>;
        (T) Sender<T>;
        (T) SyncSender<T>;
        (T) Receiver<T>;
        (T) mpsc::Iter<'static, T>;
        (T) mpsc::IntoIter<T>;
        (T) SendError<T>;
        () Waker;
        () Context<'static>;
    })
}

fn others() -> Vec<Row> {
    use std::collections::hash_map::RandomState;
    use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet, VecDeque};
    use std::convert::Infallible;
    use std::env::{Args, Vars};
    use std::ffi::CString;
    use std::fmt::Arguments;
    use std::fs::File;
    use std::io::{Stdin, StdinLock, Stdout, StdoutLock};
    use std::net::TcpStream;
    use std::panic::PanicHookInfo;
    use std::path::PathBuf;
    use std::process::{Child, Command};
    use std::time::{Duration, Instant, SystemTime};
    use std::{io, slice, vec};

    Vec::from(rows! {
        () String;
        () PathBuf;
        () CString;
        (T) Vec<T>;
        (T) vec::IntoIter<T>;
        (T) vec::Drain<'static, T>;
        (T) slice::Iter<'static, T>;
        (T) slice::IterMut<'static, T>;
        (T) VecDeque<T>;
        (T) BinaryHeap<T>;
        (T) HashSet<T>;
        (K, V) BTreeMap<K, V>;
        (K, V) HashMap<K, V>;
        () RandomState;
        () Infallible;
        () Duration;
        () Instant;
        () SystemTime;
        () io::Error;
        () File;
        () TcpStream;
        () Child;
        () Command;
        () Stdin;
        () StdinLock<'static>;
        () Stdout;
        () StdoutLock<'static>;
        () Args;
        () Vars;
        () Arguments<'static>;
        () PanicHookInfo<'static>;
    })
}

fn of_the_book() -> Vec<Row> {
    use interior_mutability::{Cell, OnceCell, Ref, RefCell, RefMut};
    use scoped_threads::{Scope, ScopedJoinHandle};
    use shared_ownership::rc::Rc;
    use shared_ownership::{Arc, Weak};
    use threads::JoinHandle;

    Vec::from(rows! {
        (T) JoinHandle<T>;
        () Scope<'static, 'static>;
        (T) ScopedJoinHandle<'static, T>;
        (T) Arc<T>;
        (T) Weak<T>;
        (T) Rc<T>;
        (T) Cell<T>;
        (T) RefCell<T>;
        (T) Ref<'static, T>;
        (T) RefMut<'static, T>;
        (T) OnceCell<T>;
    })
}

fn of_the_section() -> Vec<Row> {
    use send_sync::{Guard, Lock, MappedGuard, ReentrantLock, ReentrantLockGuard};

    Vec::from(rows! {
        (T) Lock<T>;
        (T) Guard<'static, T>;
        (T, U) MappedGuard<'static, T, U>;
        (T) ReentrantLock<T>;
        (T) ReentrantLockGuard<'static, T>;
    })
}

fn all() -> Vec<Row> {
    let lists = [
        primitives(),
        pointers(),
        cells(),
        locks(),
        of_threads(),
        others(),
        of_the_book(),
        of_the_section(),
    ];
    lists.into_iter().flatten().collect()
}

// ---- The checks ----

/// The four probes are what their names say: one type is both `Send` and `Sync`, one only `Send`, one only `Sync`, one neither.
#[test]
fn there_are_types_of_all_four_kinds() {
    assert_eq!(
        PROBES,
        [(true, true), (true, false), (false, true), (false, false)]
    );
}

/// A type is `Sync` exactly when a shared reference to it is `Send`: so it is with each type in the book's tables, whatever
/// its parameters.
#[test]
fn sync_means_that_a_shared_reference_is_send() {
    for row in all() {
        for answer in &row.answers {
            assert_eq!(answer.sync, answer.shared, "{}", row.name);
        }
    }
}

/// An exclusive reference to a type is `Send` exactly when the type is: so it is with each type in the book's tables, whatever its
/// parameters.
#[test]
fn an_exclusive_reference_is_send_when_its_target_is() {
    for row in all() {
        for answer in &row.answers {
            assert_eq!(answer.send, answer.exclusive, "{}", row.name);
        }
    }
}

/// Which primitive types are `Send` and `Sync`.
#[test]
fn the_primitive_types_and_their_traits() {
    write("primitives", &primitives());
}

/// Which pointers, wrappers and trait objects are `Send` and `Sync`.
#[test]
fn the_pointers_and_their_traits() {
    write("pointers", &pointers());
}

/// Which cells are `Send` and `Sync`.
#[test]
fn the_cells_and_their_traits() {
    write("cells", &cells());
}

/// Which locks, guards and atomics are `Send` and `Sync`.
#[test]
fn the_locks_and_their_traits() {
    write("locks", &locks());
}

/// Which handles of threads, ends of channels and parts of tasks are `Send` and `Sync`.
#[test]
fn the_threads_and_their_traits() {
    write("threads", &of_threads());
}

/// Which collections, iterators, files and other things of the standard library are `Send` and `Sync`.
#[test]
fn the_others_and_their_traits() {
    write("others", &others());
}

/// Which types that the book builds in other sections are `Send` and `Sync`.
#[test]
fn the_books_types_and_their_traits() {
    write("book", &of_the_book());
}

/// Which of this section's locks and guards are `Send` and `Sync`.
#[test]
fn the_sections_types_and_their_traits() {
    write("guards", &of_the_section());
}
