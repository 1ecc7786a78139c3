//! What the book's `Cell`, `RefCell` and `OnceCell` promise: what std's do, so most of these run on both.
#![cfg(not(model))]

use std::cell::{Cell as StdCell, RefCell as StdRefCell};
use std::cmp::Ordering;
use std::fmt::{Debug, Display};
use std::fs;
use std::marker::PhantomData;
use std::mem::{forget, size_of};
use std::panic::{AssertUnwindSafe, RefUnwindSafe, UnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::process::{Command, Stdio};
use std::ptr;
use std::rc::Rc;

use interior_mutability::stages::atomic::AtomicRefCell;
use interior_mutability::stages::{flag, lending};
use interior_mutability::{
    BorrowError, BorrowMutError, Cell, LazyCell, OnceCell, Ref, RefCell, RefMut,
};
use static_assertions::{assert_impl_all, assert_not_impl_any};

// ---- Every short sequence of operations, on ours and on std's ----

/// Calls `run` with every sequence of `length` numbers below `operations`.
fn every_sequence(operations: usize, length: u32, mut run: impl FnMut(&[usize])) {
    let mut sequence = Vec::new();
    for number in 0..operations.pow(length) {
        sequence.clear();
        let mut rest = number;
        for _ in 0..length {
            sequence.push(rest % operations);
            rest /= operations;
        }
        run(&sequence);
    }
}

/// What a panic says.
fn said(f: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(f)).expect_err("it did not panic");
    payload
        .downcast_ref::<&str>()
        .map(|&text| text.to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .expect("a message")
}

/// An interpreter of operations for the types of one path. It returns all that there was to see.
macro_rules! machine {
    ($name:ident, $($path:ident)::+) => {
        mod $name {
            use std::fmt::Write as _;
            use std::mem::forget;

            use $($path)::+::{Cell, LazyCell, OnceCell, Ref, RefCell, RefMut};

            enum Guard<'b> {
                Shared(Ref<'b, [u32]>),
                Exclusive(RefMut<'b, [u32]>),
            }

            #[allow(dead_code, reason = "one of the two is asked")]
            pub(super) const REFCELL: usize = 11;

            pub(super) fn refcell(operations: &[usize]) -> String {
                let mut cell = RefCell::new([1, 2, 3, 4]);
                let mut log = String::new();
                {
                    let cell: &RefCell<[u32]> = &cell;
                    let mut guards: Vec<Guard<'_>> = Vec::new();
                    for operation in operations {
                        match operation {
                            0 => match cell.try_borrow() {
                                Ok(guard) => guards.push(Guard::Shared(guard)),
                                Err(error) => write!(log, "{error} {error:?};").unwrap(),
                            },
                            1 => match cell.try_borrow_mut() {
                                Ok(mut guard) => {
                                    guard.iter_mut().for_each(|n| *n *= 2);
                                    guards.push(Guard::Exclusive(guard));
                                }
                                Err(error) => write!(log, "{error} {error:?};").unwrap(),
                            },
                            2 if !guards.is_empty() => drop(guards.remove(0)),
                            3 => drop(guards.pop()),
                            4 => forget(guards.pop()),
                            5 => {
                                if let Some(Guard::Shared(guard)) = guards.last() {
                                    let guard = Ref::clone(guard);
                                    guards.push(Guard::Shared(guard));
                                }
                            }
                            6 => match guards.pop() {
                                Some(Guard::Shared(guard)) => {
                                    let split = |all: &'static str| all;
                                    log.push_str(split("split;"));
                                    let (one, other) =
                                        Ref::map_split(guard, |all| all.split_at(all.len() / 2));
                                    guards.extend([Guard::Shared(one), Guard::Shared(other)]);
                                }
                                Some(Guard::Exclusive(guard)) => {
                                    let (mut one, other) = RefMut::map_split(guard, |all| {
                                        all.split_at_mut(all.len() / 2)
                                    });
                                    one.iter_mut().for_each(|n| *n += 1);
                                    guards.extend([Guard::Exclusive(one), Guard::Exclusive(other)]);
                                }
                                None => {}
                            },
                            7 => match guards.pop() {
                                Some(Guard::Shared(guard)) => {
                                    let guard = Ref::filter_map(guard, |all| all.get(1..));
                                    guards.push(Guard::Shared(guard.unwrap_or_else(|same| same)));
                                }
                                Some(Guard::Exclusive(guard)) => {
                                    let guard = RefMut::filter_map(guard, |all| all.get_mut(1..));
                                    guards.push(Guard::Exclusive(guard.unwrap_or_else(|same| same)));
                                }
                                None => {}
                            },
                            8 => match guards.pop() {
                                Some(Guard::Shared(guard)) => guards
                                    .push(Guard::Shared(Ref::map(guard, |all| &all[all.len() / 2..]))),
                                Some(Guard::Exclusive(guard)) => {
                                    guards.push(Guard::Exclusive(RefMut::map(guard, |all| {
                                        let half = all.len() / 2;
                                        &mut all[half..]
                                    })));
                                }
                                None => {}
                            },
                            9 => write!(log, "{cell:?};").unwrap(),
                            10 => {
                                // SAFETY: it is read at once.
                                let lent = unsafe { cell.try_borrow_unguarded() };
                                write!(log, "{lent:?};").unwrap();
                            }
                            _ => {}
                        }
                        for guard in &guards {
                            match guard {
                                Guard::Shared(guard) => write!(log, "{guard:?}").unwrap(),
                                Guard::Exclusive(guard) => write!(log, "!{guard:?}").unwrap(),
                            }
                        }
                        let (shared, exclusive) =
                            (cell.try_borrow().is_ok(), cell.try_borrow_mut().is_ok());
                        write!(log, " {shared} {exclusive};").unwrap();
                    }
                }
                write!(log, "{:?}", cell.get_mut()).unwrap();
                write!(log, "{:?}", cell.try_borrow().is_ok()).unwrap();
                write!(log, "{:?}", cell.into_inner()).unwrap();
                log
            }

            #[allow(dead_code, reason = "one of the two is asked")]
            pub(super) const CELL: usize = 9;

            pub(super) fn cell(operations: &[usize]) -> String {
                let (mut one, other) = (Cell::new(3_u32), Cell::from(5));
                let mut log = String::new();
                for operation in operations {
                    match operation {
                        0 => one.set(other.get() + 1),
                        1 => write!(log, "{};", one.replace(11)).unwrap(),
                        2 => one.swap(&other),
                        3 => one.swap(&one),
                        4 => write!(log, "{};", other.take()).unwrap(),
                        5 => one.update(|n| n * 2 + 1),
                        6 => *one.get_mut() += 1,
                        7 => {
                            let order = (one == other, one.cmp(&other), one < other);
                            write!(log, "{order:?};").unwrap();
                        }
                        _ => {
                            let copy = one.clone();
                            copy.set(100);
                            write!(log, "{copy:?};").unwrap();
                        }
                    }
                    write!(log, "{one:?} {other:?};").unwrap();
                }
                write!(log, "{} {}", one.into_inner(), Cell::<u32>::default().get()).unwrap();
                log
            }

            #[allow(dead_code, reason = "one of the two is asked")]
            pub(super) const ONCE: usize = 9;

            pub(super) fn once(operations: &[usize]) -> String {
                let mut cell = OnceCell::new();
                let mut log = String::new();
                for (step, operation) in operations.iter().enumerate() {
                    let step = step.to_string();
                    match operation {
                        0 => write!(log, "{:?};", cell.set(step)).unwrap(),
                        1 => write!(log, "{:?};", cell.get_or_init(|| step)).unwrap(),
                        2 => write!(log, "{:?};", cell.take()).unwrap(),
                        3 => cell.get_mut().into_iter().for_each(|text| text.push('!')),
                        4 => write!(log, "{:?};", cell.clone()).unwrap(),
                        5 => write!(log, "{};", cell == OnceCell::from("0".to_owned())).unwrap(),
                        6 => cell = OnceCell::from(step),
                        7 => cell = OnceCell::default(),
                        _ => {
                            // Set while it is being initialised, if it wasn't before.
                            let panicked = super::catch_unwind(super::AssertUnwindSafe(|| {
                                cell.get_or_init(|| {
                                    cell.set(step.clone()).unwrap();
                                    step
                                });
                            }));
                            write!(log, "{};", panicked.is_err()).unwrap();
                        }
                    }
                    write!(log, "{cell:?} {:?};", cell.get()).unwrap();
                }
                write!(log, "{:?}", cell.into_inner()).unwrap();
                log
            }

            #[allow(dead_code, reason = "one of the two is asked")]
            pub(super) const LAZY: usize = 7;

            pub(super) fn lazy(works: bool, operations: &[usize]) -> String {
                let mut cell = LazyCell::new(|| {
                    assert!(works, "it can't be made");
                    String::from("made")
                });
                let mut log = String::new();
                for operation in operations {
                    match operation {
                        0 => log += &super::outcome(|| LazyCell::force(&cell).clone()),
                        1 => log += &super::outcome(|| LazyCell::force_mut(&mut cell).push('!')),
                        2 => log += &super::outcome(|| cell.len()),
                        3 => log += &super::outcome(|| cell.push('?')),
                        4 => write!(log, "{:?}", LazyCell::get(&cell)).unwrap(),
                        5 => LazyCell::get_mut(&mut cell).into_iter().for_each(|text| text.push('.')),
                        _ => write!(log, "{:?}", LazyCell::<u32>::default().wrapping_add(1)).unwrap(),
                    }
                    write!(log, "; {cell:?};").unwrap();
                }
                log
            }

            /// What comes of a cell whose function asks for the value.
            pub(super) fn lazy_asks_for_itself() -> String {
                type Make = Box<dyn FnOnce() -> usize>;
                let cell = super::Rc::<LazyCell<usize, Make>>::new_cyclic(|cell| {
                    let cell = cell.clone();
                    LazyCell::new(Box::new(move || **cell.upgrade().unwrap() + 1))
                });
                super::outcome(|| **cell) + &super::outcome(|| **cell)
            }
        }
    };
}

/// What `f` returns, or what its panic says.
fn outcome<R: Debug>(f: impl FnOnce() -> R) -> String {
    let mut returned = String::new();
    let done = catch_unwind(AssertUnwindSafe(|| returned = format!("{:?}", f())));
    match done {
        Ok(()) => returned,
        Err(payload) => said(|| resume_unwind(payload)),
    }
}

machine!(on_std, std::cell);
machine!(on_book, interior_mutability);

/// Every sequence of five operations on a `RefCell` (borrow, drop, forget, clone, split, narrow, format …) shows on the
/// book's what it shows on std's: values, errors, and what can be borrowed next.
#[test]
#[cfg_attr(miri, ignore = "too many for an interpreter")]
fn the_books_refcell_does_what_stds_does() {
    every_sequence(on_std::REFCELL, 5, |operations| {
        let (ours, theirs) = (on_book::refcell(operations), on_std::refcell(operations));
        assert_eq!(ours, theirs, "{operations:?}");
    });
}

/// Every sequence of four operations on two `Cell`s shows on the book's what it shows on std's.
#[test]
fn the_books_cell_does_what_stds_does() {
    every_sequence(on_std::CELL, if cfg!(miri) { 2 } else { 4 }, |operations| {
        let (ours, theirs) = (on_book::cell(operations), on_std::cell(operations));
        assert_eq!(ours, theirs, "{operations:?}");
    });
}

/// Every sequence of four operations on a `OnceCell` shows on the book's what it shows on std's.
#[test]
fn the_books_oncecell_does_what_stds_does() {
    every_sequence(on_std::ONCE, if cfg!(miri) { 2 } else { 4 }, |operations| {
        let (ours, theirs) = (on_book::once(operations), on_std::once(operations));
        assert_eq!(ours, theirs, "{operations:?}");
    });
}

/// Every sequence of four operations on a `LazyCell`, whose function returns or panics, shows on the book's what it shows on
/// std's.
#[test]
fn the_books_lazycell_does_what_stds_does() {
    every_sequence(on_std::LAZY, if cfg!(miri) { 2 } else { 4 }, |operations| {
        for works in [true, false] {
            let (ours, theirs) = (
                on_book::lazy(works, operations),
                on_std::lazy(works, operations),
            );
            assert_eq!(ours, theirs, "{works} {operations:?}");
        }
    });
    let theirs = on_std::lazy_asks_for_itself();
    assert_eq!(on_book::lazy_asks_for_itself(), theirs);
    assert_eq!(theirs.matches("poisoned").count(), 2, "{theirs}");
}

/// A comparison of cells is that comparison of their values, as with std's: `<` asks for the values' `<`, and not for their
/// `partial_cmp`.
#[test]
fn cells_compare_by_the_values_own_operators() {
    /// Its operators say which of them was asked.
    #[derive(Clone, Copy, PartialEq)]
    struct Asked<'a>(&'a StdCell<&'static str>);

    impl PartialOrd for Asked<'_> {
        fn partial_cmp(&self, _: &Self) -> Option<Ordering> {
            self.0.set("partial_cmp");
            None
        }
        fn lt(&self, _: &Self) -> bool {
            self.0.set("lt");
            true
        }
        fn le(&self, _: &Self) -> bool {
            self.0.set("le");
            true
        }
        fn gt(&self, _: &Self) -> bool {
            self.0.set("gt");
            true
        }
        fn ge(&self, _: &Self) -> bool {
            self.0.set("ge");
            true
        }
    }

    fn asked<C: PartialOrd>(
        asked: &StdCell<&'static str>,
        one: &C,
        other: &C,
    ) -> Vec<&'static str> {
        let ways: [fn(&C, &C) -> bool; 5] = [
            |one, other| one.partial_cmp(other).is_some(),
            C::lt,
            C::le,
            C::gt,
            C::ge,
        ];
        ways.iter()
            .map(|way| {
                way(one, other);
                asked.get()
            })
            .collect()
    }

    let by = StdCell::new("nothing");
    let value = Asked(&by);
    let all = ["partial_cmp", "lt", "le", "gt", "ge"];
    let cell = Cell::new(value);
    assert_eq!(asked(&by, &cell, &cell), all);
    let cell = StdCell::new(value);
    assert_eq!(asked(&by, &cell, &cell), all);
    let cell = RefCell::new(value);
    assert_eq!(asked(&by, &cell, &cell), all);
    let cell = StdRefCell::new(value);
    assert_eq!(asked(&by, &cell, &cell), all);
}

