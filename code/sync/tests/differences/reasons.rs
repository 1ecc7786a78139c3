//! Why something differs: one reason for each difference, and no reason without one.

use super::{Difference, Kind};

/// A reason, and for what of which items it is. `*` is anything, or any ending.
struct Reason {
    of: &'static [(&'static str, &'static str)],
    why: &'static str,
}

const MISSING: &[Reason] = &[Reason {
    of: &[("thread::JoinHandle", "JoinHandleExt")],
    why: "It gives out the system's thread, which the book detaches when it starts.",
}];

const UNSTABLE: &[Reason] = &[
    Reason {
        of: &[("*", "CoerceUnsized")],
        why: "A pointer to a value becomes one to a trait object or a slice by itself, and so does a cell of such a pointer. Here an `Arc` or `Rc` is \
              made so, from a `Box`. One that is there already stays what it is, and so does a `Weak`; of a `Ref`, `map` makes one.",
    },
    Reason {
        of: &[("*", "DispatchFromDyn")],
        why: "It can be the `self` of a method that is called through a trait object. Here it can be no method's.",
    },
    Reason {
        of: &[("*", "PinCoerceUnsized")],
        why: "The first of these for what is pinned.",
    },
    Reason {
        of: &[("*", "DerefPure")],
        why: "A pattern can look through the pointer, on a nightly compiler.",
    },
    Reason {
        of: &[("*", "CloneFromCell")],
        why: "It can be cloned out of a `Cell`, on a nightly compiler.",
    },
    Reason {
        of: &[("*", "UseCloned")],
        why: "A closure can clone it where it captures it, on a nightly compiler.",
    },
    Reason {
        of: &[("*", "Allocator")],
        why: "A pointer to an allocator is an allocator, on a nightly compiler.",
    },
];

const CHANGED: &[Reason] = &[
    Reason {
        of: &[("*", "make_mut")],
        why: "Both are for a `T` that is `Clone`, for slices and for `str`. std's trait, which is unstable, is for `CStr`, `OsStr` and `Path` \
              as well; the book's is for nobody else to implement.",
    },
    Reason {
        of: &[
            ("PoisonError", "get_mut"),
            ("PoisonError", "get_ref"),
            ("PoisonError", "new"),
        ],
        why: "They could be `const` in std as well.",
    },
    Reason {
        of: &[("Condvar", "wait*"), ("nonpoison::Condvar", "wait*")],
        why: "A guard can be of a slice or a trait object, and it makes no difference to a condition variable.",
    },
    Reason {
        of: &[
            ("nonpoison::Mutex", "try_lock"),
            ("nonpoison::RwLock", "try_read"),
            ("nonpoison::RwLock", "try_write"),
        ],
        why: "There is one reason to be refused, so `None` says it all.",
    },
    Reason {
        of: &[
            ("thread::JoinHandle", "Send"),
            ("thread::JoinHandle", "Sync"),
        ],
        why: "Nobody gets a handle of a `T` that isn't `Send`, so the book leaves it to the compiler.",
    },
];

const NIGHTLY: &[Reason] = &[
    Reason {
        of: &[("nonpoison", "")],
        why: "The locks as they are built, before poisoning is added.",
    },
    Reason {
        of: &[("Mapped*", "")],
        why: "Guards of a part.",
    },
    Reason {
        of: &[
            ("MutexGuard", "map"),
            ("RwLockReadGuard", "map"),
            ("RwLockWriteGuard", "map"),
        ],
        why: "Makes such a guard.",
    },
    Reason {
        of: &[
            ("MutexGuard", "filter_map"),
            ("RwLockReadGuard", "filter_map"),
            ("RwLockWriteGuard", "filter_map"),
        ],
        why: "Makes such a guard, or gives the whole one back.",
    },
    Reason {
        of: &[
            ("Mutex", "get_cloned"),
            ("RwLock", "get_cloned"),
            ("Mutex", "replace"),
            ("RwLock", "replace"),
            ("Mutex", "set"),
            ("RwLock", "set"),
        ],
        why: "A value in or out by one call.",
    },
];

const MORE: &[Reason] = &[
    Reason {
        of: &[("nonpoison::Condvar", "Wait")],
        why: "By this, it and the stages that lead to it go through the same models.",
    },
    Reason {
        of: &[
            ("MutexGuard", "unlocked"),
            ("nonpoison::MutexGuard", "unlocked"),
        ],
        why: "Releases the lock for a function's length and takes it again: what a condition variable needs. std's reaches into its own mutex.",
    },
    Reason {
        of: &[("*", "unlocked_with")],
        why: "The same, and the function says how to take it again.",
    },
    Reason {
        of: &[("rc::Rc", "Error")],
        why: "std has it for `Arc` alone. The book's two pointers have these impls from one text.",
    },
    Reason {
        of: &[("thread::Builder", "Default")],
        why: "So that `new` needn't be written out.",
    },
    Reason {
        of: &[("thread::Thread", "new")],
        why: "For whoever starts threads. In std it is private.",
    },
];

/// The differences of a kind by their reasons.
///
/// # Panics
/// When a difference has no reason or two, and when a reason is given for what is no difference.
pub(crate) fn explained(all: &[Difference], kind: Kind) -> Vec<(&'static str, Vec<&Difference>)> {
    let reasons = match kind {
        Kind::Missing => MISSING,
        Kind::Unstable => UNSTABLE,
        Kind::Changed => CHANGED,
        Kind::Nightly => NIGHTLY,
        Kind::More => MORE,
    };
    let of_kind = || all.iter().filter(|it| it.kind == kind);
    let mut rows = Vec::new();
    for Reason { of, why } in reasons {
        let mut row = Vec::new();
        for (item, what) in *of {
            let before = row.len();
            row.extend(of_kind().filter(|it| matches(item, &it.item) && matches(what, &it.what)));
            assert!(
                row.len() > before,
                "a reason without a difference: {item}, {what}"
            );
        }
        rows.push((*why, row));
    }
    for difference in of_kind() {
        let all = rows.iter().flat_map(|(_, row)| row);
        let reasons = all.filter(|it| **it == difference).count();
        assert_eq!(reasons, 1, "the reasons of {difference:#?}");
    }
    rows
}

fn matches(pattern: &str, text: &str) -> bool {
    pattern
        .strip_suffix('*')
        .map_or(pattern == text, |start| text.starts_with(start))
}
