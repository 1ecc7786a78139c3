//! What *Build it* promises of `Arc`, `Weak` and `Rc`: plain tests. What two threads do to each other is in
//! `models.rs`.
#![cfg(not(model))]

use std::alloc::{GlobalAlloc, Layout, System};
use std::any::Any;
use std::cell::Cell;
use std::collections::HashMap;
use std::env;
use std::error::Error;
use std::ffi::CStr;
use std::fmt::{self, Debug, Display};
#[cfg(target_os = "linux")]
use std::fs::File;
#[cfg(target_os = "linux")]
use std::io::{Read as _, Seek as _, Write as _};
#[cfg(target_os = "linux")]
use std::os::fd::{AsFd, AsRawFd};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::ptr;
use std::time::Duration;

use harness::transcript;
use shared_ownership::rc::{self, Rc};
use shared_ownership::{Arc, Weak};

/// A value that counts its clones and drops.
#[derive(Default)]
struct Tally<'a> {
    counts: Option<&'a Counts>,
}

#[derive(Default)]
struct Counts {
    clones: Cell<u32>,
    drops: Cell<u32>,
}

impl Counts {
    fn tally(&self) -> Tally<'_> {
        Tally { counts: Some(self) }
    }

    fn get(&self) -> (u32, u32) {
        (self.clones.get(), self.drops.get())
    }
}

impl Clone for Tally<'_> {
    fn clone(&self) -> Self {
        if let Some(counts) = self.counts {
            counts.clones.update(|clones| clones + 1);
        }
        Self {
            counts: self.counts,
        }
    }
}

impl Drop for Tally<'_> {
    fn drop(&mut self) {
        if let Some(counts) = self.counts {
            counts.drops.update(|drops| drops + 1);
        }
    }
}

thread_local! {
    /// The blocks of memory that this thread has.
    static BLOCKS: Cell<isize> = const { Cell::new(0) };
}

/// The system's allocator, which counts each thread's blocks.
struct Counting;

// SAFETY: everything is passed on.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        BLOCKS.set(BLOCKS.get() + 1);
        // SAFETY: the caller's promise is the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        BLOCKS.set(BLOCKS.get() - 1);
        // SAFETY: the caller's promise is the same.
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How many blocks `body` leaves behind.
fn blocks_left<R>(body: impl FnOnce() -> R) -> (isize, R) {
    let before = BLOCKS.get();
    let result = body();
    (BLOCKS.get() - before, result)
}

/// Panics, without a message: printing one allocates.
fn fail() -> ! {
    resume_unwind(Box::new(()))
}

// ---- One value ----

/// A clone of the book's `Arc` is another reference to the same value, and nothing is allocated for it.
#[test]
fn a_clone_shares_the_value() {
    let counts = Counts::default();
    let first = Arc::new(counts.tally());
    let (blocks, second) = blocks_left(|| Arc::clone(&first));
    assert_eq!(blocks, 0);
    assert!(Arc::ptr_eq(&first, &second));
    assert!(ptr::eq(&raw const *first, &raw const *second));
    assert_eq!(counts.get(), (0, 0));
    assert!(!Arc::ptr_eq(&first, &Arc::new(counts.tally())));
}

/// The value and its counters are one allocation, which is freed with the last reference.
#[test]
fn value_and_counters_are_one_allocation() {
    let (blocks, value) = blocks_left(|| Arc::new(1));
    assert_eq!(blocks, 1);
    let weak = Arc::downgrade(&value);
    assert_eq!(blocks_left(|| drop(value)).0, 0);
    assert_eq!(blocks_left(|| drop(weak)).0, -1);
}

/// The value is dropped with the last `Arc`, although there is a `Weak`.
#[test]
fn a_weak_does_not_keep_the_value() {
    let counts = Counts::default();
    let first = Arc::new(counts.tally());
    let second = first.clone();
    let weak = Arc::downgrade(&first);
    drop(first);
    assert!(weak.upgrade().is_some());
    assert_eq!(counts.get(), (0, 0));
    drop(second);
    assert_eq!(counts.get(), (0, 1));
    assert!(weak.upgrade().is_none());
}

