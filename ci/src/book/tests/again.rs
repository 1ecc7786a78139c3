//! A book that is built again after an edit is the book that one who builds it for the first time gets.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::theme::themed;
use super::{Append, Change, Fixture, Swap, Write};

/// All files of the finished book.
fn book(fixture: &Fixture) -> BTreeMap<PathBuf, Vec<u8>> {
    fn list(dir: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                list(&path, files);
            } else {
                let bytes = fs::read(&path).unwrap();
                files.insert(path, bytes);
            }
        }
    }
    if let Err(error) = fixture.build(false) {
        panic!("the book does not build:\n{error:#}");
    }
    let mut files = BTreeMap::new();
    list(&fixture.root().join("book"), &mut files);
    files
}

/// What is edited, the page on which it shows, and the words that are new there.
const EDITS: &[(&str, Change, &str, &str)] = &[
    (
        "src/index.md",
        Append("\nA late word.\n"),
        "index.html",
        "A late word.",
    ),
    (
        "src/index.md",
        Append("\n## New part\n"),
        "index.html",
        "href=\"#new-part\"",
    ),
    (
        "code/demo/examples/hello.rs",
        Swap("\"one\"", "\"uno\""),
        "demo.html",
        "uno",
    ),
    (
        "code/demo/examples/hello.out",
        Append("another line\n"),
        "demo.html",
        "another line",
    ),
    (
        "src/glossary.md",
        Swap("Two at once.", "Two in no order."),
        "index.html",
        "Two in no order.",
    ),
    (
        "src/glossary.md",
        Swap("## Lock\n", "## Lock {.by-hand}\n"),
        "glossary.html",
        "One at a time.",
    ),
    (
        "code/demo/tests/checks.rs",
        Swap("| no more", "| and no more"),
        "demo.html",
        "and no more",
    ),
    (
        "code/demo/tests/checks.rs",
        Swap("    assert_eq!(", "    // Read anew.\n    assert_eq!("),
        "checks.html",
        "Read anew.",
    ),
    (
        "code/demo/tests/reject/moved.stderr",
        Swap("borrow of moved value", "borrow of a gone value"),
        "errors.html",
        "borrow of a gone value",
    ),
    (
        "theme/page.hbs",
        Swap("Skip to the text", "Go to the text"),
        "demo/build.html",
        "Go to the text",
    ),
    (
        "book.toml",
        Swap("title = \"", "title = \"New "),
        "demo/build.html",
        "New ",
    ),
    (
        "src/SUMMARY.md",
        Swap("[Start](index.md)", "[Begin](index.md)"),
        "demo.html",
        "Begin",
    ),
    (
        "src/figure.html",
        Write("<figure>drawn anew</figure>\n"),
        "demo.html",
        "drawn anew",
    ),
];

#[test]
fn every_edit_shows_where_it_should() {
    let mut fixture = themed(&[
        (
            "src/glossary.md",
            Append("\n## Gate\n\nTwo at once.\n\n## Lock\n\nOne at a time.\n"),
        ),
        ("src/index.md", Append("\nA gate without a lock.\n")),
    ]);
    book(&fixture);
    for (file, change, page, words) in EDITS {
        let before = fs::read_to_string(fixture.root().join("book").join(page)).unwrap();
        fixture.change(&[(file, change.clone())]);
        let again = book(&fixture);
        let builder = std::mem::take(&mut fixture.builder);
        let first = book(&fixture);
        fixture.builder = builder;
        let text =
            String::from_utf8_lossy(&again[&fixture.root().join("book").join(page)]).into_owned();
        assert!(text.contains(words), "{file}: {page} does not say {words}");
        assert!(text != before, "{file}: {page} is as it was");
        let differ: Vec<_> = first
            .iter()
            .filter(|(path, bytes)| again.get(*path) != Some(bytes))
            .map(|(path, _)| path.display().to_string())
            .collect();
        assert!(
            differ.is_empty() && first.len() == again.len(),
            "{file}: stale: {differ:?}"
        );
    }
}

#[test]
fn what_is_wrong_is_said_again_until_it_is_mended() {
    let fixture = Fixture::good();
    let wrong = "\n/// Nothing is decided.\n#[test]\nfn decides_nothing() {}\n";
    let checks = fixture.root().join("code/demo/tests/checks.rs");
    let sound = fs::read_to_string(&checks).unwrap();
    let asserts_nothing =
        |lines: &[String]| lines.iter().any(|line| line.contains("asserts nothing"));
    fixture.change(&[("code/demo/tests/checks.rs", Append(wrong))]);
    assert!(asserts_nothing(&fixture.lines()));
    assert!(
        asserts_nothing(&fixture.lines()),
        "the second time it is known, and not said"
    );
    fs::write(&checks, sound).unwrap();
    assert_eq!(fixture.lines(), [""; 0]);
    fixture.change(&[("src/index.md", Append("\n[Away](nowhere.md)\n"))]);
    assert_eq!(fixture.lines(), fixture.lines());
    assert_eq!(fixture.lines().len(), 1);
    // The page that is linked goes, and the page with the link stays as it is.
    fixture.change(&[("src/index.md", Swap("nowhere.md", "demo.md#runs"))]);
    assert_eq!(fixture.lines(), [""; 0]);
    fixture.change(&[("src/demo.md", Swap("## Runs", "## Walks"))]);
    let lines = fixture.lines();
    let broken =
        |line: &&String| line.starts_with("src/index.md") && line.contains("has no `#runs`");
    assert_eq!(lines.iter().filter(broken).count(), 1, "{lines:#?}");
}