// ---- Cell ----

/// A cell is laid out as its value is, and hides the value's unused patterns, like std's.
#[test]
fn a_cell_is_laid_out_as_its_value() {
    assert_eq!(size_of::<Cell<[u8; 3]>>(), 3);
    assert_eq!(size_of::<Option<&u32>>(), size_of::<&u32>());
    let (ours, stds) = (
        size_of::<Option<Cell<&u32>>>(),
        size_of::<Option<StdCell<&u32>>>(),
    );
    assert_eq!(
        (ours, stds),
        (2 * size_of::<usize>(), 2 * size_of::<usize>())
    );
}

/// A value whose destructor looks into the cell that it was in.
struct Curious<'c> {
    looks: Box<dyn Fn() + 'c>,
}

impl Drop for Curious<'_> {
    fn drop(&mut self) {
        (self.looks)();
    }
}

/// `set` takes the old value out before it drops it: a destructor that looks into the cell finds the new value.
#[test]
fn set_drops_what_it_has_taken_out() {
    let cell = Rc::new(Cell::new(None));
    let found = Rc::new(StdCell::new(None));
    let looks = {
        let (cell, found) = (Rc::clone(&cell), Rc::clone(&found));
        Box::new(move || {
            if let Some((number, curious)) = cell.take() {
                found.set(Some(number));
                forget::<Curious<'_>>(curious);
            }
        })
    };
    cell.set(Some((1, Curious { looks })));
    cell.set(Some((
        2,
        Curious {
            looks: Box::new(|| ()),
        },
    )));
    assert_eq!(found.get(), Some(2));
}

