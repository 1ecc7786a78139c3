//! What mdBook lets pass without a word, and what this book does not allow.
//!
//! [`config`] looks at book.toml, [`summary`] at SUMMARY.md and the pages it lists, [`page()`] at the
//! structure of one page. What is wrong with an include or a directive is found where it is expanded, and
//! broken links on the rendered HTML.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use mdbook_driver::config::{Config, HtmlConfig};
use mdbook_summary::{Link, Summary, SummaryItem};
use serde::Deserialize;

use crate::book::markdown::line_of;
use crate::book::theme;
use crate::problem::{Problem, Problems, slashes};

mod page;

pub(crate) use page::{callout, page};

/// The name of mdBook's configuration.
pub(crate) const BOOK_TOML: &str = "book.toml";

/// The table of book.toml that mdBook reads late, and where it goes on with a warning and its own settings
/// if it can't.
#[derive(Deserialize)]
struct Late {
    #[serde(default, rename = "output")]
    _output: Output,
}

#[derive(Deserialize, Default)]
struct Output {
    #[serde(rename = "html")]
    _html: Option<HtmlConfig>,
}

/// Reads book.toml.
///
/// # Errors
/// Where it is missing, isn't TOML, or isn't what mdBook reads.
pub(crate) fn read_config(root: &Path) -> Result<Config, Problem> {
    let problem = |line, what: String, mend: &str| Problem {
        file: BOOK_TOML.into(),
        line,
        what,
        mend: mend.into(),
    };
    let text = fs::read_to_string(root.join(BOOK_TOML)).map_err(|error| {
        let what = if error.kind() == std::io::ErrorKind::NotFound {
            format!("not found in {}", root.display())
        } else {
            format!("can't be read: {error}")
        };
        problem(None, what, "run this in the book's repository")
    })?;
    let broken = |error: toml::de::Error| {
        let line = error.span().map(|span| line_of(&text, span.start));
        problem(line, error.message().to_owned(), "mend book.toml")
    };
    let config = toml::from_str::<Config>(&text).map_err(broken)?;
    toml::from_str::<Late>(&text).map_err(broken)?;
    Ok(config)
}

/// The first line of book.toml that begins with a key or a table's name.
pub(crate) fn line_of_key(root: &Path, key: &str) -> Option<usize> {
    let text = fs::read_to_string(root.join(BOOK_TOML)).unwrap_or_default();
    text.lines()
        .position(|line| line.trim_start().trim_start_matches('[').starts_with(key))
        .map(|index| index + 1)
}

/// Reports settings that would make mdBook skip something.
pub(crate) fn config(root: &Path, config: &Config, problems: &mut Problems) {
    const THEMES: &[&str] = &["light", "rust", "coal", "navy", "ayu"];
    let line = |key: &str| line_of_key(root, key);
    for key in ["default-theme", "preferred-dark-theme"] {
        if let Ok(Some(theme)) = config.get::<String>(&format!("output.html.{key}"))
            && !THEMES.contains(&theme.as_str())
        {
            let what = format!("there is no theme `{theme}`");
            problems.add(
                BOOK_TOML,
                line(key),
                what,
                format!("use one of {}", THEMES.join(", ")),
            );
        }
    }
    for key in ["additional-css", "additional-js"] {
        let files: Vec<PathBuf> = config
            .get(&format!("output.html.{key}"))
            .ok()
            .flatten()
            .unwrap_or_default();
        for file in files.iter().filter(|file| !root.join(file).is_file()) {
            let what = format!("there is no `{}`", slashes(file));
            problems.add(BOOK_TOML, line(key), what, "write it, or correct the path");
        }
    }
    theme::config(root, config, line, problems);
    if config.build.create_missing {
        let what = "mdBook would write an empty page for each that is listed and missing";
        problems.add(
            BOOK_TOML,
            line("create-missing"),
            what,
            "set `create-missing = false` in [build]",
        );
    }
    for name in ["book", "admonish"] {
        let table = format!("preprocessor.{name}");
        if !config.contains_key(&table) {
            problems.add(
                BOOK_TOML,
                None,
                format!("there is no [{table}]"),
                "add it, so that mdBook runs it",
            );
            continue;
        }
        // Without it mdBook asks the command, and takes a crate that does not compile for a "no".
        if config
            .get::<Vec<String>>(&format!("{table}.renderers"))
            .ok()
            .flatten()
            .is_none()
        {
            let what = format!(
                "[{table}] has no `renderers`: where its command fails, mdBook skips it silently"
            );
            problems.add(
                BOOK_TOML,
                line(&table),
                what,
                "set `renderers = [\"html\"]`",
            );
        }
    }
    let before: Vec<String> = config
        .get("preprocessor.book.before")
        .ok()
        .flatten()
        .unwrap_or_default();
    let after: Vec<String> = config
        .get("preprocessor.admonish.after")
        .ok()
        .flatten()
        .unwrap_or_default();
    if config.contains_key("preprocessor.book") && !before.iter().any(|name| name == "links") {
        let what = "[preprocessor.book] does not run before mdBook's own includes";
        problems.add(
            BOOK_TOML,
            line("preprocessor.book"),
            what,
            "set `before = [\"links\"]`",
        );
    }
    if config.contains_key("preprocessor.admonish") && !after.iter().any(|name| name == "book") {
        let what = "[preprocessor.admonish] does not run after [preprocessor.book]";
        problems.add(
            BOOK_TOML,
            line("preprocessor.admonish"),
            what,
            "set `after = [\"book\"]`",
        );
    }
}

