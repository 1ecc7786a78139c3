//! The one sheet: all of `theme/css`, in an order, with the rules of the fonts before them.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Context as _, Result};
use regex::{Captures, Regex};

use crate::book::theme::{SOURCES, names};
use crate::problem::Problems;

/// The sheets in the order in which they apply: what all others use comes first, what overrules them last.
pub(super) const ORDER: [&str; 11] = [
    "tokens.css",
    "shell.css",
    "book.css",
    "prose.css",
    "code.css",
    "callouts.css",
    "charts.css",
    "figures.css",
    "learn.css",
    "exercises.css",
    "print.css",
];

/// The fonts' own rules, beside them.
const FONTS: &str = "fonts/fonts.css";

/// All sheets. One that has no place in the order is reported, and so is a font that isn't there.
///
/// # Errors
/// When one can't be read.
pub(super) fn join(theme: &Path, problems: &mut Problems) -> Result<String> {
    let dir = theme.join("css");
    let there = names(&dir, "css")?;
    for name in there.iter().filter(|name| !ORDER.contains(&name.as_str())) {
        let file = Path::new(SOURCES).join("css").join(name);
        let what = "the sheet has no place in the order of the sheets";
        problems.add(
            file,
            None,
            what,
            "list it in ci/src/book/theme/sheets.rs, or remove it",
        );
    }
    let mut all = fonts(theme, problems)?;
    for name in ORDER
        .iter()
        .filter(|name| there.iter().any(|there| there == *name))
    {
        let sheet = fs::read_to_string(dir.join(name))
            .with_context(|| format!("can't read {SOURCES}/css/{name}"))?;
        all.push_str(&lean(&sheet));
    }
    Ok(all)
}

/// The rules of the fonts. They name files beside them; mdBook knows these as resources, whose names change with their
/// contents.
fn fonts(theme: &Path, problems: &mut Problems) -> Result<String> {
    static URL: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"url\(["']?([^"')]+)["']?\)"#).expect("a valid pattern"));
    let Some(sheet) = font_rules(theme)? else {
        return Ok(String::new());
    };
    for found in URL.captures_iter(&sheet) {
        if !theme.join("fonts").join(&found[1]).is_file() {
            let line = sheet
                .lines()
                .position(|line| line.contains(&found[0]))
                .map(|at| at + 1);
            let what = format!("there is no font `{}`", &found[1]);
            problems.add(
                Path::new(SOURCES).join(FONTS),
                line,
                what,
                "put it beside, or correct the name",
            );
        }
    }
    let named =
        |found: &Captures<'_>| format!("url(\"{{{{ resource \"fonts/{}\" }}}}\")", &found[1]);
    Ok(URL.replace_all(&lean(&sheet), named).into_owned())
}

fn font_rules(theme: &Path) -> Result<Option<String>> {
    let file = theme.join(FONTS);
    if !file.is_file() {
        return Ok(None);
    }
    let sheet =
        fs::read_to_string(file).with_context(|| format!("can't read {SOURCES}/{FONTS}"))?;
    Ok(Some(sheet))
}

/// The fonts whose rules say `/* preload */`: they are asked for before the sheet has been read.
///
/// # Errors
/// When the rules can't be read.
pub(super) fn preloaded(theme: &Path) -> Result<Vec<String>> {
    static RULE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?s)@font-face\s*\{\s*/\* preload \*/[^}]*?url\(["']?([^"')]+)["']?\)"#)
            .expect("a valid pattern")
    });
    let sheet = font_rules(theme)?.unwrap_or_default();
    Ok(RULE
        .captures_iter(&sheet)
        .map(|found| found[1].to_owned())
        .collect())
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
        let sheet = "/* one\n * two */\n:root {\n    --a: 1; /* why */\n\n    content: \"/* text */\";\n}\n";
        assert_eq!(
            lean(sheet),
            ":root {\n--a: 1;\ncontent: \"/* text */\";\n}\n"
        );
    }

    #[test]
    fn the_background_has_two_colours() {
        let found = page_colours(":root { --bg: light-dark(#fff, #000); }");
        assert_eq!(found, Some(["#fff".into(), "#000".into()]));
        assert_eq!(page_colours(":root { --bg: #fff; }"), None);
    }
}
