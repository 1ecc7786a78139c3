//! The exercises that there are: what their files say of themselves, and their order.
//!
//! An exercise is a directory `code/<section>/exercises/<name>`. Its title and task are the `//!` comment at the head
//! of `exercise.rs`, and stand nowhere else. The order is that of the section's page, `src/<section>/exercises.md`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::problem::slashes;

/// One exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// The section that it belongs to.
    pub section: String,
    /// Its own name, that of its directory.
    pub name: String,
    /// Its directory, relative to the root.
    pub dir: PathBuf,
    /// What the reader sees; empty if the file doesn't say.
    pub title: String,
    /// What is asked for, in Markdown.
    pub task: String,
}

impl Exercise {
    /// What a reader types, and what a page calls it.
    pub fn id(&self) -> String {
        format!("{}/{}", self.section, self.name)
    }

    /// Its test target.
    pub fn target(&self) -> String {
        format!("exercise_{}", self.name.replace('-', "_"))
    }

    /// One of its files, relative to the root.
    pub fn file(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// The file that the reader edits, as the reader types it.
    pub fn skeleton(&self) -> String {
        slashes(&self.file("exercise.rs"))
    }
}

/// All exercises: the sections by name, and within a section in the order of its page. Those that no page shows come
/// last.
pub fn load(root: &Path) -> Vec<Exercise> {
    let mut found: Vec<Exercise> = directories(&root.join("code"))
        .iter()
        .flat_map(|section| {
            let names = directories(&root.join("code").join(section).join("exercises"));
            names.into_iter().map(|name| read(root, section, &name))
        })
        .collect();
    found.sort_by_cached_key(|exercise| {
        let page = root
            .join("src")
            .join(&exercise.section)
            .join("exercises.md");
        let text = fs::read_to_string(page).unwrap_or_default();
        let place = text.lines().position(|line| line.trim() == exercise.id());
        (
            exercise.section.clone(),
            place.unwrap_or(usize::MAX),
            exercise.name.clone(),
        )
    });
    found
}

fn read(root: &Path, section: &str, name: &str) -> Exercise {
    let dir = Path::new("code").join(section).join("exercises").join(name);
    let text = fs::read_to_string(root.join(&dir).join("exercise.rs")).unwrap_or_default();
    let head = head(&text);
    let (title, task) = match head.strip_prefix("# ") {
        Some(rest) => rest.split_once('\n').unwrap_or((rest, "")),
        None => ("", head.as_str()),
    };
    Exercise {
        section: section.to_owned(),
        name: name.to_owned(),
        title: title.trim().to_owned(),
        task: task.trim().to_owned(),
        dir,
    }
}

/// The text of the `//!` comment that a file begins with.
pub fn head(text: &str) -> String {
    let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
    lines
        .map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The names of the directories in a directory, in order; none if there is no such directory.
fn directories(path: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(path)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}

/// The exercise that a reader means: its id, its own name, or the beginning of either if only one begins so.
///
/// # Errors
/// One line with what may have been meant.
pub fn find<'a>(exercises: &'a [Exercise], asked: &str) -> Result<&'a Exercise> {
    let exact = |exercise: &&Exercise| exercise.id() == asked || exercise.name == asked;
    let begins =
        |exercise: &&Exercise| exercise.id().starts_with(asked) || exercise.name.starts_with(asked);
    let mut found: Vec<&Exercise> = exercises.iter().filter(exact).collect();
    if found.is_empty() {
        found = exercises.iter().filter(begins).collect();
    }
    match found[..] {
        [one] => Ok(one),
        [] if exercises.is_empty() => bail!("no section has exercises yet"),
        [] => bail!(
            "no exercise is named `{asked}`; {}",
            nearest(exercises, asked)
        ),
        _ => {
            let ids: Vec<String> = found.iter().map(|exercise| exercise.id()).collect();
            bail!("`{asked}` may be any of {}", ids.join(", "))
        }
    }
}

