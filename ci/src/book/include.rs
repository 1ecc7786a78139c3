//! What `{{#include path}}` and `{{#include path:anchor}}` take from a file.
//!
//! An anchor is the lines between `// ANCHOR: name` and `// ANCHOR_END: name`. Anchors may nest; the
//! lines that mark them are never shown. A whole Rust file loses the `//!` comment at its head, which is
//! for those who read the code without the book.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use crate::problem::{Fault, Problems, fault, slashes};

/// The widest line that a phone held sideways shows without scrolling.
pub(crate) const WIDTH: usize = 80;

/// A file as an include names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// Relative to the repository's root.
    pub(crate) path: PathBuf,
    /// The part of it.
    pub(crate) anchor: Option<String>,
}

impl Target {
    /// Reads the argument of an include on a page in `directory` (relative to the root, as the path is).
    ///
    /// # Errors
    /// Says what is wrong with the argument and what mends it.
    pub(crate) fn parse(argument: &str, directory: &Path) -> Result<Self, Fault> {
        let (path, anchor) = match argument.split_once(':') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (argument, None),
        };
        if path.is_empty() || path.contains(char::is_whitespace) {
            let what = format!("`{{{{#include {argument}}}}}` names no file");
            return Err(fault(what, "write one path after `#include`"));
        }
        if let Some(anchor) = anchor {
            let of_lines = |c: char| c.is_ascii_digit() || c == ':' || c == '-';
            if anchor.chars().all(of_lines) {
                let what = format!("`{argument}` includes by line numbers, which move");
                return Err(fault(what, "name an anchor after the colon"));
            }
            if !anchor
                .chars()
                .all(|c| c.is_alphanumeric() || c == '_' || c == '-')
            {
                let what = format!("`{anchor}` is no name for an anchor");
                return Err(fault(what, "use letters, digits, `_` and `-`"));
            }
        }
        let Some(path) = normalise(&directory.join(path)) else {
            let what = format!("`{path}` is outside the repository");
            return Err(fault(what, "include from the repository only"));
        };
        Ok(Self {
            path,
            anchor: anchor.map(str::to_owned),
        })
    }
}

/// `path` without `.` and `..`; `None` if it leads out of where it starts.
pub(crate) fn normalise(path: &Path) -> Option<PathBuf> {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                if !normal.pop() {
                    return None;
                }
            }
            Component::Normal(name) => normal.push(name),
            Component::Prefix(_) | Component::RootDir => return None,
        }
    }
    Some(normal)
}

/// What a page shows of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// The text, each line with its end.
    pub(crate) text: String,
    /// The numbers of its first and last line in the file.
    pub(crate) lines: (usize, usize),
}

/// A line that is shown, with its number in the file.
type Line<'a> = (usize, &'a str);

/// Takes what `target` asks for out of `text`, the text of its file. What is wrong with the anchors of the
/// file is reported, whether this include is about them or not.
///
/// # Errors
/// Says what is wrong with this include and what mends it.
pub(crate) fn excerpt(
    target: &Target,
    text: &str,
    problems: &mut Problems,
) -> Result<Excerpt, Fault> {
    let anchors = anchors(&target.path, text, problems);
    let shown: Vec<Line<'_>> = match &target.anchor {
        Some(name) => match anchors.get(name.as_str()) {
            Some(&(first, last)) => numbered(text)
                .filter(|&(line, _)| first < line && line < last)
                .collect(),
            None if has_start(text, name) => return Err(broken(target, name)),
            None => {
                let what = format!("`{}` has no anchor `{name}`", slashes(&target.path));
                let mend = format!(
                    "add `// ANCHOR: {name}` and `// ANCHOR_END: {name}` there, or correct the name"
                );
                return Err(fault(what, mend));
            }
        },
        None if is_rust(&target.path) => without_head(text),
        None => numbered(text).collect(),
    };
    let shown: Vec<Line<'_>> = shown
        .into_iter()
        .filter(|(_, line)| anchor_line(line).is_none())
        .collect();
    let Some(shown) = trimmed(&shown) else {
        return Err(match &target.anchor {
            Some(name) => broken(target, name),
            None => fault(
                format!("`{}` is empty", slashes(&target.path)),
                "say in the text that nothing is there to show, and remove the fence",
            ),
        });
    };
    if is_rust(&target.path) {
        for (number, line) in shown {
            let width = line.chars().count();
            if width > WIDTH {
                problems.add(
                    &target.path,
                    *number,
                    format!("a line of {width} columns is shown on a page"),
                    format!("break it at {WIDTH}"),
                );
            }
        }
    }
    let lines = (shown[0].0, shown[shown.len() - 1].0);
    Ok(Excerpt {
        text: if target.anchor.is_some() {
            dedented(shown)
        } else {
            joined(shown, 0)
        },
        lines,
    })
}

fn broken(target: &Target, name: &str) -> Fault {
    let what = format!(
        "the anchor `{name}` of `{}` is not closed or empty",
        slashes(&target.path)
    );
    fault(what, "mend the anchor")
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}

fn numbered(text: &str) -> impl Iterator<Item = Line<'_>> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
}

/// The lines after the `//!` comment at the head of a Rust file.
fn without_head(text: &str) -> Vec<Line<'_>> {
    numbered(text)
        .skip_while(|(_, line)| line.starts_with("//!"))
        .collect()
}