/// A cell that lends references can drop what it has lent, and the compiler has nothing against it.
#[test]
fn a_cell_that_lends_can_drop_what_it_has_lent() {
    let dropped = StdCell::new(false);
    let looks = Box::new(|| dropped.set(true));
    let cell = lending::Cell::new(Curious { looks });
    let lent_for = life(cell.get());
    assert!(!dropped.get());
    cell.set(Curious {
        looks: Box::new(|| ()),
    });
    assert!(dropped.get());
    // What was lent could still be in use, for its life hasn't ended. To use it would be undefined.
    assert_eq!(lent_for, PhantomData);
}

/// How long a reference lives, without the reference.
fn life<T>(_: &T) -> PhantomData<&T> {
    PhantomData
}

/// A `Default` that looks into the cell from `take` finds the old value there.
#[test]
fn take_makes_the_default_first() {
    thread_local! {
        static CELL: Cell<Number> = const { Cell::new(Number(7)) };
    }
    #[derive(Debug, PartialEq, Clone, Copy)]
    struct Number(u32);
    impl Default for Number {
        fn default() -> Self {
            Self(CELL.with(|cell| cell.get().0 + 1))
        }
    }
    assert_eq!(CELL.with(Cell::take), Number(7));
    assert_eq!(CELL.with(Cell::get), Number(8));
}