/// A `Weak` of nothing allocates nothing, and is never upgraded.
#[test]
fn a_weak_of_nothing_is_never_upgraded() {
    const NOTHING: Weak<u32> = Weak::new();
    let (blocks, weak) = blocks_left(|| NOTHING.clone());
    assert_eq!(blocks, 0);
    assert!(weak.upgrade().is_none());
    assert_eq!((weak.strong_count(), weak.weak_count()), (0, 0));
    assert!(weak.ptr_eq(&Weak::default()));
    assert!(!weak.ptr_eq(&Arc::downgrade(&Arc::new(1))));
    assert_eq!(format!("{weak:?}"), "(Weak)");
    // SAFETY: it came from `into_raw`.
    let weak = unsafe { Weak::from_raw(weak.into_raw()) };
    assert!(weak.upgrade().is_none());
}

/// `strong_count` and `weak_count` count the `Arc`s and the `Weak`s; without an `Arc` a `Weak` counts no `Weak`s.
#[test]
fn the_counts_count() {
    let first = Arc::new(1);
    let weak = Arc::downgrade(&first);
    let second = weak.upgrade().unwrap();
    let other = weak.clone();
    assert_eq!((Arc::strong_count(&first), Arc::weak_count(&first)), (2, 2));
    assert_eq!((weak.strong_count(), weak.weak_count()), (2, 2));
    drop(other);
    drop(first);
    assert_eq!((weak.strong_count(), weak.weak_count()), (1, 1));
    drop(second);
    assert_eq!((weak.strong_count(), weak.weak_count()), (0, 0));
}

// ---- Alone with it ----

/// The book's `get_mut` gives the value to an `Arc` that has neither another beside it nor a `Weak`, and leaves the counters as
/// they were.
#[test]
fn the_books_get_mut_wants_to_be_alone() {
    let mut first = Arc::new(1);
    *Arc::get_mut(&mut first).unwrap() = 2;
    let second = first.clone();
    assert_eq!(Arc::get_mut(&mut first), None);
    drop(second);
    let weak = Arc::downgrade(&first);
    assert_eq!(Arc::get_mut(&mut first), None);
    assert_eq!(weak.upgrade().as_deref(), Some(&2));
    drop(weak);
    assert_eq!(Arc::get_mut(&mut first), Some(&mut 2));
    assert_eq!((Arc::strong_count(&first), Arc::weak_count(&first)), (1, 0));
}

/// `make_mut` clones a value that is shared, and the other `Arc` keeps it as it was.
#[test]
fn make_mut_clones_a_shared_value() {
    let mut ours = Arc::new(vec![1]);
    let theirs = ours.clone();
    Arc::make_mut(&mut ours).push(2);
    assert_eq!((ours.len(), theirs.len()), (2, 1));
    assert_eq!(
        (Arc::strong_count(&ours), Arc::strong_count(&theirs)),
        (1, 1)
    );
}

/// `make_mut` moves a value away from `Weak`s: it isn't cloned, and they lose it.
#[test]
fn make_mut_moves_the_value_away_from_weaks() {
    let counts = Counts::default();
    let mut ours = Arc::new(counts.tally());
    let weak = Arc::downgrade(&ours);
    let before = Arc::as_ptr(&ours);
    Arc::make_mut(&mut ours);
    assert_ne!(Arc::as_ptr(&ours), before);
    assert_eq!(counts.get(), (0, 0));
    assert!(weak.upgrade().is_none());
    assert_eq!(blocks_left(|| drop(weak)).0, -1);
    drop(ours);
    assert_eq!(counts.get(), (0, 1));
}

/// `make_mut` changes a value that nobody else has where it is.
#[test]
fn make_mut_changes_its_own_value_in_place() {
    let counts = Counts::default();
    let mut ours = Arc::new(counts.tally());
    let before = Arc::as_ptr(&ours);
    Arc::make_mut(&mut ours);
    assert_eq!(Arc::as_ptr(&ours), before);
    assert_eq!(counts.get(), (0, 0));
    assert_eq!(Arc::strong_count(&ours), 1);
}

/// `make_mut` takes slices and text, too.
#[test]
fn make_mut_takes_slices_and_text() {
    let mut text: Arc<str> = Arc::from("quay");
    let same = text.clone();
    Arc::make_mut(&mut text).make_ascii_uppercase();
    assert_eq!((&*text, &*same), ("QUAY", "quay"));
    let mut list: Arc<[String]> = Arc::from(["a".to_owned(), "b".to_owned()]);
    let same = list.clone();
    Arc::make_mut(&mut list)[1].push('c');
    drop(same);
    let weak = Arc::downgrade(&list);
    Arc::make_mut(&mut list)[0].push('d');
    assert_eq!(*list, ["ad", "bc"]);
    assert!(weak.upgrade().is_none());
    let mut path: Arc<Path> = Arc::from(Path::new("quay"));
    let same = path.clone();
    let place = Arc::as_ptr(&path);
    assert_eq!(Arc::make_mut(&mut path), Path::new("quay"));
    assert!(!ptr::addr_eq(Arc::as_ptr(&path), place));
    assert!(ptr::addr_eq(Arc::as_ptr(&same), place));
}