/// What may have been meant by a name that is nobody's.
fn nearest(exercises: &[Exercise], asked: &str) -> String {
    /// Below this two names have nothing in common that a reader would see.
    const ALIKE: f64 = 0.6;
    let likeness = |exercise: &Exercise| {
        let own = strsim::normalized_damerau_levenshtein(&exercise.name, asked);
        own.max(strsim::normalized_damerau_levenshtein(
            &exercise.id(),
            asked,
        ))
    };
    let mut alike: Vec<(f64, String)> = exercises
        .iter()
        .map(|exercise| (likeness(exercise), exercise.id()))
        .filter(|(likeness, _)| *likeness > ALIKE)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0));
    match &alike[..] {
        [] => {
            let all: Vec<String> = exercises.iter().map(Exercise::id).collect();
            format!("there are: {}", all.join(", "))
        }
        [(_, best), ..] => format!("did you mean `{best}`?"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exercise(section: &str, name: &str) -> Exercise {
        Exercise {
            section: section.into(),
            name: name.into(),
            dir: PathBuf::new(),
            title: String::new(),
            task: String::new(),
        }
    }

    #[test]
    fn a_name_may_be_short_and_has_to_be_one_only() {
        let all = [
            exercise("threads", "in-order"),
            exercise("threads", "wait-for-all"),
            exercise("mutex", "wait"),
        ];
        let found = |asked| {
            find(&all, asked)
                .map(Exercise::id)
                .map_err(|error| error.to_string())
        };
        assert_eq!(found("threads/in-order").unwrap(), "threads/in-order");
        assert_eq!(found("in-order").unwrap(), "threads/in-order");
        assert_eq!(found("in").unwrap(), "threads/in-order");
        assert_eq!(found("threads/w").unwrap(), "threads/wait-for-all");
        // A whole name is not the beginning of another.
        assert_eq!(found("wait").unwrap(), "mutex/wait");
        assert_eq!(
            found("w").unwrap_err(),
            "`w` may be any of threads/wait-for-all, mutex/wait"
        );
        assert_eq!(
            found("wiat-for-al").unwrap_err(),
            "no exercise is named `wiat-for-al`; did you mean `threads/wait-for-all`?"
        );
        assert_eq!(
            found("zzz").unwrap_err(),
            "no exercise is named `zzz`; there are: threads/in-order, threads/wait-for-all, mutex/wait"
        );
        assert_eq!(
            find(&[], "a").unwrap_err().to_string(),
            "no section has exercises yet"
        );
    }

    #[test]
    fn title_and_task_are_the_files_head() {
        let root = tempfile::tempdir().unwrap();
        let dir = root.path().join("code/one/exercises/add");
        fs::create_dir_all(&dir).unwrap();
        fs::write(
            dir.join("exercise.rs"),
            "//! # Add\n//!\n//! Add two\n//! numbers.\n\n//! no\n",
        )
        .unwrap();
        let [exercise] = &load(root.path())[..] else {
            panic!("one exercise")
        };
        assert_eq!(exercise.id(), "one/add");
        assert_eq!(exercise.title, "Add");
        assert_eq!(exercise.task, "Add two\nnumbers.");
    }

    #[test]
    fn the_order_is_that_of_the_page() {
        let root = tempfile::tempdir().unwrap();
        for name in ["a", "b", "c"] {
            fs::create_dir_all(root.path().join("code/one/exercises").join(name)).unwrap();
        }
        fs::create_dir_all(root.path().join("src/one")).unwrap();
        fs::write(
            root.path().join("src/one/exercises.md"),
            "```exercise\none/c\n```\n\n```exercise\none/a\n```\n",
        )
        .unwrap();
        let names: Vec<_> = load(root.path())
            .iter()
            .map(|exercise| exercise.name.clone())
            .collect();
        assert_eq!(names, ["c", "a", "b"]);
    }
}