/// An exclusive reference can be made into a shared one to a cell, and a cell of several into several cells.
#[test]
fn a_slice_of_cells_is_written_through_shared_references() {
    let mut numbers = [1, 2, 3];
    let cells = Cell::from_mut(&mut numbers[..]).as_slice_of_cells();
    for pair in cells.windows(2) {
        pair[1].update(|n| n + pair[0].get());
    }
    assert_eq!(numbers, [1, 3, 6]);

    let array = Cell::new([1, 2]);
    array.as_array_of_cells()[1].set(5);
    let parts: &[Cell<u32>] = array.as_ref();
    parts[0].set(4);
    let parts: &[Cell<u32>; 2] = array.as_ref();
    parts[0].swap(&parts[1]);
    assert_eq!(array.get(), [5, 4]);
}

/// `swap` refuses two cells that overlap and aren't the same, in the same cases as std's.
#[test]
fn swap_refuses_cells_that_overlap() {
    let numbers = [1_u32, 2, 3, 4].map(Cell::new);
    let start = numbers.as_ptr();
    let pair = |at: usize| {
        let place = start.wrapping_add(at).cast::<Cell<[u32; 2]>>();
        // SAFETY: two cells in a row are laid out as a cell of two, and the place is in the array.
        unsafe { &*place }
    };
    pair(0).swap(pair(2));
    pair(1).swap(pair(1));
    assert_eq!(numbers.each_ref().map(Cell::get), [3, 4, 1, 2]);
    assert!(said(|| pair(0).swap(pair(1))).contains("overlap"));
    assert_eq!(numbers.each_ref().map(Cell::get), [3, 4, 1, 2]);
    // Without bytes there is nothing to overlap.
    let (nothing, nothing_else) = (Cell::new(()), Cell::new(()));
    nothing.swap(&nothing_else);
}

/// A cell's pointer leads to its value.
#[test]
fn as_ptr_leads_to_the_value() {
    let cell = Cell::new(1);
    // SAFETY: nobody else uses the value.
    unsafe { *cell.as_ptr() += 1 };
    assert_eq!(cell.get(), 2);
    let cell = RefCell::new(1);
    // SAFETY: as above.
    unsafe { *cell.as_ptr() += 1 };
    assert_eq!(*cell.borrow(), 2);
}

