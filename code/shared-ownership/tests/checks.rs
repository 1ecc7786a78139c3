//! The statements that the page *Shared ownership* makes.
#![cfg(not(model))]

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{RecvError, Sender, channel};
use std::sync::{Arc, Barrier, LazyLock, MutexGuard, OnceLock, Weak};
use std::thread::{self, ThreadId};
use std::time::Duration;

use harness::{hangs, run, watchdog};
use static_assertions::{assert_impl_all, assert_not_impl_any};

mod allocations;

use allocations::count;

/// Far longer than any of these takes.
const LIMIT: Duration = Duration::from_mins(1);

/// Tells, when it is dropped, that it is.
struct Told<'a>(&'a Cell<u32>);

impl Drop for Told<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

// ---- Statics ----

/// A static is one value at one place, whichever thread looks at it.
#[test]
fn a_static_is_one_place_for_all_threads() {
    static DEPTHS: [u32; 3] = [12, 9, 14];
    let here = DEPTHS.as_ptr().addr();
    let there = thread::spawn(|| DEPTHS.as_ptr().addr());
    assert_eq!(there.join().unwrap(), here);
    assert_eq!(run("statics"), "between 9 and 14 m\n");
}

/// A static exists before `main`: code that the loader runs before finds it initialised, and can change it. What is in
/// a `LazyLock` is made when it is first used.
#[test]
#[cfg(target_os = "linux")]
fn a_static_exists_before_main() {
    assert_eq!(
        run("older_than_main"),
        "main begins, SUM is 35\nMEAN is computed\nMEAN is 11\n"
    );
}

/// A static is not dropped when `main` returns; a local variable of `main` is.
#[test]
fn a_static_is_never_dropped() {
    assert_eq!(
        run("static_not_dropped"),
        "the lighthouse and the lantern burn\nthe lantern is put out\n"
    );
}

/// A static in a generic function is one for all types that the function is used with.
#[test]
fn a_static_in_a_generic_function_is_one() {
    fn calls<T>(_: T) -> usize {
        static CALLS: AtomicUsize = AtomicUsize::new(0);
        // ORDERING: Relaxed, there is one thread.
        CALLS.fetch_add(1, Relaxed) + 1
    }
    assert_eq!((calls(1_u8), calls("one"), calls(1.0)), (1, 2, 3));
}

/// A constant is a new value at each use: what is counted in one is counted nowhere.
#[test]
fn a_const_is_a_new_value_at_each_use() {
    assert_eq!(run("const_counter"), "in: 0, out: 2\n");
}

/// The compiler doesn't warn of a counter that is a constant and is lent to a function. Of one that is changed where it
/// stands it does.
#[test]
fn a_lent_constant_draws_no_warning() {
    let counter = "use std::sync::atomic::{AtomicU32, Ordering::Relaxed};\n\
                   const IN: AtomicU32 = AtomicU32::new(0);\n";
    let lent = "fn add(n: &AtomicU32) { n.fetch_add(1, Relaxed); }\nfn main() { add(&IN); }";
    let in_place = "fn main() { IN.fetch_add(1, Relaxed); }";
    assert!(compiles_silently(&format!("{counter}{lent}")));
    assert!(!compiles_silently(&format!("{counter}{in_place}")));
}

/// Whether the compiler accepts a program without a warning.
fn compiles_silently(program: &str) -> bool {
    let (accepted, _) = compile(&["-D", "warnings", "--emit", "metadata=-"], program);
    accepted
}

/// Gives a program to the compiler: whether it is accepted, and what is written.
fn compile(arguments: &[&str], program: &str) -> (bool, String) {
    use std::io::Write as _;
    use std::process::Stdio;

    let mut compiler = Command::new("rustc")
        .args(["--edition", "2024"])
        .args(arguments)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut source = compiler.stdin.take().unwrap();
    source.write_all(program.as_bytes()).unwrap();
    drop(source);
    let output = compiler.wait_with_output().unwrap();
    let written = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.success(), written)
}

// ---- Leaking ----

/// What is leaked is never freed: each leak costs its memory for the rest of the program.
#[test]
fn a_leak_costs_its_memory() {
    assert_eq!(
        run("leak_cost"),
        "to begin with\n\
         dropped: 0 bytes more\n\
         leaked once: 1000 bytes more\n\
         ten times: 10000 bytes more\n"
    );
}

