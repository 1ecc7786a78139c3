//! What each tool says of each planted bug of a section, as a table for a page.
//!
//! `tools/bugs.txt` of a section lists its bugs: a line `name: what is wrong` for each. `tools/<tool>/<name>.txt` holds
//! what a tool says of it, in a word or two. Tests and stages write these files when blessing, and compare them otherwise;
//! [`TOOLS`] says who. The result is HTML, with links to checks as a page has them.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use super::svg::{escape, inline};

/// A directory of `tools/`, and what its column is called. The sections' tests write the first two, the stages of these
/// names the next three, and the last is written by hand and compared in the hosted workflow.
const TOOLS: [(&str, &str); 6] = [
    ("plain", "Run it"),
    ("model", "Model"),
    ("tsan", "Thread\u{ad}Sanitizer"),
    ("asan", "Address\u{ad}Sanitizer"),
    ("lsan", "Leak\u{ad}Sanitizer"),
    ("miri", "Miri (hosted)"),
];

/// The word for a tool that has nothing to say.
pub(crate) const NOTHING: &str = "nothing";

/// The bugs of a section, by name, in order, and what is wrong with each.
///
/// # Errors
/// When the list can't be read, or isn't one.
pub(crate) fn bugs(section_dir: &Path) -> Result<Vec<(String, String)>> {
    let file = section_dir.join("tools/bugs.txt");
    let text = fs::read_to_string(&file)
        .with_context(|| format!("there is no list of bugs, {}", file.display()))?;
    let bugs: Vec<_> = text
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, bug)| (name.to_owned(), bug.to_owned()))
        .collect();
    ensure!(!bugs.is_empty(), "{} lists no bug", file.display());
    Ok(bugs)
}

/// The table of a section's bugs and of what each tool says of them.
///
/// # Errors
/// When the section has no bugs, or what a tool says of one isn't recorded.
pub fn tools(root: &Path, section: &str) -> Result<String> {
    let directory = root.join("code").join(section);
    let mut table = String::from(
        "<div class=\"table-wrapper\">\n<table class=\"tools\">\n<thead><tr><th scope=\"col\">Bug</th>",
    );
    for (_, title) in TOOLS {
        write!(table, "<th scope=\"col\">{title}</th>")?;
    }
    table.push_str("</tr></thead>\n<tbody>\n");
    for (name, bug) in bugs(&directory)? {
        write!(table, "<tr><th scope=\"row\">{}</th>", inline(&bug))?;
        for (tool, _) in TOOLS {
            let file = directory
                .join("tools")
                .join(tool)
                .join(format!("{name}.txt"));
            let word = fs::read_to_string(&file)
                .with_context(|| format!("what `{tool}` says of `{name}` isn't recorded"))?;
            let word = word.trim();
            // A model's word is a check of its own.
            let check = match tool {
                "model" => format!(
                    " [✓](check:{section}::a_model_and_{})",
                    name.replace('-', "_")
                ),
                _ => String::new(),
            };
            let class = if word == NOTHING {
                " class=\"unseen\""
            } else {
                ""
            };
            write!(table, "<td{class}>{}{check}</td>", escape(word))?;
        }
        table.push_str("</tr>\n");
    }
    table.push_str("</tbody>\n</table>\n</div>\n");
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = root.path().join("code/one/tools").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("bugs.txt", "a-race: Two threads write `x`\n");
        for (tool, _) in TOOLS {
            write(&format!("{tool}/a-race.txt"), "nothing\n");
        }
        write("model/a-race.txt", "data race\n");
        root
    }

    #[test]
    fn a_row_says_what_each_tool_says() {
        let table = tools(section().path(), "one").unwrap();
        let row = "<tr><th scope=\"row\">Two threads write <code>x</code></th><td class=\"unseen\">nothing</td>\
                   <td>data race [✓](check:one::a_model_and_a_race)</td><td class=\"unseen\">nothing</td>";
        assert!(table.contains(row), "{table}");
    }

    #[test]
    fn a_word_that_is_missing_is_an_error() {
        let root = section();
        fs::remove_file(root.path().join("code/one/tools/asan/a-race.txt")).unwrap();
        let error = tools(root.path(), "one").unwrap_err().to_string();
        assert_eq!(error, "what `asan` says of `a-race` isn't recorded");
        assert!(
            tools(root.path(), "two")
                .unwrap_err()
                .to_string()
                .contains("no list of bugs")
        );
    }
}