/// When cloning the value panics in `make_mut`, the `Arc` is as it was.
#[test]
fn a_panic_in_make_mut_changes_nothing() {
    struct Unclonable(());
    impl Clone for Unclonable {
        fn clone(&self) -> Self {
            fail()
        }
    }
    let mut ours = Arc::new(Unclonable(()));
    let theirs = ours.clone();
    let (blocks, result) = blocks_left(|| {
        let made = AssertUnwindSafe(|| Arc::make_mut(&mut ours).0);
        catch_unwind(made).map_err(drop)
    });
    assert_eq!((blocks, result), (0, Err(())));
    assert!(Arc::ptr_eq(&ours, &theirs));
    assert_eq!(Arc::strong_count(&ours), 2);
}

/// `try_unwrap` and `into_inner` give the value to the only `Arc`, a `Weak` or no; `unwrap_or_clone` clones it where there is
/// another.
#[test]
fn the_value_can_be_taken_out() {
    let counts = Counts::default();
    let first = Arc::new(counts.tally());
    let second = first.clone();
    let Err(first) = Arc::try_unwrap(first) else {
        panic!("there are two");
    };
    assert!(Arc::into_inner(first).is_none());
    let weak = Arc::downgrade(&second);
    let Ok(value) = Arc::try_unwrap(second) else {
        panic!("there is one");
    };
    assert!(weak.upgrade().is_none());
    assert_eq!(counts.get(), (0, 0));
    let third = Arc::new(value);
    let fourth = third.clone();
    drop(Arc::unwrap_or_clone(third));
    assert_eq!(counts.get(), (1, 1));
    drop(Arc::into_inner(fourth).unwrap());
    assert_eq!(counts.get(), (1, 2));
}

// ---- A value with a `Weak` to itself ----

/// `new_cyclic` gives its closure a `Weak` that can't be upgraded yet, and that can be when the value is there.
#[test]
fn new_cyclic_gives_a_value_a_weak_to_itself() {
    struct Cyclic(Weak<Cyclic>, u32);
    let value = Arc::new_cyclic(|this| {
        assert!(this.upgrade().is_none());
        assert_eq!((this.strong_count(), this.weak_count()), (0, 0));
        Cyclic(this.clone(), 7)
    });
    assert_eq!((Arc::strong_count(&value), Arc::weak_count(&value)), (1, 1));
    assert_eq!(value.0.upgrade().unwrap().1, 7);
}

/// When making the value panics, `new_cyclic` leaves no memory behind, and the `Weak`s are never upgraded.
#[test]
fn a_panic_in_new_cyclic_frees_the_memory() {
    let mut kept = Weak::new();
    let (blocks, result) = blocks_left(|| {
        let made = AssertUnwindSafe(|| {
            Arc::<Vec<u8>>::new_cyclic(|this| {
                kept = this.clone();
                fail()
            })
        });
        catch_unwind(made).map(drop).map_err(drop)
    });
    assert_eq!((blocks, result), (1, Err(())));
    assert!(kept.upgrade().is_none());
    assert_eq!(blocks_left(|| drop(kept)).0, -1);
}

/// When the value's destructor panics, the panic reaches whoever dropped the last `Arc`, and the memory is freed.
#[test]
fn a_panic_in_the_destructor_frees_the_memory() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            fail()
        }
    }
    let value = Arc::new((Bomb, 1));
    let (blocks, result) =
        blocks_left(|| catch_unwind(AssertUnwindSafe(|| drop(value))).map_err(drop));
    assert_eq!((blocks, result), (-1, Err(())));
}

// ---- Too many ----

