//! The section's cells for the sanitizers, which see what a model doesn't: the memory itself. `AtomicRefCell` is used by two
//! threads, the others by one. `--planted race | use-after-free | leak` commits that fault instead, and must be reported
//! for it.

#[cfg(any(model, not(unix)))]
fn main() {}

#[cfg(all(not(model), unix))]
fn main() {
    stress::main(&real::CASES, planted::commit);
}

#[cfg(all(not(model), unix))]
mod real {
    use interior_mutability::stages::atomic::AtomicRefCell;
    use interior_mutability::{Cell, OnceCell, Ref, RefCell, RefMut};
    use stress::both;

    pub(super) const CASES: [(&str, fn()); 4] = [
        ("cell", cell),
        ("refcell", refcell),
        ("oncecell", once),
        ("atomic refcell", atomic),
    ];

    const ROUNDS: usize = 2_000;

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
            let cell = AtomicRefCell::new(vec![1]);
            let borrow = || {
                for _ in 0..20 {
                    if let Some(mut list) = cell.try_borrow_mut() {
                        let last = list.len();
                        list.push(last);
                    }
                    if let Some(list) = cell.try_borrow() {
                        assert!(list.len() <= 41);
                    }
                }
            };
            both(borrow, borrow);
        }
    }
}

/// Faults, committed on purpose.
#[cfg(all(not(model), unix))]
mod planted {
    use std::hint::black_box;

    use interior_mutability::Cell;
    use interior_mutability::stages::lending;
    use stress::both;

    /// A cell that is said to be shareable.
    struct Claimed(Cell<u32>);

    // SAFETY: none. That is the point.
    unsafe impl Sync for Claimed {}

    impl Claimed {
        fn increment(&self) {
            let Self(cell) = black_box(self);
            cell.set(cell.get() + 1);
        }
    }

    pub(super) fn commit(fault: &str) {
        match fault {
            "race" => {
                let cell = Claimed(Cell::new(0));
                let increment = || (0..1000).for_each(|_| cell.increment());
                both(increment, increment);
            }
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