/// `lines` without empty ones at either end; `None` if nothing is left.
fn trimmed<'a, 'b>(lines: &'b [Line<'a>]) -> Option<&'b [Line<'a>]> {
    let has_text = |(_, line): &Line<'_>| !line.trim().is_empty();
    let first = lines.iter().position(has_text)?;
    let last = lines.iter().rposition(has_text)?;
    Some(&lines[first..=last])
}

fn dedented(lines: &[Line<'_>]) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let common = lines
        .iter()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(_, line)| indent(line))
        .min()
        .unwrap_or(0);
    joined(lines, common)
}

fn joined(lines: &[Line<'_>], dedent: usize) -> String {
    let mut text = String::new();
    for (_, line) in lines {
        text.push_str(line.get(dedent..).unwrap_or("").trim_end());
        text.push('\n');
    }
    text
}

/// Whether a line is an anchor's mark: its end or not, and the name.
fn anchor_line(line: &str) -> Option<(bool, &str)> {
    static ANCHOR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?://|#|;|<!--)\s*ANCHOR(_END)?:\s*([\w-]+)\s*(?:-->)?\s*$")
            .expect("a valid pattern")
    });
    let found = ANCHOR.captures(line)?;
    let name = found.get(2)?;
    Some((found.get(1).is_some(), &line[name.range()]))
}

fn has_start(text: &str, name: &str) -> bool {
    text.lines()
        .any(|line| anchor_line(line) == Some((false, name)))
}

/// The anchors of a file: the lines of their two marks. Those that are broken are reported and left out.
fn anchors<'a>(
    path: &Path,
    text: &'a str,
    problems: &mut Problems,
) -> BTreeMap<&'a str, (usize, usize)> {
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    let mut closed: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (number, line) in numbered(text) {
        match anchor_line(line) {
            None => {}
            Some((false, name)) => {
                let before = open.get(name).or(closed.get(name).map(|(first, _)| first));
                if let Some(before) = before {
                    let what = format!("a second anchor `{name}`, after the one on line {before}");
                    problems.add(path, number, what, "give it another name");
                } else {
                    open.insert(name, number);
                }
            }
            Some((true, name)) => match open.remove(name) {
                Some(first) => {
                    let empty = numbered(text)
                        .filter(|&(line, _)| first < line && line < number)
                        .all(|(_, line)| line.trim().is_empty() || anchor_line(line).is_some());
                    if empty {
                        let what = format!("the anchor `{name}` holds nothing");
                        problems.add(
                            path,
                            first,
                            what,
                            "put its two marks around what it is to show",
                        );
                    } else {
                        closed.insert(name, (first, number));
                    }
                }
                None if closed.contains_key(name) => {
                    let what = format!("the anchor `{name}` ends a second time");
                    problems.add(path, number, what, "remove this line");
                }
                None => {
                    let what = format!("the anchor `{name}` ends and did not begin");
                    problems.add(path, number, what, format!("add `// ANCHOR: {name}` above"));
                }
            },
        }
    }
    for (name, number) in open {
        let what = format!("the anchor `{name}` is not closed");
        problems.add(
            path,
            number,
            what,
            format!("add `// ANCHOR_END: {name}` below"),
        );
    }
    closed
}

/// A whole Rust file as it is copied and run: without its head and the marks of anchors.
pub(crate) fn whole(text: &str) -> String {
    let lines: Vec<_> = without_head(text)
        .into_iter()
        .filter(|(_, line)| anchor_line(line).is_none())
        .collect();
    trimmed(&lines).map_or_else(String::new, |lines| joined(lines, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
//! A head.
//!
//! More.

use std::thread;

// ANCHOR: outer
fn outer() {
    // ANCHOR: inner
    let x = || {
        1

    };
    // ANCHOR_END: inner
    x();
}
// ANCHOR_END: outer
";

    fn show(anchor: Option<&str>) -> Excerpt {
        let target = Target {
            path: "code/x.rs".into(),
            anchor: anchor.map(str::to_owned),
        };
        let mut problems = Problems::default();
        let excerpt = excerpt(&target, FILE, &mut problems).unwrap();
        assert!(problems.is_empty(), "{problems}");
        excerpt
    }

    #[test]
    fn an_anchor_is_dedented_by_what_its_lines_have_in_common() {
        let inner = show(Some("inner"));
        assert_eq!(inner.text, "let x = || {\n    1\n\n};\n");
        assert_eq!(inner.lines, (10, 13));
    }

    #[test]
    fn the_marks_of_a_nested_anchor_are_not_shown() {
        assert_eq!(
            show(Some("outer")).text,
            "fn outer() {\n    let x = || {\n        1\n\n    };\n    x();\n}\n"
        );
    }

    #[test]
    fn a_whole_file_loses_its_head_and_all_marks() {
        let all = show(None);
        assert!(
            all.text.starts_with("use std::thread;\n\nfn outer"),
            "{}",
            all.text
        );
        assert!(!all.text.contains("ANCHOR"));
        assert_eq!(all.lines, (5, 16));
    }

    #[test]
    fn a_path_is_taken_from_the_page() {
        let target = Target::parse("../../code/a/b.rs:c", Path::new("src/a")).unwrap();
        assert_eq!(
            target,
            Target {
                path: "code/a/b.rs".into(),
                anchor: Some("c".into())
            }
        );
        assert!(Target::parse("../../../x.rs", Path::new("src/a")).is_err());
        assert!(Target::parse("/etc/passwd", Path::new("src/a")).is_err());
    }
}
