//! Why something differs: one reason for each difference, and no reason without one.

use std::collections::BTreeMap;

use super::{Difference, Kind};

/// A reason, for what of which item. `*` is anything, or any ending.
struct Reason {
    item: &'static str,
    what: &'static str,
    why: &'static str,
}

const fn why(item: &'static str, what: &'static str, why: &'static str) -> Reason {
    Reason { item, what, why }
}

const MISSING: &[Reason] = &[why(
    "thread::JoinHandle",
    "JoinHandleExt",
    "It gives out the system's thread, which the book detaches when it starts.",
)];

const UNSTABLE: &[Reason] = &[
    why(
        "*",
        "CoerceUnsized",
        "A pointer to a value becomes one to a trait object or a slice by itself, and so does a cell of such a pointer. Here an `Arc` or `Rc` is \
         made so, from a `Box`. One that is there already stays what it is, and so does a `Weak`; of a `Ref`, `map` makes one.",
    ),
    why(
        "*",
        "DispatchFromDyn",
        "It can be the `self` of a method that is called through a trait object. Here it can be no method's.",
    ),
    why(
        "*",
        "PinCoerceUnsized",
        "The first of these for what is pinned.",
    ),
    why(
        "*",
        "DerefPure",
        "A pattern can look through the pointer, on a nightly compiler.",
    ),
    why(
        "*",
        "CloneFromCell",
        "It can be cloned out of a `Cell`, on a nightly compiler.",
    ),
    why(
        "*",
        "UseCloned",
        "A closure can clone it where it captures it, on a nightly compiler.",
    ),
    why(
        "*",
        "Allocator",
        "A pointer to an allocator is an allocator, on a nightly compiler.",
    ),
];

const CHANGED: &[Reason] = &[
    why(
        "*",
        "make_mut",
        "Both are for a `T` that is `Clone`, for slices and for `str`. std's trait, which is unstable, is for `CStr`, `OsStr` and `Path` \
         as well; the book's is for nobody else to implement.",
    ),
    why(
        "PoisonError",
        "get_mut",
        "They could be `const` in std as well.",
    ),
    why(
        "PoisonError",
        "get_ref",
        "They could be `const` in std as well.",
    ),
    why(
        "PoisonError",
        "new",
        "They could be `const` in std as well.",
    ),
    why(
        "Condvar",
        "wait*",
        "A guard can be of a slice or a trait object, and it makes no difference to a condition variable.",
    ),
    why(
        "nonpoison::Condvar",
        "wait*",
        "A guard can be of a slice or a trait object, and it makes no difference to a condition variable.",
    ),
    why(
        "nonpoison::Mutex",
        "try_lock",
        "There is one reason to be refused, so `None` says it all.",
    ),
    why(
        "nonpoison::RwLock",
        "try_read",
        "There is one reason to be refused, so `None` says it all.",
    ),
    why(
        "nonpoison::RwLock",
        "try_write",
        "There is one reason to be refused, so `None` says it all.",
    ),
    why(
        "thread::JoinHandle",
        "Send",
        "Nobody gets a handle of a `T` that isn't `Send`, so the book leaves it to the compiler.",
    ),
    why(
        "thread::JoinHandle",
        "Sync",
        "Nobody gets a handle of a `T` that isn't `Send`, so the book leaves it to the compiler.",
    ),
];

const MORE: &[Reason] = &[
    why(
        "nonpoison",
        "",
        "The locks as they are built, before poisoning is added. Unstable in std.",
    ),
    why(
        "nonpoison::Condvar",
        "Wait",
        "By this, it and the stages that lead to it go through the same models.",
    ),
    why(
        "MutexGuard",
        "unlocked",
        "Releases the lock for a function's length and takes it again: what a condition variable needs. std's reaches into its own mutex.",
    ),
    why(
        "nonpoison::MutexGuard",
        "unlocked",
        "Releases the lock for a function's length and takes it again: what a condition variable needs. std's reaches into its own mutex.",
    ),
    why(
        "*",
        "unlocked_with",
        "The same, and the function says how to take it again.",
    ),
    why("Mapped*", "", "Guards of a part. Unstable in std."),
    why("MutexGuard", "map", "Makes such a guard."),
    why("RwLockReadGuard", "map", "Makes such a guard."),
    why("RwLockWriteGuard", "map", "Makes such a guard."),
    why(
        "MutexGuard",
        "filter_map",
        "Makes such a guard, or gives the whole one back.",
    ),
    why(
        "RwLockReadGuard",
        "filter_map",
        "Makes such a guard, or gives the whole one back.",
    ),
    why(
        "RwLockWriteGuard",
        "filter_map",
        "Makes such a guard, or gives the whole one back.",
    ),
    why(
        "Mutex",
        "get_cloned",
        "A value in or out by one call. Unstable in std.",
    ),
    why(
        "RwLock",
        "get_cloned",
        "A value in or out by one call. Unstable in std.",
    ),
    why(
        "Mutex",
        "replace",
        "A value in or out by one call. Unstable in std.",
    ),
    why(
        "RwLock",
        "replace",
        "A value in or out by one call. Unstable in std.",
    ),
    why(
        "Mutex",
        "set",
        "A value in or out by one call. Unstable in std.",
    ),
    why(
        "RwLock",
        "set",
        "A value in or out by one call. Unstable in std.",
    ),
    why(
        "rc::Rc",
        "Error",
        "std has it for `Arc` alone. The book's two pointers have these impls from one text.",
    ),
    why(
        "thread::Builder",
        "Default",
        "So that `new` needn't be written out.",
    ),
    why(
        "thread::Thread",
        "enter",
        "For whoever starts threads. In std these are private.",
    ),
    why(
        "thread::Thread",
        "new",
        "For whoever starts threads. In std these are private.",
    ),
];

/// The differences of a kind, those of one reason together: the reason, the items and what of them.
///
/// # Panics
/// When a difference has no reason, and when a reason has no difference.
pub(crate) fn explained(all: &[Difference], kind: Kind) -> Vec<(&'static str, Vec<&Difference>)> {
    let reasons = match kind {
        Kind::Missing => MISSING,
        Kind::Unstable => UNSTABLE,
        Kind::Changed => CHANGED,
        Kind::More => MORE,
    };
    let mut found: BTreeMap<usize, Vec<&Difference>> = BTreeMap::new();
    let mut unexplained = Vec::new();
    for difference in all.iter().filter(|it| it.kind == kind) {
        let reason = reasons.iter().position(|reason| {
            matches(reason.item, &difference.item) && matches(reason.what, &difference.what)
        });
        match reason {
            Some(at) => found.entry(at).or_default().push(difference),
            None => unexplained.push(difference),
        }
    }
    assert!(
        unexplained.is_empty(),
        "differences without a reason: {unexplained:#?}"
    );
    let idle = (0..reasons.len()).filter(|at| !found.contains_key(at));
    let idle: Vec<_> = idle
        .map(|at| (reasons[at].item, reasons[at].what))
        .collect();
    assert!(idle.is_empty(), "reasons without a difference: {idle:?}");
    // One row for what has one reason.
    let mut rows: Vec<(&str, Vec<&Difference>)> = Vec::new();
    for (at, of) in found {
        let why = reasons[at].why;
        match rows.iter_mut().find(|(known, _)| *known == why) {
            Some((_, row)) => row.extend(of),
            None => rows.push((why, of)),
        }
    }
    rows
}

fn matches(pattern: &str, text: &str) -> bool {
    pattern
        .strip_suffix('*')
        .map_or(pattern == text, |start| text.starts_with(start))
}