// What is a constant function in std is one here.
const _: () = {
    let mut cell = Cell::new(1);
    assert!(cell.replace(2) == 1 && cell.get() == 2);
    *cell.get_mut() += 1;
    let _pointer = cell.as_ptr();
    assert!(cell.into_inner() == 3);
    let mut numbers = [1, 2];
    assert!(Cell::from_mut(&mut numbers).as_array_of_cells()[1].replace(7) == 2);
    let slice: &mut [u32] = &mut numbers;
    assert!(Cell::from_mut(slice).as_slice_of_cells()[1].get() == 7);
    assert!(RefCell::new(1).into_inner() == 1);
    assert!(OnceCell::<u32>::new().into_inner().is_none());
};

// ---- RefCell ----

/// The smallest `RefCell`, with a flag instead of a count, refuses a second reader.
#[test]
fn a_flag_makes_two_readers_a_conflict() {
    let cell = flag::RefCell::new(1);
    let reader = cell.try_borrow_mut().unwrap();
    assert!(cell.try_borrow_mut().is_none());
    assert_eq!(*reader, 1);
    drop(reader);
    *cell.try_borrow_mut().unwrap() += 1;
    assert_eq!(*cell.try_borrow_mut().unwrap(), 2);
}

/// A way to borrow, of ours and of std's.
type Ways = (fn(&RefCell<u32>), fn(&StdRefCell<u32>));

/// A conflict panics with std's words.
#[test]
fn a_conflict_panics_with_stds_words() {
    let (ours, stds) = (RefCell::new(1), StdRefCell::new(1));
    let (held, helds) = (ours.borrow(), stds.borrow());
    let ways: [Ways; 5] = [
        (
            |cell| drop(cell.borrow_mut()),
            |cell| drop(cell.borrow_mut()),
        ),
        (|cell| _ = cell.replace(2), |cell| _ = cell.replace(2)),
        (|cell| _ = cell.take(), |cell| _ = cell.take()),
        (
            |cell| cell.swap(&RefCell::new(2)),
            |cell| cell.swap(&StdRefCell::new(2)),
        ),
        (
            |cell| _ = cell.replace_with(|n| *n),
            |cell| _ = cell.replace_with(|n| *n),
        ),
    ];
    for (our_way, stds_way) in ways {
        let words = said(|| our_way(&ours));
        assert_eq!(words, "RefCell already borrowed");
        assert_eq!(words, said(|| stds_way(&stds)));
    }
    drop((held, helds));
    let (held, helds) = (ours.borrow_mut(), stds.borrow_mut());
    let ways: [Ways; 4] = [
        (|cell| drop(cell.borrow()), |cell| drop(cell.borrow())),
        (|cell| drop(cell.clone()), |cell| drop(cell.clone())),
        (
            |cell| assert!(*cell == RefCell::new(1)),
            |cell| assert!(*cell == StdRefCell::new(1)),
        ),
        (
            |cell| assert!(*cell < RefCell::new(1)),
            |cell| assert!(*cell < StdRefCell::new(1)),
        ),
    ];
    for (our_way, stds_way) in ways {
        let words = said(|| our_way(&ours));
        assert_eq!(words, "RefCell already mutably borrowed");
        assert_eq!(words, said(|| stds_way(&stds)));
    }
    drop((held, helds));
    assert_eq!(said(|| ours.swap(&ours)), "RefCell already borrowed");
    assert_eq!(said(|| stds.swap(&stds)), "RefCell already borrowed");
}

/// A panic over a conflict names the line that borrowed, not one of the library's.
#[test]
fn a_conflict_is_reported_where_it_happens() {
    use std::panic::{set_hook, take_hook};
    use std::sync::{Arc, Mutex};
    use std::thread::current;

    let places = Arc::new(Mutex::new(Vec::new()));
    let (kept, this) = (Arc::clone(&places), current().id());
    let before = take_hook();
    set_hook(Box::new(move |panic| {
        if current().id() == this {
            kept.lock().unwrap().push(panic.location().unwrap().line());
        } else {
            before(panic);
        }
    }));
    let cell = RefCell::new(1);
    let guard = cell.borrow_mut();
    let expected = line!() + 1;
    said(|| drop(cell.borrow()));
    said(|| drop(cell.borrow_mut()));
    said(|| _ = cell.replace(2));
    said(|| _ = cell.replace_with(|n| *n));
    said(|| _ = cell.take());
    said(|| cell.swap(&RefCell::new(2)));
    said(|| drop(cell.clone()));
    drop(take_hook());
    drop(guard);
    assert_eq!(
        *places.lock().unwrap(),
        (expected..expected + 7).collect::<Vec<_>>()
    );
}

/// The count of a cell of nothing, which is all there is to the cell, in std's and in ours.
fn count<N, C>(cell: &C) -> *mut N {
    assert_eq!(size_of::<C>(), size_of::<N>());
    ptr::from_ref(cell).cast_mut().cast()
}

