//! The one function that every ordering of a model passes through.
//!
//! `PLATFORM_RECORD` names a file that is told which operations ran. `PLATFORM_WEAKEN` weakens one
//! operation, found by where it is written, without compiling again: an ordering that can be
//! weakened with every model still green is stronger than it need be, or a model is missing.

use std::collections::HashSet;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::panic::Location;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, OnceLock};

/// What an ordering belongs to; this decides what can be weaker.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Operation {
    Load,
    Store,
    Rmw,
    Fence,
}

impl Operation {
    const fn name(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Store => "store",
            Self::Rmw => "rmw",
            Self::Fence => "fence",
        }
    }
}

/// The ordering that the calling operation is to use in place of the one it was given.
///
/// `argument` is 1 for the second ordering of a compare-exchange or a `fetch_update`, else 0.
#[track_caller]
pub(crate) fn ordering(operation: Operation, argument: u8, given: Ordering) -> Ordering {
    let location = Location::caller();
    record_site(operation, argument, given, location);
    match weakened() {
        Some(w) if w.argument == argument && w.is_at(location) => w.ordering,
        _ => given,
    }
}

/// One operation and the ordering it is to have.
#[derive(Debug, PartialEq)]
struct Weakened {
    file: String,
    line: u32,
    column: u32,
    argument: u8,
    ordering: Ordering,
}

impl Weakened {
    fn is_at(&self, location: &Location<'_>) -> bool {
        self.line == location.line()
            && self.column == location.column()
            && self.file == location.file()
    }

    /// Reads `<file>:<line>:<column>:<argument>=<Ordering>`; from the right, since a file's name
    /// may hold a colon.
    fn parse(text: &str) -> Option<Self> {
        let (site, ordering) = text.rsplit_once('=')?;
        let mut parts = site.rsplitn(4, ':');
        Some(Self {
            argument: parts.next()?.parse().ok()?,
            column: parts.next()?.parse().ok()?,
            line: parts.next()?.parse().ok()?,
            file: parts.next()?.to_owned(),
            ordering: match ordering {
                "Relaxed" => Ordering::Relaxed,
                "Acquire" => Ordering::Acquire,
                "Release" => Ordering::Release,
                "AcqRel" => Ordering::AcqRel,
                "SeqCst" => Ordering::SeqCst,
                _ => return None,
            },
        })
    }
}

fn weakened() -> Option<&'static Weakened> {
    static WEAKENED: OnceLock<Option<Weakened>> = OnceLock::new();
    WEAKENED
        .get_or_init(|| {
            let text = std::env::var("PLATFORM_WEAKEN").ok()?;
            let parsed = Weakened::parse(&text);
            Some(parsed.unwrap_or_else(|| {
                panic!(
                    "PLATFORM_WEAKEN={text}: expected <file>:<line>:<column>:<argument>=<Ordering>"
                )
            }))
        })
        .as_ref()
}

fn record_site(
    operation: Operation,
    argument: u8,
    given: Ordering,
    location: &'static Location<'static>,
) {
    static SEEN: Mutex<Option<HashSet<(&Location<'_>, u8)>>> = Mutex::new(None);
    if record_file().is_none() {
        return;
    }
    let mut seen = SEEN.lock().unwrap();
    if seen.get_or_insert_default().insert((location, argument)) {
        let (file, line, column) = (location.file(), location.line(), location.column());
        let operation = operation.name();
        record(&format!(
            r#"{{"event":"site","file":{file:?},"line":{line},"column":{column},"operation":"{operation}","argument":{argument},"ordering":"{given:?}"}}"#
        ));
    }
}

fn record_file() -> Option<&'static str> {
    static FILE: OnceLock<Option<String>> = OnceLock::new();
    FILE.get_or_init(|| std::env::var("PLATFORM_RECORD").ok())
        .as_deref()
}

/// Appends a line of JSON to the record, if one is kept. One `write` a line: several test
/// processes may share the file.
pub(crate) fn record(line: &str) {
    if let Some(path) = record_file() {
        let file = OpenOptions::new().create(true).append(true).open(path);
        let written = file.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()));
        written.unwrap_or_else(|error| panic!("PLATFORM_RECORD={path}: {error}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The site of a weakened operation is read from the right: a file's name may hold a colon.
    #[test]
    fn a_weakened_site_is_read_from_the_right() {
        let weakened = Weakened::parse("C:/book/lib.rs:41:14:1=Relaxed").unwrap();
        let expected = Weakened {
            file: "C:/book/lib.rs".to_owned(),
            line: 41,
            column: 14,
            argument: 1,
            ordering: Ordering::Relaxed,
        };
        assert_eq!(weakened, expected);
    }

    /// A weakening that can't be read is refused, not ignored.
    #[test]
    fn a_weakened_site_that_makes_no_sense_is_refused() {
        for text in [
            "",
            "lib.rs:41:14=Relaxed",
            "lib.rs:41:14:0=Consume",
            "lib.rs:x:14:0=Relaxed",
        ] {
            assert_eq!(Weakened::parse(text), None, "{text}");
        }
    }
}