/// A `'static` reference can lead to what was computed while the program ran: `'static` says that it lasts to the end, and
/// nothing of when it began.
#[test]
fn static_says_nothing_of_the_beginning() {
    static FIRST: [usize; 2] = [1, 2];
    fn lasts(_: &'static [usize]) {}
    lasts(&FIRST);
    // What is in this one depends on the run, and so does where it is.
    let before = count().allocations;
    let begun_now: &'static [usize] = Box::leak(Box::new([count().last]));
    lasts(begun_now);
    assert_eq!(count().allocations - before, 1);
    assert_eq!(begun_now.as_ptr().addr(), count().last);
    assert_eq!(run("leaked"), "between 1 and 9 m\n");
}

/// Shared references are `Copy`, and exclusive ones aren't, `'static` or not.
#[test]
fn shared_references_are_copy() {
    assert_impl_all!(&'static [u32]: Copy);
    assert_impl_all!(&'static Vec<String>: Copy);
    assert_not_impl_any!(&'static mut [u32]: Copy, Clone);
    // What `leak` returns is the exclusive one.
    let leaked: &'static mut [u32] = Box::leak(Box::new([12, 9, 14]));
    leaked.sort_unstable();
    let shared: &'static [u32] = leaked;
    let sums: Vec<u32> = (0..2)
        .map(|_| thread::spawn(move || shared.iter().sum()))
        .map(|thread| thread.join().unwrap())
        .collect();
    assert_eq!(sums, [35, 35]);
}

/// A value that owns all that it has satisfies the bound `T: 'static`, and is dropped like any other.
#[test]
fn an_owned_value_satisfies_a_static_bound() {
    fn may_stay<T: 'static>(_: &T) {}
    let before = count().bytes;
    let depths = vec![12, 9, 14];
    may_stay(&depths);
    assert!(count().bytes > before);
    drop(depths);
    assert_eq!(count().bytes, before);
}

/// What was leaked can be taken back with `Box::from_raw`, which is unsafe, and is freed then.
#[test]
fn a_leaked_box_can_be_taken_back() {
    let dropped = Cell::new(0);
    let before = count().bytes;
    let leaked: *mut Told = Box::leak(Box::new(Told(&dropped)));
    assert_eq!(dropped.get(), 0);
    // SAFETY: it was leaked a line ago, and no reference to it is left.
    drop(unsafe { Box::from_raw(leaked) });
    assert_eq!((dropped.get(), count().bytes), (1, before));
}

// ---- Rc ----

/// To clone an `Rc` allocates nothing: the clone leads to the same value. The last one to go drops it.
#[test]
fn an_rc_clone_allocates_nothing() {
    let shown = "made: 1, cloned: 0\n\
                 one chart: true\n\
                 1 owner is left\n\
                 the chart of the bay is dropped\n\
                 the end\n";
    assert_eq!(run("counted"), shown);

    let of_arc = Arc::new(7);
    let before = count();
    let clones: [_; 10] = std::array::from_fn(|_| Arc::clone(&of_arc));
    assert_eq!(count(), before);
    assert_eq!(Arc::strong_count(&of_arc), 11);
    drop(clones);
}

/// What the last `Rc` or `Arc` drops is the value. The memory it stood in stays as long as there is a `Weak`.
#[test]
fn a_weak_keeps_the_memory() {
    let dropped = Cell::new(0);
    let before = count().bytes;
    let rc = Rc::new((Told(&dropped), [0_u8; 1000]));
    let weak = Rc::downgrade(&rc);
    drop(rc);
    assert_eq!(dropped.get(), 1);
    assert!(weak.upgrade().is_none());
    assert!(count().bytes > before + 1000);
    drop(weak);
    assert_eq!(count().bytes, before);

    let arc = Arc::new([0_u8; 1000]);
    let weak = Arc::downgrade(&arc);
    drop(arc);
    assert!(count().bytes > before + 1000);
    drop(weak);
    assert_eq!(count().bytes, before);
}

/// A count that is read and written in two steps can lose an owner, and then the value is freed while somebody has it.
#[test]
fn a_lost_owner_is_freed_too_early() {
    assert_eq!(
        run("racy_count"),
        "the first thread drops its clone: 1 left\n\
         the second thread drops its clone: 0 left\n\
         main still has its own\n"
    );
}

/// On x86-64 an `Rc` is cloned and dropped without an instruction that locks memory; an `Arc` takes one for each.
#[test]
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
fn an_arc_locks_memory_and_an_rc_does_not() {
    let locks = |of: &str, keeps: &str| {
        let program = format!(
            "use std::{{hint::black_box, mem::forget, rc::Rc, sync::Arc}};\n\
             pub fn both(_: Rc<u8>, _: Arc<u8>) {{}}\n\
             #[unsafe(no_mangle)]\n\
             pub fn clones(owner: &{of}<u32>) {{\n\
                 let clone = black_box(owner.clone());\n\
                 {keeps}(clone);\n\
             }}\n"
        );
        let (accepted, assembly) =
            compile(&["-O", "--crate-type", "lib", "--emit", "asm=-"], &program);
        assert!(accepted, "{program}");
        let begin = assembly.find("\nclones:\n").expect("the function is there");
        let function = assembly[begin..]
            .split("\n.Lfunc_end")
            .next()
            .unwrap_or_default();
        let locks = |line: &&str| line.trim_start().starts_with("lock");
        function.lines().filter(locks).count()
    };
    // A clone that is kept, and one that is dropped as well.
    assert_eq!((locks("Arc", "forget"), locks("Rc", "forget")), (1, 0));
    assert_eq!((locks("Arc", "drop"), locks("Rc", "drop")), (2, 0));
}

// ---- Arc ----

/// Several threads can own one value by an `Arc`, and a thread that has ended owns nothing any more.
#[test]
fn an_arc_has_owners_in_several_threads() {
    assert_eq!(
        run("arc_shared"),
        "[12, 9, 14]: between 9 and 14 m\nowners left: 1\n"
    );
}

/// The value is dropped by the owner that lets go last, on the thread on which it does, whoever made it.
#[test]
fn the_last_owner_drops_the_value() {
    assert_eq!(
        run("put_away"),
        "main has dropped the chart\nthe pilot puts it away\n"
    );
}

/// An `Arc` is `Send`, and `Sync`, if what it holds is both: of a `Cell`, which isn't `Sync`, it is neither, and of a
/// mutex's guard, which isn't `Send`, it isn't either.
#[test]
fn an_arc_is_send_if_its_value_is_both() {
    assert_impl_all!(Arc<u32>: Send, Sync);
    assert_impl_all!(Cell<u32>: Send);
    assert_not_impl_any!(Arc<Cell<u32>>: Send, Sync);
    assert_impl_all!(MutexGuard<'static, u32>: Sync);
    assert_not_impl_any!(Arc<MutexGuard<'static, u32>>: Send, Sync);
    assert_not_impl_any!(Rc<u32>: Send, Sync);
}

/// `arc.clone()` clones the `Arc` and not what it holds, even if that could be cloned; `Arc::clone(&arc)` does the same.
#[test]
fn to_clone_an_arc_is_not_to_clone_its_value() {
    let depths = Arc::new(vec![12, 9, 14]);
    assert!(Arc::ptr_eq(&depths, &depths.clone()));
    assert!(Arc::ptr_eq(&depths, &Arc::clone(&depths)));
    let copy: Vec<u32> = (*depths).clone();
    assert_ne!(copy.as_ptr(), depths.as_ptr());
}

/// `clone` on a reference to a type that isn't `Clone` copies the reference.
#[test]
fn to_clone_through_a_reference_may_copy_the_reference() {
    struct Chart;
    let chart = &Chart;
    #[expect(noop_method_call, reason = "this is what is shown")]
    let copy: &Chart = chart.clone();
    assert!(std::ptr::eq(chart, copy));
}

/// Where the compiler refuses to move a value out of an `Arc`, neither the program without the dereference nor the one that
/// calls `clone`, both of which it suggests, compiles. One that clones behind the dereference does.
#[test]
fn what_it_suggests_instead_of_moving_does_not_compile() {
    let program = |taken: &str| {
        format!("fn main() {{ let a = std::sync::Arc::new(vec![1]); let _: Vec<u8> = {taken}; }}")
    };
    assert!(!compiles_silently(&program("a")));
    assert!(!compiles_silently(&program("a.clone()")));
    assert!(compiles_silently(&program("(*a).clone()")));
}

/// A clone that shadows its original leaves the original an owner, without a name, until the end of its scope.
#[test]
fn a_shadowed_owner_is_still_an_owner() {
    assert_eq!(
        run("shadowed"),
        "clerk: Aurora\nmain: Borea\nlookout: Borea\nowners left: 1\n"
    );
}

/// `Arc::get_mut` gives exclusive access to the only owner. A second owner, or a `Weak`, is enough to be refused.
#[test]
fn get_mut_wants_the_only_owner() {
    let mut depths = Arc::new(12);
    *Arc::get_mut(&mut depths).unwrap() += 1;
    let second = Arc::clone(&depths);
    assert_eq!(Arc::get_mut(&mut depths), None);
    drop(second);
    let weak = Arc::downgrade(&depths);
    assert_eq!(Arc::get_mut(&mut depths), None);
    drop(weak);
    assert_eq!(Arc::get_mut(&mut depths), Some(&mut 13));

    let mut single = Rc::new(12);
    let second = Rc::clone(&single);
    assert_eq!(Rc::get_mut(&mut single), None);
    drop(second);
    assert_eq!(Rc::get_mut(&mut single), Some(&mut 12));
}

/// `Arc::make_mut` gives exclusive access to a copy if there is another owner, and to the value itself if there is none.
#[test]
fn make_mut_copies_what_is_shared() {
    assert_eq!(
        run("exclusive_access"),
        "one owner: [9, 12, 14]\n\
         two owners: None\n\
         mine [9, 12, 14, 17], theirs [9, 12, 14]\n\
         no Arc any more: [9, 12, 14, 17]\n"
    );
    let mut alone = Arc::new([0_u8; 1000]);
    let before = count();
    Arc::make_mut(&mut alone)[0] = 1;
    assert_eq!(count(), before);
}

/// `Arc::make_mut` of the only owner moves the value out of reach of every `Weak`.
#[test]
fn make_mut_leaves_every_weak_behind() {
    let mut depth = Arc::new(12);
    let weak = Arc::downgrade(&depth);
    *Arc::make_mut(&mut depth) += 1;
    assert_eq!((*depth, weak.upgrade()), (13, None));
}

/// What an `Arc` holds can be changed through it if its type allows that through a shared reference.
#[test]
fn an_atomic_in_an_arc_can_be_changed() {
    let ships = Arc::new(AtomicUsize::new(0));
    let theirs = Arc::clone(&ships);
    // ORDERING: Relaxed, the number stands for nothing else; `join` orders it.
    let lookout = thread::spawn(move || theirs.fetch_add(1, Relaxed));
    lookout.join().unwrap();
    // ORDERING: as above.
    assert_eq!(ships.load(Relaxed), 1);

    let ships = Rc::new(Cell::new(0));
    Rc::clone(&ships).set(1);
    assert_eq!(ships.get(), 1);
}

/// Threads that borrow from one `Arc` count nothing: there is one owner as before.
#[test]
fn to_lend_counts_nothing() {
    let depths = Arc::new(vec![12, 9, 14]);
    let lent: &[u32] = &depths;
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                assert_eq!(lent.iter().sum::<u32>(), 35);
                assert_eq!(Arc::strong_count(&depths), 1);
            });
        }
    });
}

/// A string in an `Arc<str>` is one allocation, and a slice in an `Arc<[T]>` is. In an `Arc<String>` it is two.
#[test]
fn an_arc_of_a_str_is_one_allocation() {
    let allocations = |make: &dyn Fn() -> Box<dyn FnOnce()>| {
        // The box of the closure is none of what is counted: it holds nothing.
        let before = count().allocations;
        make()();
        count().allocations - before
    };
    let name = std::hint::black_box("Aurora");
    let string = allocations(&|| {
        drop(Arc::new(name.to_owned()));
        Box::new(|| ())
    });
    let text = allocations(&|| {
        drop(Arc::<str>::from(name));
        Box::new(|| ())
    });
    let slice = allocations(&|| {
        drop(Arc::<[u32]>::from([12, 9, 14].as_slice()));
        Box::new(|| ())
    });
    assert_eq!((string, text, slice), (2, 1, 1));
    // The reference is longer: it holds the length.
    assert_eq!(size_of::<Arc<str>>(), 2 * size_of::<Arc<String>>());
}

/// The counts of an `Arc` stand in one allocation with the value, directly before it.
#[test]
fn the_counts_stand_before_the_value() {
    let before = count().bytes;
    let arc = Arc::new([0_u64; 4]);
    let counts = 2 * size_of::<usize>();
    assert_eq!(count().bytes - before, counts.cast_signed() + 32);
    assert_eq!(Arc::as_ptr(&arc).addr(), count().last + counts);
}

// ---- Values that are made at first use ----

/// A `LazyLock` is initialised at its first use, once, whichever threads come to it.
#[test]
fn a_lazy_static_is_initialised_once() {
    assert_eq!(
        run("first_use"),
        "main begins\nthe depths are looked up\nRiga (30, 30)\n"
    );
    watchdog(LIMIT, || {
        for _ in 0..100 {
            let (once, times) = (OnceLock::new(), AtomicUsize::new(0));
            let start = Barrier::new(4);
            // ORDERING: Relaxed, the scope joins the threads before the number is looked at.
            let make = || times.fetch_add(1, Relaxed);
            thread::scope(|s| {
                for _ in 0..4 {
                    s.spawn(|| {
                        start.wait();
                        assert_eq!(*once.get_or_init(make), 0);
                    });
                }
            });
            assert_eq!(times.into_inner(), 1);
        }
    });
}

/// After a panic in its initialiser a `LazyLock` panics at every further use. A `OnceLock` is empty as before, and the next
/// one can try.
#[test]
fn a_panic_poisons_a_lazy_lock_and_not_a_once_lock() {
    let shown = run("lazy_panics");
    assert_eq!(shown.matches("no chart\n").count(), 1, "{shown}");
    let poisoned = "LazyLock instance has previously been poisoned\n";
    assert_eq!(shown.matches(poisoned).count(), 1, "{shown}");
    assert!(shown.ends_with("first: None\nsecond: 7\n"), "{shown}");
}

/// An initialiser that comes to the `LazyLock` that it initialises waits for ever.
#[test]
fn a_lazy_lock_that_needs_itself_hangs() {
    hangs("lazy_recursion");
}

// ---- Cycles ----

/// Values that own each other are never dropped, and neither is their memory freed.
#[test]
fn a_cycle_is_never_dropped() {
    struct Ship<'a>(
        #[expect(dead_code, reason = "it tells when it is dropped")] Told<'a>,
        RefCell<Option<Rc<Self>>>,
    );

    assert_eq!(
        run("cycle"),
        "main lets go of all three\nCygnus is broken up\n"
    );

    let (dropped, before) = (Cell::new(0), count().bytes);
    let alone = Rc::new(Ship(Told(&dropped), RefCell::default()));
    *alone.1.borrow_mut() = Some(Rc::clone(&alone));
    drop(alone);
    assert_eq!(dropped.get(), 0);
    assert!(count().bytes > before);
}

