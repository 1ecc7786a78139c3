//! The programs that are there twice: on std's paths, written by hand, and on the book's, made of the first by changing paths.

use std::fs;
use std::path::{Path, PathBuf};

/// The programs, by the name of the one on std's paths.
pub(crate) const PROGRAMS: [&str; 4] = ["index", "pipeline", "pool", "quay"];

/// What becomes of a path. Everything else stays as it is.
const PATHS: [(&str, &str); 4] = [
    ("use std::cell::", "use sync::cell::"),
    ("use std::rc::", "use sync::rc::"),
    ("use std::sync::", "use sync::"),
    ("use std::thread", "use sync::thread"),
];

/// The text of an example.
pub(crate) fn text(name: &str) -> String {
    let file = file(name, "rs");
    let text = fs::read_to_string(&file).unwrap_or_else(|_| panic!("no {}", file.display()));
    text.replace("\r\n", "\n")
}

pub(crate) fn file(name: &str, extension: &str) -> PathBuf {
    Path::new("examples").join(name).with_extension(extension)
}

/// The name of the program on the book's paths.
pub(crate) fn book(name: &str) -> String {
    format!("{name}_book")
}

/// The same program on the book's paths. Only its imports change, each a line of its own, and their order, since a formatter would
/// change that.
pub(crate) fn twin(text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(changed).collect();
    for block in lines.chunk_by_mut(|a, b| is_import(a) && is_import(b)) {
        block.sort();
    }
    lines.join("\n") + "\n"
}

fn changed(line: &str) -> String {
    let found = PATHS.iter().find(|(theirs, _)| line.starts_with(theirs));
    found.map_or_else(
        || line.to_owned(),
        |(theirs, ours)| line.replacen(theirs, ours, 1),
    )
}

pub(crate) fn is_import(line: &str) -> bool {
    line.starts_with("use ") && line.ends_with(';')
}

/// The lines that only one of the two has, as `diff` shows them.
pub(crate) fn diff(theirs: &str, ours: &str) -> String {
    let only = |mark: &str, of: &str, other: &str| {
        let alone = |line: &&str| other.lines().all(|there| there != *line);
        let lines = of.lines().filter(alone);
        lines.fold(String::new(), |text, line| text + mark + line + "\n")
    };
    only("-", theirs, ours) + &only("+", ours, theirs)
}
