//! What is wrong with the book, in the one form in which every part of the automation says it:
//! `src/threads.md:12: what is wrong; what mends it`, on one line, so that an editor can jump there.

use std::fmt;
use std::path::{Path, PathBuf};

/// One thing that is wrong, where it is, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file to open, relative to the repository's root.
    pub file: PathBuf,
    /// The line in it, from 1, where one line is to blame.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
    /// What mends it, as a command to the reader.
    pub mend: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Paths are printed with `/` on every system, as they are written in the pages.
        write!(f, "{}", slashes(&self.file))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}; {}", one_line(&self.what), one_line(&self.mend))
    }
}

/// What is wrong and what mends it, where the caller knows the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub what: String,
    /// What mends it.
    pub mend: String,
}

/// A [`Fault`], in one call.
pub fn fault(what: impl Into<String>, mend: impl Into<String>) -> Fault {
    Fault {
        what: what.into(),
        mend: mend.into(),
    }
}

/// All the problems of one run. They are collected and reported together, so that a writer mends ten
/// mistakes in one go and not in ten builds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Adds one.
    pub fn add(
        &mut self,
        file: impl Into<PathBuf>,
        line: impl Into<Option<usize>>,
        what: impl Into<String>,
        mend: impl Into<String>,
    ) {
        self.0.push(Problem {
            file: file.into(),
            line: line.into(),
            what: what.into(),
            mend: mend.into(),
        });
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The problems, in the order in which they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }

    /// Takes over all of `other`'s.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// By file and line, each once.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.0.sort();
        self.0.dedup();
        self
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

/// One line each; the count is for whoever prints them to say.
impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// A path as the pages write it.
pub fn slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Messages that come from elsewhere may have several lines; a problem has one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_one_line() {
        let mut problems = Problems::default();
        problems.add("src/b.md", 3, "two\n  lines", "mend it");
        problems.add("src/a.md", None, "no line", "look");
        problems.add("src/b.md", 3, "two\n  lines", "mend it");
        assert_eq!(
            problems.sorted().to_string(),
            "src/a.md: no line; look\nsrc/b.md:3: two lines; mend it"
        );
    }
}