/// A cycle in which one link is a `Weak` is dropped: a `Weak` doesn't own.
#[test]
fn a_weak_link_breaks_a_cycle() {
    assert_eq!(
        run("cycle_broken"),
        "Borea follows Aurora\nAurora is broken up\na leader is left: false\nBorea is broken up\n"
    );
}

/// A value can be given a `Weak` to itself while it is made, with `Arc::new_cyclic`. Until it is made, that can't be
/// upgraded.
#[test]
fn a_value_can_be_given_a_weak_to_itself() {
    struct Ship(Weak<Self>);
    let ship = Arc::new_cyclic(|me: &Weak<Ship>| {
        assert!(me.upgrade().is_none());
        Ship(me.clone())
    });
    assert!(Arc::ptr_eq(&ship, &ship.0.upgrade().unwrap()));
}

// ---- What the last owner does ----

/// Two owners that look whether they are the last, and then drop, can both find another: then nobody is the last.
#[test]
fn nobody_finds_itself_the_last() {
    assert_eq!(run("last_one_out"), "both have left\n");
}

/// `Arc::into_inner` gives the value to the last of those that call it.
#[test]
fn into_inner_gives_the_value_to_one() {
    assert_eq!(
        run("last_one_out_asks"),
        "the lamp is put out\nboth have left\n"
    );
    let (first, second) = {
        let first = Arc::new(7);
        (Arc::clone(&first), first)
    };
    assert_eq!(Arc::into_inner(first), None);
    assert_eq!(Arc::into_inner(second), Some(7));
}

