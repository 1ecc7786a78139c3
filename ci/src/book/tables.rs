//! Tables and lists that a test has written: `{{#table section/name}}` shows `code/SECTION/tables/NAME.md`, whose first line names the
//! test (`harness::table`, `harness::bullets`).

use std::fs;
use std::path::{Path, PathBuf};

use super::World;
use super::crates::BLESS;
use super::markdown::{breaks, escape};
use crate::problem::{Fault, fault, slashes};

/// The table, and below it the test that has written it; its link is as a page has it (`[✓](check:…)`), for the preprocessor to
/// follow.
///
/// # Errors
/// Says why there is no such table, and what mends it.
pub(crate) fn table(world: &World, of: &str) -> Result<String, Fault> {
    let (id, table) = load(&world.root, of)?;
    let check = world.check(&id).ok_or_else(|| {
        let what = format!("the table `{of}` was written by `{id}`, which is no check");
        fault(what, BLESS)
    })?;
    let shown = breaks(&slashes(&check.file));
    let place = match world.source_url(&check.file, Some(check.lines)) {
        Some(url) => format!("<a href=\"{}\"><code>{shown}</code></a>", escape(&url)),
        None => format!("<code>{shown}</code>"),
    };
    Ok(format!(
        "<figure class=\"program generated\">\n\n{table}\n<figcaption class=\"mark mark-tested\">{place}\u{a0}· <span class=\"mark-verdict\">written by \
         a test</span> [✓](check:{id})</figcaption>\n</figure>\n"
    ))
}

/// The check that has written a table: `section::test`. It is found even where the table can't be shown, so that one mistake is
/// one line.
pub(crate) fn check(root: &Path, of: &str) -> Option<String> {
    load(root, of).ok().map(|(id, _)| id)
}

/// The id of the check, and the table in Markdown.
fn load(root: &Path, of: &str) -> Result<(String, String), Fault> {
    let is_name = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let Some((section, name)) = of
        .split_once('/')
        .filter(|(section, name)| is_name(section) && is_name(name))
    else {
        let what = format!("`{{{{#table {of}}}}}` names no table");
        return Err(fault(what, "write `{{#table section/name}}`"));
    };
    let file: PathBuf = ["code", section, "tables", &format!("{name}.md")]
        .iter()
        .collect();
    let Ok(text) = fs::read_to_string(root.join(&file)) else {
        return Err(fault(format!("there is no {}", slashes(&file)), BLESS));
    };
    let text = text.replace("\r\n", "\n");
    let written = text.split_once('\n').and_then(|(first, table)| {
        let by = first.strip_prefix("<!-- ")?.strip_suffix(" -->")?;
        let by = by.rsplit("::").next()?;
        let all = |start: &str| table.lines().all(|line| line.starts_with(start));
        (all("|") || all("- ")).then(|| (format!("{section}::{by}"), table.to_owned()))
    });
    written.ok_or_else(|| {
        let what = format!(
            "{} isn't what `harness::table` or `bullets` writes",
            slashes(&file)
        );
        fault(what, BLESS)
    })
}