/// What counts, by name.
const COUNTERS: [(&str, fn()); 7] = [
    ("clone", || {
        let value = Arc::new(1_usize);
        set_counts(&raw const *value, usize::MAX / 2 + 1, 1);
        let _ = value.clone();
    }),
    ("clone of a Weak", || {
        let weak = Arc::downgrade(&Arc::new(1_usize));
        set_counts(weak.as_ptr(), 1, usize::MAX / 2 + 1);
        let _ = weak.clone();
    }),
    ("downgrade", || {
        let value = Arc::new(1_usize);
        set_counts(&raw const *value, 1, usize::MAX / 2 + 1);
        let _ = Arc::downgrade(&value);
    }),
    ("upgrade", || {
        let weak = Arc::downgrade(&Arc::new(1_usize));
        set_counts(weak.as_ptr(), usize::MAX / 2 + 1, 2);
        let _ = weak.upgrade();
    }),
    ("clone of an Rc", || {
        let value = Rc::new(1_usize);
        set_counts(&raw const *value, usize::MAX, 1);
        let _ = value.clone();
    }),
    ("clone of an rc::Weak", || {
        let weak = Rc::downgrade(&Rc::new(1_usize));
        set_counts(weak.as_ptr(), 1, usize::MAX);
        let _ = weak.clone();
    }),
    ("downgrade of an Rc", || {
        let value = Rc::new(1_usize);
        set_counts(&raw const *value, 1, usize::MAX);
        let _ = Rc::downgrade(&value);
    }),
];

/// Does as if so many had been made and forgotten. Under Miri `value` has to come from `as_ptr`: a reference leads to the value
/// alone.
fn set_counts(value: *const usize, strong: usize, weak: usize) {
    for (before, count) in [(2, strong), (1, weak)] {
        // SAFETY: the counters stand right before the value.
        let counter = unsafe { value.cast_mut().sub(before) };
        // SAFETY: nobody else uses them.
        unsafe { counter.write(count) };
    }
}

/// A reference too many aborts the process, whatever kind it is, before a counter can overflow.
#[test]
#[cfg(unix)]
#[cfg_attr(miri, ignore = "starts a process")]
fn a_reference_too_many_aborts() {
    const WHICH: &str = "COUNTER";
    if let Ok(which) = env::var(WHICH) {
        let (_, count) = COUNTERS.iter().find(|(name, _)| *name == which).unwrap();
        count();
        return;
    }
    for (name, _) in COUNTERS {
        let mut command = Command::new(env::current_exe().unwrap());
        command
            .args(["--exact", "--nocapture", "a_reference_too_many_aborts"])
            .env(WHICH, name);
        let shown = transcript(command, Duration::from_mins(1));
        assert!(
            shown.contains("fatal: more references than can be counted"),
            "{name}: {shown}"
        );
        assert!(shown.contains("SIGABRT"), "{name}: {shown}");
    }
}

/// A reference too many aborts the process even if the message can't be written.
#[test]
#[cfg(target_os = "linux")]
fn a_reference_too_many_aborts_although_nobody_reads_why() {
    use std::os::unix::process::ExitStatusExt as _;
    use std::process::Stdio;

    const TEST: &str = "a_reference_too_many_aborts_although_nobody_reads_why";
    const WHICH: &str = "COUNTER";
    if let Ok(which) = env::var(WHICH) {
        let (_, count) = COUNTERS.iter().find(|(name, _)| *name == which).unwrap();
        count();
        return;
    }
    for name in ["clone", "clone of an Rc"] {
        // Whoever writes to it is told that the disk is full.
        let full = File::options().write(true).open("/dev/full").unwrap();
        let status = Command::new(env::current_exe().unwrap())
            .args(["--exact", "--nocapture", TEST])
            .env(WHICH, name)
            .stdout(Stdio::null())
            .stderr(full)
            .status()
            .unwrap();
        assert_eq!(status.signal(), Some(6), "{name}: {status}");
    }
}

/// Up to the limit references are counted: the one before is no reference too many.
#[test]
fn half_of_all_numbers_are_counted() {
    let value = Arc::new(1_usize);
    set_counts(Arc::as_ptr(&value), usize::MAX / 2, 1);
    drop(value.clone());
    assert_eq!(Arc::strong_count(&value), usize::MAX / 2);
    set_counts(Arc::as_ptr(&value), 1, 1);
}

// ---- Values of any size ----

/// A value stands where its alignment asks for, whatever that is, and may have no size.
#[test]
fn a_value_is_aligned() {
    #[repr(align(4096))]
    struct Page(u8);
    #[repr(align(64))]
    struct Nothing;
    let page = Arc::new(Page(7));
    assert!(Arc::as_ptr(&page).is_aligned());
    assert_eq!((page.0, Arc::strong_count(&page)), (7, 1));
    assert!(Arc::as_ptr(&Arc::new(Nothing)).is_aligned());
    assert!(Arc::as_ptr(&Arc::new(())).is_aligned());
    let pages: Arc<[Page]> = Arc::from([Page(1), Page(2)]);
    assert!(pages.as_ptr().is_aligned());
    assert_eq!(pages[1].0, 2);
    let boxed: Box<dyn Any> = Box::new(Page(9));
    let any: Arc<dyn Any> = Arc::from(boxed);
    let weak = Arc::downgrade(&any);
    assert_eq!(any.downcast_ref::<Page>().unwrap().0, 9);
    assert_eq!(blocks_left(|| drop(any)).0, 0);
    assert_eq!(blocks_left(|| drop(weak)).0, -1);
}