/// `Arc::try_unwrap` gives the `Arc` back if there is another owner, so that two that both try and then drop it can both
/// go without the value.
#[test]
fn try_unwrap_can_fail_for_everybody() {
    let dropped = Cell::new(0);
    let first = Rc::new(Told(&dropped));
    let second = Rc::clone(&first);
    let (first, second) = (Rc::try_unwrap(first), Rc::try_unwrap(second));
    assert!(first.is_err() && second.is_err());
    drop((first, second));
    assert_eq!(dropped.get(), 1);

    let first = Arc::new(7);
    let second = Arc::clone(&first);
    let (first, second) = (Arc::try_unwrap(first), Arc::try_unwrap(second));
    assert!(first.is_err() && second.is_err());
}

/// A destructor that joins a thread panics when that thread drops the last owner: it joins itself.
#[test]
#[cfg(target_os = "linux")]
fn a_destructor_can_join_its_own_thread() {
    let shown = run("joins_itself");
    assert!(shown.contains("failed to join thread: Resource deadlock avoided"));
    assert!(!shown.contains("the clerk has gone home"));
    assert!(shown.ends_with("the office is closed\n"));
}

/// A destructor that joins a thread returns if that thread has no part in what is dropped.
#[test]
fn a_destructor_can_join_a_thread_that_owns_nothing_of_it() {
    assert_eq!(
        run("joins_the_other"),
        "Aurora and Borea are on file\nthe clerk has gone home\nthe office is closed\n"
    );
}

