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

const MISSING: &[Reason] = &[];

const UNSTABLE: &[Reason] = &[];

const CHANGED: &[Reason] = &[];

const MORE: &[Reason] = &[];

/// The differences of a kind, those of one reason together: the reason, the items and what of them.
///
/// # Panics
/// When a difference has no reason, and when a reason has no difference.
pub fn explained(all: &[Difference], kind: Kind) -> Vec<(&'static str, Vec<&Difference>)> {
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
    assert!(unexplained.is_empty(), "differences without a reason: {unexplained:#?}");
    let idle = (0..reasons.len()).filter(|at| !found.contains_key(at));
    let idle: Vec<_> = idle.map(|at| (reasons[at].item, reasons[at].what)).collect();
    assert!(idle.is_empty(), "reasons without a difference: {idle:?}");
    found.into_iter().map(|(at, of)| (reasons[at].why, of)).collect()
}

fn matches(pattern: &str, text: &str) -> bool {
    pattern
        .strip_suffix('*')
        .map_or(pattern == text, |start| text.starts_with(start))
}
