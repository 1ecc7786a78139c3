//! The section's cells for the sanitizers, which see what a model doesn't: the memory itself. `AtomicRefCell` is used by two
//! threads, the others by one.
//!
//! No libtest and no `std::thread`: the standard library isn't built for the sanitizers, so a race that its threads order
//! would be reported. `--planted race|use-after-free|leak` commits that fault, to show that the sanitizer at hand sees it.

#[cfg(any(model, not(unix)))]
fn main() {}

#[cfg(all(not(model), unix))]
fn main() {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--planted");
    if arguments.next().is_some() {
        let fault = arguments.next();
        return planted::commit(fault.as_deref().unwrap_or_default());
    }
    stress::main();
}

/// Two threads, and a value that they share.
#[cfg(all(not(model), unix))]
mod threads {
    use std::ffi::c_void;
    use std::mem::MaybeUninit;
    use std::ptr;

    /// What a thread gets.
    struct Task<'t, T>(&'t T, fn(&T));

    extern "C" fn run<T>(task: *mut c_void) -> *mut c_void {
        // SAFETY: `both` passes a `Task<T>` that outlives the thread.
        let Task(value, f) = unsafe { &*task.cast::<Task<'_, T>>() };
        f(value);
        ptr::null_mut()
    }

    /// Runs `f` on another thread and here. That `value` may be shared is for the caller to know: not all faults could be
    /// committed if it had to be `Sync`.
    pub(crate) fn both<T>(value: &T, f: fn(&T)) {
        let task = Task(value, f);
        let mut thread = MaybeUninit::uninit();
        let argument = ptr::from_ref(&task).cast_mut().cast();
        // SAFETY: `run` wants a `Task<T>`, which lives until the thread is joined.
        let error =
            unsafe { libc::pthread_create(thread.as_mut_ptr(), ptr::null(), run::<T>, argument) };
        assert_eq!(error, 0, "no thread could be started");
        f(value);
        // SAFETY: `pthread_create` succeeded and has written it.
        let thread = unsafe { thread.assume_init() };
        // SAFETY: the thread is joinable, and joined once.
        let error = unsafe { libc::pthread_join(thread, ptr::null_mut()) };
        assert_eq!(error, 0, "pthread_join");
    }
}

#[cfg(all(not(model), unix))]
mod stress {
    use interior_mutability::stages::atomic::AtomicRefCell;
    use interior_mutability::{Cell, OnceCell, Ref, RefCell, RefMut};

    const ROUNDS: usize = 2_000;

    pub(super) fn main() {
        // SAFETY: it takes no pointer and installs no handler.
        unsafe {
            libc::alarm(300);
        }
        let cases: [(&str, fn()); 4] = [
            ("cell", cell),
            ("refcell", refcell),
            ("oncecell", once),
            ("atomic refcell", atomic),
        ];
        for (name, case) in cases {
            println!("stress: {name}");
            case();
        }
    }

    fn cell() {
        let cell = Cell::new(vec![String::from("a")]);
        let other = Cell::new(Vec::new());
        for round in 0..ROUNDS {
            let mut list = cell.take();
            list.push(round.to_string());
            drop(cell.replace(list));
            cell.swap(&other);
            cell.set(vec![]);
        }
        assert!(!other.into_inner().is_empty() || !cell.into_inner().is_empty());
    }

    fn refcell() {
        let cell = RefCell::new((String::new(), vec![1_u8]));
        for round in 0..ROUNDS {
            {
                let (mut text, bytes) =
                    RefMut::map_split(cell.borrow_mut(), |pair| (&mut pair.0, &mut pair.1));
                let mut bytes = RefMut::map(bytes, |bytes| &mut bytes[..]);
                text.push('x');
                bytes[0] = bytes[0].wrapping_add(1);
            }
            let text = Ref::map(cell.borrow(), |pair| &pair.0);
            let again = Ref::clone(&text);
            drop(text);
            assert_eq!(again.len(), round + 1);
            assert!(cell.try_borrow_mut().is_err());
        }
        drop(cell.replace((String::new(), Vec::new())));
    }

    fn once() {
        for round in 0..ROUNDS {
            let cell = OnceCell::new();
            let text: &String = cell.get_or_init(|| round.to_string());
            assert_eq!(cell.set(String::new()), Err(String::new()));
            assert_eq!(text, cell.get().unwrap());
        }
    }

    fn atomic() {
        for _ in 0..ROUNDS {
            super::threads::both(&AtomicRefCell::new(vec![1]), |cell| {
                for _ in 0..20 {
                    if let Some(mut list) = cell.try_borrow_mut() {
                        let last = list.len();
                        list.push(last);
                    }
                    if let Some(list) = cell.try_borrow() {
                        assert!(list.len() <= 41);
                    }
                }
            });
        }
    }
}

/// Faults, committed on purpose.
#[cfg(all(not(model), unix))]
mod planted {
    use std::hint::black_box;

    use interior_mutability::Cell;
    use interior_mutability::stages::lending;

    pub(super) fn commit(fault: &str) {
        match fault {
            "race" => super::threads::both(&Cell::new(0), |cell| {
                for _ in 0..1000 {
                    black_box(cell).set(cell.get() + 1);
                }
            }),
            "use-after-free" => {
                let cell = lending::Cell::new(vec![1]);
                let lent = cell.get();
                let first = &lent[0];
                cell.set(Vec::new());
                assert_ne!(black_box(*first), 2);
            }
            "leak" => {
                // Out of the cell, and into nothing.
                let cell = Cell::new(black_box(vec![0_u8; 4096]));
                std::mem::forget(cell.take());
                let length = cell.into_inner().len();
                assert_eq!(length, 0);
            }
            unknown => panic!("--planted race|use-after-free|leak, not {unknown:?}"),
        }
    }
}