/// Who has upgraded a `Weak` is an owner, and can be the last: the value is dropped on its thread.
#[test]
fn whoever_has_upgraded_can_be_the_last() {
    struct Tells(Sender<ThreadId>);
    impl Drop for Tells {
        fn drop(&mut self) {
            self.0.send(thread::current().id()).unwrap();
        }
    }
    let (tell, told) = channel();
    let value = Arc::new(Tells(tell));
    let weak = Arc::downgrade(&value);
    let (ready, is_ready) = channel();
    let (go, may_go) = channel();
    let thread = thread::spawn(move || {
        let upgraded = weak.upgrade().unwrap();
        ready.send(()).unwrap();
        let () = may_go.recv().unwrap();
        drop(upgraded);
        thread::current().id()
    });
    let () = is_ready.recv().unwrap();
    drop(value);
    go.send(()).unwrap();
    assert_eq!(told.recv(), thread.join().map_err(|_| RecvError));
}

/// A chain of a million owners is dropped by a million nested calls: the stack overflows, and the process ends.
#[test]
#[cfg(unix)]
fn a_long_chain_overflows_the_stack() {
    let shown = run("long_chain");
    assert!(shown.contains("a chain of a million links\n"));
    assert!(shown.contains("thread 'main' ([TID]) has overflowed its stack\n"));
    assert!(shown.ends_with("exit status: none, signal: 6 (SIGABRT)\n"));
}