/// What happens when the count of a `RefCell` is full.
macro_rules! full {
    ($($path:ident)::+) => {{
        use $($path)::+::{Ref, RefCell, RefMut};

        let cell = RefCell::new(());
        let count = count::<isize, _>(&cell);
        let guard = cell.borrow();
        // SAFETY: it is the count, which is in a `Cell`, and nobody is looking.
        unsafe { *count = isize::MAX };
        let another = (cell.try_borrow().is_ok(), cell.try_borrow_mut().is_ok());
        let clone = catch_unwind(AssertUnwindSafe(|| Ref::clone(&guard))).is_ok();
        let split = || Ref::map_split(guard, |unit| (unit, unit));
        let shared_split = catch_unwind(AssertUnwindSafe(split)).is_ok();
        // SAFETY: as above. The guard that was to be split is gone.
        let shared = unsafe { count.replace(0) };

        let guard = cell.borrow_mut();
        // SAFETY: as above.
        unsafe { *count = isize::MIN };
        let beside = (cell.try_borrow().is_ok(), cell.try_borrow_mut().is_ok());
        let nothing: &'static mut [(); 0] = &mut [];
        let split = || RefMut::map_split(guard, |unit| (unit, nothing));
        let split = catch_unwind(AssertUnwindSafe(split)).is_ok();
        // SAFETY: as above. The guard that was to be split is gone.
        let exclusive = unsafe { *count };
        (another, clone, shared_split, shared, beside, split, exclusive)
    }};
}

/// A count that is full never wraps: another borrow is refused, a clone and a split panic, and the guard that was to be split
/// lets go of its own place in the count. std's does the same.
#[test]
fn a_full_count_is_a_conflict() {
    let no = (false, false);
    let refused = (no, false, false, isize::MAX - 1, no, false, isize::MIN + 1);
    assert_eq!(full!(interior_mutability), refused);
    assert_eq!(full!(std::cell), refused);
}

/// The atomic count that is full refuses another `Ref` as well: one more would stand for a `RefMut`.
#[test]
fn a_full_atomic_count_is_refused() {
    let cell = AtomicRefCell::new(());
    let count = count::<u32, _>(&cell);
    for (readers, another) in [
        (u32::MAX - 2, true),
        (u32::MAX - 1, false),
        (u32::MAX, false),
    ] {
        // SAFETY: it is the count, which is atomic, and nobody is looking.
        unsafe { *count = readers };
        assert_eq!(cell.try_borrow().is_some(), another);
        assert!(cell.try_borrow_mut().is_none());
    }
}

/// An exclusive borrow lends its value shared as often as it is asked: two references from it are both in use. (A fault
/// here is one of aliasing, which only Miri sees.)
#[test]
fn an_exclusive_borrow_can_be_read_twice() {
    let cell = AtomicRefCell::new(7);
    let guard = cell.try_borrow_mut().unwrap();
    // References to the value itself: what it may point to has nothing to do with it.
    let (one, other): (&u32, &u32) = (&guard, &guard);
    assert_eq!((one, other), (&7, &7));
    assert!(ptr::eq(one, other));
}