/// An `Arc` goes through a raw pointer and back with its count, which can be changed meanwhile.
#[test]
fn an_arc_goes_through_a_raw_pointer() {
    let first = Arc::new(5);
    let raw = Arc::into_raw(first.clone());
    assert_eq!(raw, Arc::as_ptr(&first));
    // SAFETY: it came from `into_raw`, and is given back below.
    unsafe { Arc::increment_strong_count(raw) };
    assert_eq!(Arc::strong_count(&first), 3);
    // SAFETY: it was counted on the line above.
    unsafe { Arc::decrement_strong_count(raw) };
    // SAFETY: it came from `into_raw`.
    let second = unsafe { Arc::from_raw(raw) };
    assert_eq!(Arc::strong_count(&first), 2);
    let weak = Arc::downgrade(&second).into_raw();
    // SAFETY: it came from `into_raw`.
    let weak = unsafe { Weak::from_raw(weak) };
    assert!(weak.ptr_eq(&Arc::downgrade(&first)));
}

/// Through a raw pointer an `Arc` becomes one of a trait object or a slice, and so does a `Weak`; the same value is dropped, and
/// the same memory freed.
#[test]
fn a_raw_pointer_can_be_unsized() {
    let number = Arc::into_raw(Arc::new(5));
    // SAFETY: it came from `into_raw`, and was unsized.
    let shown: Arc<dyn Display> = unsafe { Arc::from_raw(number as *const dyn Display) };
    assert_eq!(shown.to_string(), "5");
    let list = Arc::into_raw(Arc::new([String::from("a"), String::from("b")]));
    // SAFETY: it came from `into_raw`, and was unsized.
    let list: Arc<[String]> = unsafe { Arc::from_raw(list as *const [String]) };
    let weak = Arc::downgrade(&list);
    drop(list);
    assert!(weak.upgrade().is_none());
    let counts = Counts::default();
    let made = Arc::new(counts.tally());
    let weak = Arc::downgrade(&made).into_raw();
    // SAFETY: it came from `into_raw`, and was unsized.
    let weak: Weak<dyn Droppable + '_> = unsafe { Weak::from_raw(weak as *const dyn Droppable) };
    drop(made);
    assert_eq!(counts.get(), (0, 1));
    assert_eq!(blocks_left(|| drop(weak)).0, -1);
}

trait Droppable {}
impl<T> Droppable for T {}

/// What was in a box moves into the `Arc`, a trait object too, and the box's memory is freed.
#[test]
fn what_is_in_a_box_moves() {
    let counts = Counts::default();
    let boxed: Box<dyn Droppable + '_> = Box::new((counts.tally(), 1));
    let (blocks, shared) = blocks_left(|| Arc::<dyn Droppable>::from(boxed));
    assert_eq!((blocks, counts.get()), (0, (0, 0)));
    drop(shared);
    assert_eq!(counts.get(), (0, 1));
    let nothing: Box<dyn Debug> = Box::new(());
    assert_eq!(format!("{:?}", Arc::<dyn Debug>::from(nothing)), "()");
    assert_eq!(*Arc::<str>::from(Box::<str>::from("quay")), *"quay");
}

/// The values of a vector or an array move, those of a slice are cloned, and each is dropped once.
#[test]
fn values_move_into_a_slice() {
    let counts = Counts::default();
    let vector = vec![counts.tally(), counts.tally()];
    let (blocks, slice) = blocks_left(|| Arc::<[_]>::from(vector));
    assert_eq!((blocks, counts.get()), (0, (0, 0)));
    let array: Arc<[_]> = Arc::from([counts.tally()]);
    assert_eq!(counts.get(), (0, 0));
    let clones: Arc<[_]> = Arc::from(&*slice);
    assert_eq!(counts.get(), (2, 0));
    drop((slice, array, clones));
    assert_eq!(counts.get(), (2, 5));
    let collected: Arc<[u32]> = (1..4).collect();
    assert_eq!(*collected, [1, 2, 3]);
    assert!(Arc::<[u32]>::default().is_empty());
}

