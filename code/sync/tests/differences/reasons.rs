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
        "A pointer to a value becomes one to a trait object or a slice by itself, and so does a cell of such a pointer. Here it takes a `Box` in \
         between.",
    ),
    why(
        "*",
        "DispatchFromDyn",
        "A method of a trait object can take it as its `self`. Here none can.",
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
        "Nothing in them needs to run, so they are `const`.",
    ),
    why(
        "PoisonError",
        "get_ref",
        "Nothing in them needs to run, so they are `const`.",
    ),
    why(
        "PoisonError",
        "new",
        "Nothing in them needs to run, so they are `const`.",
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
        "nonpoison::*",
        "try_*",
        "There is one reason to be refused, and it is in the name.",
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
        "*",
        "unlocked",
        "Releases the lock for a function's length and takes it again: what a condition variable needs. std's reaches into its own mutex.",
    ),
    why(
        "*",
        "unlocked_with",
        "The same, and the function says how to take it again.",
    ),
    why("Mapped*", "", "Guards of a part. Unstable in std."),
    why("*", "map", "Makes such a guard."),
    why(
        "*",
        "filter_map",
        "Makes such a guard, or gives the whole one back.",
    ),
    why(
        "*",
        "get_cloned",
        "A value in or out by one call. Unstable in std.",
    ),
    why(
        "*",
        "replace",
        "A value in or out by one call. Unstable in std.",
    ),
    why(
        "*",
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
        "`new` returns what was derived.",
    ),
    why(
        "thread::Thread",
        "enter",
        "For whoever starts threads. In std that is std.",
    ),
    why(
        "thread::Thread",
        "new",
        "For whoever starts threads. In std that is std.",
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