/// When the closure of `map`, `filter_map`, `map_split` or `replace_with` panics, the borrow ends.
#[test]
fn a_borrow_ends_when_a_closure_panics() {
    type Cells = RefCell<[u32; 2]>;
    type Two<'a> = (&'a u32, &'a u32);
    type TwoMut<'a> = (&'a mut u32, &'a mut u32);
    let ways: [fn(&Cells); 7] = [
        |c| _ = Ref::map(c.borrow(), |_| -> &u32 { panic!() }),
        |c| _ = Ref::filter_map(c.borrow(), |_| -> Option<&u32> { panic!() }),
        |c| _ = Ref::map_split(c.borrow(), |_| -> Two<'_> { panic!() }),
        |c| _ = RefMut::map(c.borrow_mut(), |_| -> &mut u32 { panic!() }),
        |c| _ = RefMut::filter_map(c.borrow_mut(), |_| -> Option<&mut u32> { panic!() }),
        |c| _ = RefMut::map_split(c.borrow_mut(), |_| -> TwoMut<'_> { panic!() }),
        |c| _ = c.replace_with(|_| panic!()),
    ];
    let cell = RefCell::new([1, 2]);
    for way in ways {
        catch_unwind(AssertUnwindSafe(|| way(&cell))).unwrap_err();
        assert!(cell.try_borrow_mut().is_ok());
    }
    assert_eq!(cell.into_inner(), [1, 2]);
}

/// A guard that is forgotten leaves its cell borrowed, for good as far as `&self` goes. With exclusive access to the cell
/// nothing is lost.
#[test]
fn a_forgotten_guard_leaves_the_cell_borrowed() {
    let mut cell = RefCell::new(1);
    forget(cell.borrow());
    assert!(cell.try_borrow().is_ok());
    assert!(cell.try_borrow_mut().is_err());
    *cell.get_mut() += 1;
    assert!(cell.try_borrow_mut().is_err());
    assert_eq!(cell.into_inner(), 2);

    let cell = RefCell::new(1);
    forget(cell.borrow_mut());
    assert!(cell.try_borrow().is_err());
    assert_eq!(cell.into_inner(), 1);
}

/// `replace_with` borrows exclusively while its closure runs; `clone_from` borrows only its source.
#[test]
fn what_is_borrowed_while_a_closure_runs() {
    let cell = RefCell::new(1);
    let old = cell.replace_with(|n| {
        assert!(cell.try_borrow().is_err());
        *n + 1
    });
    assert_eq!((old, cell.take(), cell.take()), (1, 2, 0));

    let source = RefCell::new(vec![1, 2]);
    let mut copy = RefCell::default();
    forget(RefCell::borrow(&copy));
    let held = source.borrow();
    copy.clone_from(&source);
    assert_eq!(*copy.get_mut(), *held);
    assert_eq!(
        copy.try_borrow().unwrap().len(),
        source.clone().into_inner().len()
    );
}

/// A guard shows its value, by `Debug` and by `Display`, with the formatter's own settings; so do the errors.
#[test]
fn guards_and_errors_are_shown_as_their_values() {
    fn shown(value: impl Debug + Display) -> String {
        format!("{value:>4}|{value:04?}")
    }
    let cell = RefCell::from(7);
    assert_eq!(shown(cell.borrow()), "   7|0007");
    assert_eq!(shown(cell.borrow_mut()), "   7|0007");
    assert_eq!(format!("{cell:?}"), "RefCell { value: 7 }");
    let guard = cell.borrow_mut();
    assert_eq!(format!("{cell:?}"), "RefCell { value: <borrowed> }");
    let error = cell.try_borrow().unwrap_err();
    let width = 34;
    assert_eq!(
        format!("{error:>width$}"),
        "  RefCell already mutably borrowed"
    );
    drop(guard);
}

/// A `RefCell` may hold what has no size: slices and trait objects.
#[test]
fn a_refcell_may_hold_what_has_no_size() {
    let cell: &RefCell<[i32]> = &RefCell::new([3, 1, 2]);
    cell.borrow_mut().sort_unstable();
    assert_eq!(*cell.borrow(), [1, 2, 3]);
    let cell: Box<RefCell<dyn Iterator<Item = u32>>> = Box::new(RefCell::new(0..3));
    assert_eq!(cell.borrow_mut().next(), Some(0));
    assert!(*cell.borrow().size_hint().1.as_ref().unwrap() == 2);
    let (one, other): (&RefCell<[i32]>, &RefCell<[i32]>) = (&RefCell::new([1]), &RefCell::new([2]));
    assert!(one < other && one != other);
}

/// A guard is as large as two pointers, and an `Option` of one is no larger.
#[test]
fn a_guard_is_two_words() {
    let words = 2 * size_of::<usize>();
    assert_eq!(size_of::<Ref<'_, u32>>(), words);
    assert_eq!(size_of::<Option<Ref<'_, u32>>>(), words);
    assert_eq!(size_of::<RefMut<'_, u32>>(), words);
    assert_eq!(size_of::<Option<RefMut<'_, u32>>>(), words);
}

/// `Ref` is covariant: a guard of what lives long stands for one of what lives less long.
#[test]
fn a_ref_of_what_lives_long_may_stand_for_one_that_lives_less_long() {
    fn same<'a>(_short: &'a str, guard: Ref<'a, &'static str>) -> Ref<'a, &'a str> {
        guard
    }
    let cell = RefCell::new("long");
    assert_eq!(*same(&String::from("short"), cell.borrow()), "long");
}

// ---- OnceCell ----

/// `get_or_init` panics when its closure sets the cell, and keeps what the closure set.
#[test]
fn a_reentrant_init_panics() {
    let cell = OnceCell::new();
    let words = said(|| {
        cell.get_or_init(|| {
            cell.set(1).unwrap();
            2
        });
    });
    assert_eq!(words, "reentrant init");
    assert_eq!(cell.get(), Some(&1));
}

/// When the closure panics, the cell stays as it was, and the next may try.
#[test]
fn an_init_that_panics_leaves_the_cell_empty() {
    let cell = OnceCell::new();
    catch_unwind(AssertUnwindSafe(|| cell.get_or_init(|| panic!()))).unwrap_err();
    assert_eq!(cell.get(), None);
    assert_eq!(cell.get_or_init(|| 3), &3);
}

/// What `get` has lent stays where it is, whatever is tried through `&self`.
#[test]
fn what_a_oncecell_lends_stays() {
    let cell = OnceCell::from(String::from("first"));
    let lent = cell.get().unwrap();
    cell.set("second".into()).unwrap_err();
    cell.get_or_init(|| unreachable!());
    assert_eq!(lent, "first");
}

// ---- Who may have them ----

/// Like std's: a cell is `Send` if its value is, and never `Sync`; a guard is neither.
#[test]
fn a_cell_may_be_moved_and_not_shared() {
    assert_impl_all!(Cell<u32>: Send);
    assert_impl_all!(RefCell<u32>: Send);
    assert_impl_all!(RefCell<[u32]>: Send);
    assert_impl_all!(OnceCell<u32>: Send);
    assert_impl_all!(LazyCell<u32>: Send);
    // A cell of a cell can go; a cell of what is bound to its thread can't.
    assert_impl_all!(Cell<Cell<u32>>: Send);
    assert_not_impl_any!(Cell<Rc<u32>>: Send, Sync);
    assert_not_impl_any!(RefCell<Rc<u32>>: Send, Sync);
    assert_not_impl_any!(OnceCell<Rc<u32>>: Send, Sync);
    assert_not_impl_any!(Cell<u32>: Sync);
    assert_not_impl_any!(RefCell<u32>: Sync);
    assert_not_impl_any!(OnceCell<u32>: Sync);
    assert_not_impl_any!(LazyCell<u32>: Sync);
    assert_not_impl_any!(Ref<'static, u32>: Send, Sync);
    assert_not_impl_any!(RefMut<'static, u32>: Send, Sync);
    assert_impl_all!(BorrowError: Send, Sync, std::error::Error);
    assert_impl_all!(BorrowMutError: Send, Sync, std::error::Error);
}

/// Like std's: a panic may leave a cell's value half changed, so a reference to a cell isn't `UnwindSafe`.
#[test]
fn a_reference_to_a_cell_is_not_unwind_safe() {
    assert_impl_all!(Cell<u32>: UnwindSafe, Unpin);
    assert_impl_all!(RefCell<u32>: UnwindSafe, Unpin);
    assert_impl_all!(OnceCell<u32>: UnwindSafe, Unpin);
    assert_impl_all!(LazyCell<u32>: UnwindSafe, Unpin);
    assert_not_impl_any!(Cell<u32>: RefUnwindSafe);
    assert_not_impl_any!(RefCell<u32>: RefUnwindSafe);
    assert_not_impl_any!(OnceCell<u32>: RefUnwindSafe);
    assert_not_impl_any!(LazyCell<u32>: RefUnwindSafe);
    assert_impl_all!(Ref<'static, u32>: Unpin);
    assert_impl_all!(RefMut<'static, u32>: Unpin);
    assert_not_impl_any!(Ref<'static, u32>: UnwindSafe, RefUnwindSafe);
    assert_not_impl_any!(RefMut<'static, u32>: UnwindSafe, RefUnwindSafe);
    assert_not_impl_any!(StdCell<u32>: RefUnwindSafe);
    assert_not_impl_any!(StdRefCell<u32>: RefUnwindSafe);
    assert_not_impl_any!(std::cell::Ref<'static, u32>: UnwindSafe, RefUnwindSafe);
    assert_not_impl_any!(std::cell::RefMut<'static, u32>: UnwindSafe, RefUnwindSafe);
}

// ---- What they cost ----

/// Optimised, the book's `Cell`, `RefCell` and `OnceCell` are instruction for instruction std's.
#[test]
#[cfg_attr(miri, ignore = "an interpreter runs no compiler")]
fn the_books_cells_are_the_same_code_as_stds() {
    let on_std = functions(&assembly("zero_cost_on_std"));
    let on_book = functions(&assembly("zero_cost_on_book"));
    assert_eq!(on_std.matches("zero_cost_").count(), 9, "{on_std}");
    assert!(on_std.lines().count() > 60, "hardly code:\n{on_std}");
    assert_eq!(on_std, on_book);
}

/// Compiles an example, optimised, and returns its assembly.
fn assembly(example: &str) -> String {
    // A directory of its own: the one in use is locked while the tests are being built.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("zero-cost");
    let output = Command::new(env!("CARGO"))
        .args(["rustc", "--locked", "--offline", "--release"])
        .args(["--package", "interior-mutability", "--example", example])
        .arg("--target-dir")
        .arg(&target)
        .args(["--", "--emit", "asm", "-C", "codegen-units=1"])
        // Neither instrumentation nor another target: both as they are shipped here. With this flag the crate does without
        // what only other tests need, which takes minutes to optimise.
        .env("RUSTFLAGS", "--cfg stress")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null())
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    // An older compiler or profile leaves files of other names.
    let files = fs::read_dir(target.join("release/examples")).unwrap();
    let newest = files
        .map(|file| file.unwrap().path())
        .filter(|file| {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            file.extension() == Some("s".as_ref()) && name.starts_with(&format!("{example}-"))
        })
        .max_by_key(|file| file.metadata().unwrap().modified().unwrap());
    fs::read_to_string(newest.expect("assembly")).unwrap()
}

/// The instructions and labels, without directives, and without the names of constants and of what is called: those say
/// which library it is.
fn functions(assembly: &str) -> String {
    let mut text = String::new();
    for line in assembly.lines().map(str::trim) {
        let label = line.ends_with(':') && !line.starts_with(".Lfunc_");
        if line.starts_with(['.', '#', ';']) && !label || line.starts_with(".Lanon") {
            continue;
        }
        let instruction = line.split_whitespace().next().unwrap_or_default();
        let calls = instruction.starts_with("call")
            || instruction.starts_with("jmp")
            || ["bl", "b"].contains(&instruction);
        match line.find(".Lanon") {
            _ if calls && !line.contains(".LBB") => text.push_str("calls"),
            Some(constant) => text.push_str(&line[..constant]),
            None => text.push_str(line),
        }
        text.push('\n');
    }
    text
}