/// When cloning a slice's values panics, those that were cloned are dropped, and no memory is left.
#[test]
fn a_panic_while_a_slice_is_cloned_leaves_nothing() {
    struct Third<'a>(u32, Tally<'a>);
    impl Clone for Third<'_> {
        fn clone(&self) -> Self {
            if self.0 == 3 {
                fail();
            }
            Self(self.0, self.1.clone())
        }
    }
    let counts = Counts::default();
    let values = [1, 2, 3].map(|number| Third(number, counts.tally()));
    let (blocks, result) = blocks_left(|| {
        let made = AssertUnwindSafe(|| Arc::<[_]>::from(&values[..]));
        catch_unwind(made).map(drop).map_err(drop)
    });
    assert_eq!((blocks, result), (0, Err(())));
    assert_eq!(counts.get(), (2, 2));
}

/// An `Arc` is made of most that std's is made of: text, C strings, paths, `Cow`s.
#[test]
fn an_arc_is_made_of_most_that_stds_is() {
    assert_eq!(*Arc::<str>::from("quay"), *"quay");
    assert_eq!(*Arc::<str>::from(String::from("quay")), *"quay");
    assert_eq!(*Arc::<str>::from(&mut *String::from("quay")), *"quay");
    assert_eq!(*Arc::<str>::default(), *"");
    assert_eq!(*Arc::<[u8]>::from(Arc::<str>::from("quay")), *b"quay");
    assert_eq!(*Arc::<CStr>::from(c"quay"), *c"quay");
    assert_eq!(*Arc::<CStr>::default(), *c"");
    assert_eq!(*Rc::<CStr>::default(), *c"");
    let mut path = PathBuf::from("quay").into_boxed_path();
    assert_eq!(*Arc::<Path>::from(&mut *path), *path);
    assert_eq!(*Arc::<Path>::from(Path::new("quay")), *Path::new("quay"));
    let cow = std::borrow::Cow::Borrowed("quay");
    assert_eq!(*Arc::<str>::from(cow), *"quay");
    assert_eq!(*Arc::<[i32]>::from(&mut [1, 2][..]), [1, 2]);
    assert_eq!(*Arc::from(7), 7);
    assert_eq!(*std::pin::Pin::<Arc<u32>>::default(), 0);
    let list: Arc<[i32]> = Arc::from([1, 2]);
    let Err(list) = <Arc<[i32; 3]>>::try_from(list) else {
        panic!("it has two");
    };
    assert_eq!(**<Arc<[i32; 2]>>::try_from(list).as_ref().unwrap(), [1, 2]);
}

/// A value can be written after its memory was allocated.
#[test]
fn a_value_can_be_written_later() {
    let mut place = Arc::<u32>::new_uninit();
    Arc::get_mut(&mut place).unwrap().write(7);
    // SAFETY: it was written.
    assert_eq!(*unsafe { place.assume_init() }, 7);
    let mut places = Arc::<[u32]>::new_uninit_slice(3);
    for (number, place) in (1..).zip(Arc::get_mut(&mut places).unwrap()) {
        place.write(number);
    }
    // SAFETY: all were written.
    assert_eq!(*unsafe { places.assume_init() }, [1, 2, 3]);
    // SAFETY: zero is a number.
    assert_eq!(*unsafe { Arc::<u32>::new_zeroed().assume_init() }, 0);
    // SAFETY: as above.
    assert_eq!(*unsafe { Rc::<u32>::new_zeroed().assume_init() }, 0);
    let zeros = Arc::<[u32]>::new_zeroed_slice(3);
    // SAFETY: as above.
    assert_eq!(*unsafe { zeros.assume_init() }, [0; 3]);
    let zeros = Rc::<[u32]>::new_zeroed_slice(3);
    // SAFETY: as above.
    assert_eq!(*unsafe { zeros.assume_init() }, [0; 3]);
}

/// An `Arc` of `Any` can be told what it holds.
#[test]
fn an_arc_of_any_can_be_downcast() {
    let boxed: Box<dyn Any + Send + Sync> = Box::new(5_u8);
    let any: Arc<dyn Any + Send + Sync> = Arc::from(boxed);
    let any = any.downcast::<i8>().unwrap_err();
    assert_eq!(*any.downcast::<u8>().unwrap(), 5);
}

// ---- The value's own traits ----