/// Reads SUMMARY.md and compares it with the pages that there are. What is listed and missing is
/// reported and taken out of the summary.
///
/// # Errors
/// When it is missing or mdBook can't read it.
pub(crate) fn summary(
    root: &Path,
    src: &Path,
    problems: &mut Problems,
) -> Result<Summary, Problem> {
    let file = src.join("SUMMARY.md");
    let problem = |what: String, mend: &str| Problem {
        file: file.clone(),
        line: None,
        what,
        mend: mend.into(),
    };
    let text = fs::read_to_string(root.join(&file)).map_err(|error| {
        problem(
            format!("can't be read: {error}"),
            "write it: it lists the book's pages",
        )
    })?;
    let mut summary = mdbook_summary::parse_summary(&text)
        .map_err(|error| problem(format!("mdBook can't read it: {error:#}"), "mend the list"))?;
    let mut listed = BTreeSet::new();
    let mut missing = |link: &Link| {
        let Some(location) = &link.location else {
            return false;
        };
        listed.insert(location.clone());
        if root.join(src).join(location).is_file() {
            return false;
        }
        let address = slashes(location);
        let line = text
            .lines()
            .position(|line| line.contains(&format!("({address}")))
            .map(|index| index + 1);
        let what = format!("the page `{address}` is listed and does not exist");
        problems.add(
            &file,
            line,
            what,
            format!(
                "write {}/{address}, or take it out of the list",
                slashes(src)
            ),
        );
        true
    };
    for items in [
        &mut summary.prefix_chapters,
        &mut summary.numbered_chapters,
        &mut summary.suffix_chapters,
    ] {
        retain(items, &mut missing);
    }
    for page in pages_below(&root.join(src), Path::new("")) {
        if page != Path::new("SUMMARY.md") && page != Path::new("404.md") && !listed.contains(&page)
        {
            let mend = format!("list it in {}, or remove it", slashes(&file));
            problems.add(src.join(page), None, "the page is not in the book", mend);
        }
    }
    Ok(summary)
}

fn retain(items: &mut Vec<SummaryItem>, missing: &mut impl FnMut(&Link) -> bool) {
    items.retain_mut(|item| match item {
        SummaryItem::Link(link) => {
            retain(&mut link.nested_items, missing);
            !missing(link)
        }
        _ => true,
    });
}

fn pages_below(src: &Path, below: &Path) -> Vec<PathBuf> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(src.join(below))
        .into_iter()
        .flatten()
        .flatten()
    {
        let path = below.join(entry.file_name());
        if entry.path().is_dir() {
            pages.extend(pages_below(src, &path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(path);
        }
    }
    pages
}