/// A chain of a million owners that are taken apart in a loop is dropped.
#[test]
fn a_chain_is_dropped_in_a_loop() {
    assert_eq!(
        run("long_chain_unwound"),
        "a chain of a million links\ndropped\n"
    );
}

/// A destructor that panics does so in the owner that dropped the value, and the memory is freed all the same.
#[test]
fn a_panic_in_the_destructor_is_the_last_owners() {
    struct Panics;
    impl Drop for Panics {
        fn drop(&mut self) {
            std::panic::resume_unwind(Box::new("on purpose"));
        }
    }
    let first = Arc::new((Panics, [0_u8; 1000]));
    let before = count().bytes;
    let second = Arc::clone(&first);
    // Not the last: nothing happens.
    drop(second);
    let caught = catch_unwind(AssertUnwindSafe(|| drop(first))).unwrap_err();
    drop(caught);
    assert!(count().bytes < before - 1000);
}

/// A `LazyLock` in a static is not dropped either.
#[test]
fn what_a_lazy_static_holds_is_not_dropped() {
    static DEPTHS: LazyLock<Vec<u32>> = LazyLock::new(|| vec![12, 9, 14]);
    let before = count().bytes;
    assert_eq!(DEPTHS.len(), 3);
    // `'static`, so nobody can end it.
    let lasting: &'static Vec<u32> = &DEPTHS;
    assert_eq!(count().bytes - before, 12);
    assert_eq!(lasting.len(), 3);
}
