//! The one sheet: all of `theme/css`, in an order.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Context as _, Result};
use regex::{Captures, Regex};

use crate::book::theme::{SOURCES, names};
use crate::problem::Problems;

/// The sheets in the order in which they apply: what all others use comes first, what overrules them last.
pub(super) const ORDER: [&str; 11] = [
    "fonts.css",
    TOKENS,
    "shell.css",
    "prose.css",
    "code.css",
    "callouts.css",
    "charts.css",
    "figures.css",
    "learn.css",
    "exercises.css",
    "print.css",
];

/// The sheet with the colours.
pub(super) const TOKENS: &str = "tokens.css";

/// The fonts that every page shows: they are asked for before the sheet has been read.
const PRELOADED: [&str; 3] = [
    "book-sans.woff2",
    "book-sans-italic.woff2",
    "book-code.woff2",
];

/// All sheets. What has no place in the order is reported, and so is a font that isn't there.
///
/// # Errors
/// When one can't be read.
pub(super) fn join(theme: &Path, problems: &mut Problems) -> Result<String> {
    let dir = theme.join("css");
    let sheets = names(&dir, "css")?;
    for name in sheets.iter().filter(|name| !ORDER.contains(&name.as_str())) {
        let file = Path::new(SOURCES).join("css").join(name);
        let what = "the sheet has no place in the order of the sheets";
        let mend = "list it in ci/src/book/theme/sheets.rs, or remove it";
        problems.add(file, None, what, mend);
    }
    let mut all = String::new();
    for name in ORDER
        .iter()
        .filter(|name| sheets.iter().any(|sheet| sheet == *name))
    {
        let sheet = fs::read_to_string(dir.join(name))
            .with_context(|| format!("can't read {SOURCES}/css/{name}"))?;
        all.push_str(&resources(&lean(&sheet)));
        report_missing(theme, name, &sheet, problems);
    }
    Ok(all)
}

/// `url("../fonts/name.woff2")`
static FONT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"url\(["']?\.\./fonts/([^"')]+)["']?\)"#).expect("a valid pattern")
});

/// mdBook knows the fonts as resources, whose names change with their contents.
fn resources(sheet: &str) -> String {
    let named =
        |found: &Captures<'_>| format!("url(\"{{{{ resource \"fonts/{}\" }}}}\")", &found[1]);
    FONT.replace_all(sheet, named).into_owned()
}

fn report_missing(theme: &Path, name: &str, sheet: &str, problems: &mut Problems) {
    for found in FONT.captures_iter(sheet) {
        if !theme.join("fonts").join(&found[1]).is_file() {
            let file = Path::new(SOURCES).join("css").join(name);
            let line = sheet
                .lines()
                .position(|line| line.contains(&found[0]))
                .map(|at| at + 1);
            let what = format!("there is no `{SOURCES}/fonts/{}`", &found[1]);
            problems.add(file, line, what, "put it there, or correct the name");
        }
    }
}

/// Those of [`PRELOADED`] that the theme has. One that it doesn't have is reported, if it has others.
///
/// # Errors
/// When the fonts can't be listed.
pub(super) fn preloaded(theme: &Path, problems: &mut Problems) -> Result<Vec<&'static str>> {
    let fonts = names(&theme.join("fonts"), "woff2")?;
    let (found, missing): (Vec<_>, Vec<_>) = PRELOADED
        .into_iter()
        .partition(|name| fonts.iter().any(|font| font == name));
    for name in missing.into_iter().filter(|_| !fonts.is_empty()) {
        let file = Path::new(SOURCES).join("fonts").join(name);
        let mend = "put it there, or change the list in ci/src/book/theme/sheets.rs";
        problems.add(
            file,
            None,
            "every page is to ask for this font, and it isn't there",
            mend,
        );
    }
    Ok(found)
}

/// The page's background, light and dark.
pub(super) fn page_colours(sheet: &str) -> Option<[String; 2]> {
    static BACKGROUND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"--bg:\s*light-dark\(\s*([^,()]+?)\s*,\s*([^,()]+?)\s*\)")
            .expect("a valid pattern")
    });
    let found = BACKGROUND.captures(sheet)?;
    Some([found[1].to_owned(), found[2].to_owned()])
}

/// Without comments, indentation and empty lines. The rest is the server's compression's to do, which is better at it.
fn lean(sheet: &str) -> String {
    // A comment's marks within a string are text.
    static COMMENT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?s)"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|/\*.*?\*/"#).expect("a valid pattern")
    });
    let text = COMMENT.replace_all(sheet, |found: &Captures<'_>| {
        if found[0].starts_with("/*") {
            String::new()
        } else {
            found[0].to_owned()
        }
    });
    let mut lean = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        lean.push_str(line);
        lean.push('\n');
    }
    lean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_strings_stay() {
        let sheet = "/* one's\n * two */\n:root {\n    --a: 1; /* why */\n\n    content: \"/* text */\";\n}\n";
        assert_eq!(
            lean(sheet),
            ":root {\n--a: 1;\ncontent: \"/* text */\";\n}\n"
        );
    }

    #[test]
    fn fonts_are_resources() {
        assert_eq!(
            resources("src: url('../fonts/a.woff2') format(\"woff2\"), url(data:x);"),
            "src: url(\"{{ resource \"fonts/a.woff2\" }}\") format(\"woff2\"), url(data:x);"
        );
    }

    #[test]
    fn the_background_has_two_colours() {
        let found = page_colours(":root { --bg: light-dark(#fff, #000); }");
        assert_eq!(found, Some(["#fff".into(), "#000".into()]));
        assert_eq!(page_colours(":root { --bg: #fff; }"), None);
    }
}