/// An `Arc` compares, hashes, prints and defaults as its value does, and is found by it in a map.
#[test]
fn an_arc_passes_on_what_its_value_can() {
    #[derive(Debug)]
    struct Reason(fmt::Error);
    impl Display for Reason {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a reason")
        }
    }
    impl Error for Reason {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }

        fn description(&self) -> &'static str {
            "an older reason"
        }
    }
    let (one, two) = (Arc::new(1), Arc::new(2));
    assert!(one < two);
    assert!(two > one);
    assert!(one <= one.clone() && two >= one);
    assert!(one == Arc::new(1) && one != two);
    assert_eq!(one.cmp(&two), std::cmp::Ordering::Less);
    assert_eq!(Arc::new(f32::NAN).partial_cmp(&Arc::new(1.0)), None);
    assert_eq!(format!("{one} {one:?}"), "1 1");
    assert_eq!(format!("{one:p}"), format!("{:p}", Arc::as_ptr(&one)));
    assert_eq!(Arc::<u32>::default(), Arc::new(0));
    assert_eq!(*Arc::pin(3), 3);
    assert_eq!(AsRef::<i32>::as_ref(&one), &1);
    let berths = HashMap::from([(Arc::<str>::from("north"), 3)]);
    assert_eq!(berths.get("north"), Some(&3));
    let error = Arc::new(Reason(fmt::Error));
    assert!(Error::source(&error).unwrap().is::<fmt::Error>());
    assert_eq!(error.to_string(), "a reason");
    #[expect(deprecated, reason = "it is passed on all the same")]
    let (description, cause) = (error.description(), error.cause());
    assert_eq!(description, "an older reason");
    assert!(cause.is_some());
}

/// An `Arc` of a file reads, writes and seeks as the file does.
#[test]
#[cfg(target_os = "linux")]
#[cfg_attr(miri, ignore = "Miri has no /dev/zero")]
fn an_arc_of_a_file_is_a_file() {
    fn numbers(file: &(impl AsFd + AsRawFd)) -> [i32; 2] {
        [file.as_fd().as_raw_fd(), file.as_raw_fd()]
    }

    let zeros = Arc::new(File::open("/dev/zero").unwrap());
    let mut also = zeros.clone();
    let mut bytes = [7; 3];
    also.read_exact(&mut bytes).unwrap();
    assert_eq!(bytes, [0; 3]);
    assert_eq!(also.stream_position().unwrap(), 0);
    assert_eq!(numbers(&zeros), [File::as_raw_fd(&zeros); 2]);
    let ours = Rc::new(File::open("/dev/zero").unwrap());
    assert_eq!(numbers(&ours), [File::as_raw_fd(&ours); 2]);
    let full = File::options().write(true).open("/dev/full").unwrap();
    Arc::new(full).write_all(&bytes).unwrap_err();
}

/// `==` of two of the book's `Arc`s compares their values even if it is one value; `std`'s compares the pointers first where the
/// value is `Eq`.
#[test]
fn equality_always_compares_the_values() {
    #[derive(Eq)]
    struct Counted<'a>(&'a Cell<u32>);
    impl PartialEq for Counted<'_> {
        fn eq(&self, _: &Self) -> bool {
            self.0.update(|count| count + 1);
            true
        }
    }
    let count = Cell::new(0);
    let ours = Arc::new(Counted(&count));
    assert!(ours == ours.clone());
    assert_eq!(count.get(), 1);
    let stds = std::rc::Rc::new(Counted(&count));
    assert!(stds == stds.clone());
    assert_eq!(count.get(), 1);
}

// ---- `Rc` ----

/// The book's `Rc` shares one value, counts, and drops it with the last one, though there is a `Weak`.
#[test]
fn the_books_rc_drops_the_value_with_the_last() {
    let counts = Counts::default();
    let first = Rc::new(counts.tally());
    let second = first.clone();
    let weak = Rc::downgrade(&first);
    assert!(Rc::ptr_eq(&first, &weak.upgrade().unwrap()));
    assert_eq!((Rc::strong_count(&first), Rc::weak_count(&first)), (2, 1));
    drop((first, second));
    assert_eq!(counts.get(), (0, 1));
    assert!(weak.upgrade().is_none());
    assert_eq!((weak.strong_count(), weak.weak_count()), (0, 0));
    assert!(rc::Weak::<u8>::new().upgrade().is_none());
    assert_eq!(blocks_left(|| drop(weak)).0, -1);
}

/// The book's `Rc` gives its value out to be changed or taken when it is alone; `make_mut` clones a shared value and moves one
/// away from `Weak`s.
#[test]
fn the_books_rc_gives_its_value_out_when_it_is_alone() {
    let counts = Counts::default();
    let mut first = Rc::new(counts.tally());
    assert!(Rc::get_mut(&mut first).is_some());
    let second = first.clone();
    assert!(Rc::get_mut(&mut first).is_none());
    Rc::make_mut(&mut first);
    assert_eq!(counts.get(), (1, 0));
    let weak = Rc::downgrade(&first);
    assert!(Rc::get_mut(&mut first).is_none());
    Rc::make_mut(&mut first);
    assert_eq!(counts.get(), (1, 0));
    assert!(weak.upgrade().is_none());
    let same = second.clone();
    let Err(second) = Rc::try_unwrap(second) else {
        panic!("there are two");
    };
    assert!(Rc::into_inner(second).is_none());
    drop(Rc::unwrap_or_clone(same));
    assert_eq!(counts.get(), (1, 1));
    drop(Rc::try_unwrap(first).ok().unwrap());
    assert_eq!(counts.get(), (1, 2));
}

/// The book's `Rc` has a `new_cyclic`, raw pointers, and unsized values, as the `Arc` has.
#[test]
fn the_books_rc_has_the_rest_too() {
    struct Cyclic(rc::Weak<Cyclic>, u32);
    let value = Rc::new_cyclic(|this| {
        assert!(this.upgrade().is_none());
        Cyclic(this.clone(), 7)
    });
    assert_eq!(value.0.upgrade().unwrap().1, 7);
    let number = Rc::into_raw(Rc::new(5));
    // SAFETY: it came from `into_raw`, and was unsized.
    let shown: Rc<dyn Display> = unsafe { Rc::from_raw(number as *const dyn Display) };
    assert_eq!(shown.to_string(), "5");
    let mut text: Rc<str> = Rc::from("quay");
    Rc::make_mut(&mut text).make_ascii_uppercase();
    assert_eq!(*text, *"QUAY");
    assert_eq!(*(1..4).collect::<Rc<[u32]>>(), [1, 2, 3]);
    let boxed: Box<dyn Any> = Box::new(5_u8);
    assert_eq!(*Rc::<dyn Any>::from(boxed).downcast::<u8>().unwrap(), 5);
    let mut place = Rc::<u32>::new_uninit();
    Rc::get_mut(&mut place).unwrap().write(7);
    // SAFETY: it was written.
    assert_eq!(*unsafe { place.assume_init() }, 7);
}

// ---- The machine code ----

/// On x86-64 cloning an `Arc` is one locked instruction, dropping one that isn't the last is one, and upgrading a `Weak` is one;
/// cloning an `Rc` is none. Dereferencing an `Arc` of a trait object doesn't look at its alignment.
#[test]
#[cfg(all(target_arch = "x86_64", target_os = "linux", not(miri)))]
fn counting_is_one_locked_instruction() {
    let assembly = assembly();
    let locked = |function| {
        let code = function_of(&assembly, function);
        code.lines().filter(|line| line.starts_with("lock")).count()
    };
    assert_eq!(locked("counting_clone"), 1);
    assert_eq!(locked("counting_drop"), 1);
    assert_eq!(locked("counting_upgrade"), 1);
    assert_eq!(locked("counting_rc"), 0);
    // The pointer and its vtable are loaded and returned.
    let deref = function_of(&assembly, "counting_deref");
    assert_eq!(deref.lines().count(), 3, "{deref}");
}

/// The instructions of a function.
#[cfg(all(target_arch = "x86_64", target_os = "linux", not(miri)))]
fn function_of(assembly: &str, name: &str) -> String {
    let (_, body) = assembly.split_once(&format!("\n{name}:\n")).expect(name);
    let (body, _) = body.split_once("\n.Lfunc_end").expect(name);
    let lines = body.lines().map(str::trim);
    let code = lines.filter(|line| !line.starts_with(['.', '#']));
    code.map(|line| line.to_owned() + "\n").collect()
}

/// Compiles `assembly/counting.rs`, optimised.
#[cfg(all(target_arch = "x86_64", target_os = "linux", not(miri)))]
fn assembly() -> String {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("counting.s");
    let output = Command::new("rustc")
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "asm"])
        .args(["-C", "opt-level=3", "-C", "codegen-units=1", "-o"])
        .arg(&file)
        .arg("tests/assembly/counting.rs")
        .output()
        .expect("rustc runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    std::fs::read_to_string(file).unwrap()
}
