//! The social pictures: what a site shows that links to a page of the book. One picture a page, with the page's
//! title, drawn by Chromium from theme/social/card.html (ci/browser/social.mjs) and kept in the repository, so
//! that a build needs no browser.
//!
//! `drawn.json` beside them says what each was drawn from. The build compares it with the book ([`check`]), and
//! `cargo book bless social` draws what differs ([`draw`]). A book without the template has no pictures.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use anyhow::{Context as _, Result, bail};
use mdbook_driver::MDBook;
use mdbook_driver::config::BookConfig;
use mdbook_preprocessor::book::{Book, BookItem};
use regex::Regex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::book::{Findings, lint};
use crate::browser;
use crate::problem::{Problems, slashes};
use crate::stages::Context;
use crate::test::must_pass;

/// Where the pictures are.
const DIRECTORY: &str = "theme/social";
const TEMPLATE: &str = "theme/social/card.html";
const DRAWN: &str = "theme/social/drawn.json";
/// What stands for a page in the record of the EPUB's cover, which is drawn from the same template.
const COVER: &str = "(cover)";
const TOKENS: &str = "theme/css/tokens.css";
const MEND: &str = "run `cargo book bless social`";
/// In bytes. Whoever shows a link loads the picture first.
const LARGEST: u64 = 25_000;

/// What a picture is drawn from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Card {
    /// The line above the title: the part and the number of the section. It may be empty.
    above: String,
    title: String,
    /// The line below it: the book's title, and where that is the page's, what the book is about.
    below: String,
    /// See [`template`].
    template: String,
}

/// By page, such as `threads/build.md`.
type Cards = BTreeMap<String, Card>;

/// The file of a page's picture. The cover's is elsewhere, because the site publishes what is here.
fn file_of(page: &str) -> PathBuf {
    if page == COVER {
        return "theme/epub/cover.png".into();
    }
    let stem = page.strip_suffix(".md").unwrap_or(page);
    Path::new(DIRECTORY).join(format!("{}.png", stem.replace('/', "-")))
}

/// A fingerprint of the template and of what it takes from elsewhere: the tokens it names and the fonts.
/// `None` if there is no template.
fn template(root: &Path) -> Result<Option<String>> {
    static TOKEN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"var\((--[\w-]+)\)").expect("a valid pattern"));
    static URL: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"url\("([^"]+)"\)"#).expect("a valid pattern"));
    let text = match fs::read_to_string(root.join(TEMPLATE)) {
        Ok(text) => text.replace("\r\n", "\n"),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).context(TEMPLATE),
    };
    let mut digest = Sha256::new();
    digest.update(&text);
    // Only the tokens that are named: another one's colour changes no picture.
    let tokens = fs::read_to_string(root.join(TOKENS)).context(TOKENS)?;
    let named: BTreeSet<&str> = TOKEN
        .captures_iter(&text)
        .filter_map(|found| Some(found.get(1)?.as_str()))
        .collect();
    for line in tokens.lines().map(str::trim) {
        if line
            .split_once(':')
            .is_some_and(|(name, _)| named.contains(name))
        {
            digest.update(line);
        }
    }
    for found in URL.captures_iter(&text) {
        let file = Path::new(DIRECTORY).join(&found[1]);
        digest.update(fs::read(root.join(&file)).with_context(|| slashes(&file))?);
    }
    let short = digest
        .finalize()
        .iter()
        .take(8)
        .fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").expect("a String takes everything");
            text
        });
    Ok(Some(short))
}

/// What the pictures of a book are to be drawn from.
fn cards(config: &BookConfig, book: &Book, template: &str) -> Cards {
    let title = config.title.as_deref().unwrap_or_default();
    let about = config.description.as_deref().unwrap_or_default();
    let mut cards = Cards::new();
    let cover = Card {
        above: String::new(),
        title: title.to_owned(),
        below: about.to_owned(),
        template: template.to_owned(),
    };
    cards.insert(COVER.to_owned(), cover);
    let mut part = "";
    for item in book.iter() {
        match item {
            BookItem::PartTitle(title) => part = title,
            BookItem::Chapter(chapter) => {
                let Some(path) = &chapter.path else { continue };
                let number = chapter.number.as_ref().map(ToString::to_string);
                let above = match number.as_deref().map(|number| number.trim_end_matches('.')) {
                    Some(number) if part.is_empty() => number.to_owned(),
                    Some(number) => format!("{part} · {number}"),
                    None if path.starts_with("appendix") => "Appendix".to_owned(),
                    None => String::new(),
                };
                let card = Card {
                    above,
                    title: chapter.name.clone(),
                    below: if chapter.name == title { about } else { title }.to_owned(),
                    template: template.to_owned(),
                };
                cards.insert(slashes(path), card);
            }
            BookItem::Separator => {}
        }
    }
    cards
}

/// What the pictures that there are were drawn from.
fn drawn(root: &Path) -> Result<Cards> {
    match fs::read_to_string(root.join(DRAWN)) {
        Ok(text) => serde_json::from_str(&text).context("is not what it should be"),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Cards::new()),
        Err(error) => Err(error.into()),
    }
}

/// What is wrong with the picture of a page, if anything is.
fn fault(root: &Path, page: &str, card: &Card, drawn: &Cards) -> Option<String> {
    if !root.join(file_of(page)).is_file() {
        return Some(if page == COVER {
            "there is no cover for the EPUB".to_owned()
        } else {
            format!("the page `{page}` has no social picture")
        });
    }
    let Some(old) = drawn.get(page) else {
        return Some(format!("what it was drawn from is not in {DRAWN}"));
    };
    [
        ("title", &old.title, &card.title),
        ("line above the title", &old.above, &card.above),
        ("line below the title", &old.below, &card.below),
        ("template", &old.template, &card.template),
    ]
    .iter()
    .find(|(_, old, new)| old != new)
    .map(|(what, old, new)| format!("it was drawn from another {what}: `{old}`, now `{new}`"))
}

/// The pictures that no page has.
fn gone(root: &Path, cards: &Cards) -> Vec<PathBuf> {
    let wanted: BTreeSet<PathBuf> = cards.keys().map(|page| file_of(page)).collect();
    let mut gone: Vec<PathBuf> = fs::read_dir(root.join(DIRECTORY))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| Path::new(DIRECTORY).join(entry.file_name()))
        .filter(|file| file.extension().is_some_and(|extension| extension == "png"))
        .filter(|file| !wanted.contains(file))
        .collect();
    gone.sort();
    gone
}

/// Reports pictures that are missing, were drawn from something else, or belong to no page.
pub(crate) fn check(root: &Path, config: &BookConfig, book: &Book, findings: &mut Findings) {
    let template = match template(root) {
        Ok(Some(template)) => template,
        Ok(None) => return,
        Err(error) => {
            findings.problems.add(
                TEMPLATE,
                None,
                format!("{error:#}"),
                "write it, or correct the template",
            );
            return;
        }
    };
    let drawn = match drawn(root) {
        Ok(drawn) => drawn,
        Err(error) => {
            findings.stale(
                DRAWN,
                None,
                format!("{error:#}"),
                format!("remove it, then {MEND}"),
            );
            return;
        }
    };
    let cards = cards(config, book, &template);
    let mut pages = BTreeMap::new();
    for (page, card) in &cards {
        let file = file_of(page);
        if let Some(other) = pages.insert(file.clone(), page) {
            let what = format!("it would be the picture of `{other}` and of `{page}`");
            findings
                .problems
                .add(file, None, what, "rename one of the pages");
        } else if let Some(what) = fault(root, page, card, &drawn) {
            findings.stale(file, None, what, MEND);
        }
    }
    for file in gone(root, &cards) {
        findings.stale(file, None, "it is the picture of no page", MEND);
    }
    for page in drawn.keys().filter(|page| !cards.contains_key(*page)) {
        findings.stale(DRAWN, None, format!("there is no page `{page}`"), MEND);
    }
}

/// What came of drawing.
#[derive(Debug)]
pub enum Outcome {
    /// So many pictures were drawn; the others are up to date.
    Drawn(usize),
    /// A tool is missing: which, and how to install it.
    NotDrawn(String),
}

/// Draws the pictures that are missing or drawn from something else, and removes those that belong to no page.
/// The others stay as they are: another Chromium draws the same letters a little differently.
///
/// # Errors
/// When the book can't be read or Chromium can't draw.
pub fn draw(context: &Context) -> Result<Outcome> {
    let root = &context.workspace.root;
    let Some(template) = template(root)? else {
        return Ok(Outcome::Drawn(0));
    };
    let cards = read_book(root, &template)?;
    let drawn = drawn(root).unwrap_or_default();
    let stale: Cards = cards
        .iter()
        .filter(|(page, card)| fault(root, page, card, &drawn).is_some())
        .map(|(page, card)| (page.clone(), card.clone()))
        .collect();
    if !stale.is_empty() {
        let chromium = match browser::tools() {
            Ok(chromium) => chromium,
            Err(missing) => return Ok(Outcome::NotDrawn(missing)),
        };
        with_chromium(context, &chromium, &stale)?;
    }
    for file in gone(root, &cards) {
        fs::remove_file(root.join(&file)).with_context(|| slashes(&file))?;
    }
    if drawn != cards {
        record(root, &cards)?;
    }
    Ok(Outcome::Drawn(stale.len()))
}

fn record(root: &Path, cards: &Cards) -> Result<()> {
    fs::write(
        root.join(DRAWN),
        serde_json::to_string_pretty(cards)? + "\n",
    )
    .context(DRAWN)
}

/// Files for pictures: what the build compares is what they were drawn from.
#[cfg(test)]
pub(crate) fn pretend(root: &Path) -> Result<()> {
    let template = template(root)?.context(TEMPLATE)?;
    let cards = read_book(root, &template)?;
    for page in cards.keys() {
        let file = root.join(file_of(page));
        fs::create_dir_all(file.parent().unwrap_or(root))?;
        fs::write(file, "")?;
    }
    record(root, &cards)
}

/// The cards of the repository's book. Its pages need not be right: only their titles are read.
fn read_book(root: &Path, template: &str) -> Result<Cards> {
    let config = lint::read_config(root).map_err(Problems::from)?;
    let about = config.book.clone();
    let mut problems = Problems::default();
    let summary = lint::summary(root, &config.book.src, &mut problems).map_err(Problems::from)?;
    let book = MDBook::load_with_config_and_summary(root, config, summary)?;
    Ok(cards(&about, &book.book, template))
}

/// Draws into a directory of its own, so that nothing is replaced by half of the pictures.
fn with_chromium(context: &Context, chromium: &Path, cards: &Cards) -> Result<()> {
    /// What ci/browser/social.mjs reads.
    #[derive(Serialize)]
    struct Order<'a> {
        file: String,
        height: u32,
        #[serde(flatten)]
        card: &'a Card,
    }
    let root = &context.workspace.root;
    let driver = browser::driver(context)?;
    let out = tempfile::tempdir_in(&context.workspace.target)?;
    let orders: Vec<Order<'_>> = cards
        .iter()
        .enumerate()
        .map(|(number, (page, card))| Order {
            file: format!("{number}.png"),
            height: if page == COVER { 1800 } else { 630 },
            card,
        })
        .collect();
    let list = out.path().join("cards.json");
    fs::write(&list, serde_json::to_string(&orders)?)?;
    let mut command = Command::new("node");
    command
        .current_dir(driver)
        .arg("social.mjs")
        .args(["--chromium".as_ref(), chromium.as_os_str()])
        .args(["--template".as_ref(), root.join(TEMPLATE).as_os_str()])
        .args(["--cards".as_ref(), list.as_os_str()])
        .args(["--out".as_ref(), out.path().as_os_str()]);
    must_pass(context, "drawing social pictures", &mut command)?;
    for (order, page) in orders.iter().zip(cards.keys()) {
        let size = fs::metadata(out.path().join(&order.file))?.len();
        // The cover is loaded by nobody who looks at a link.
        if size > LARGEST && page != COVER {
            bail!(
                "{}: {size} bytes, and {LARGEST} are enough; make {TEMPLATE} plainer",
                slashes(&file_of(page))
            );
        }
    }
    for (order, page) in orders.iter().zip(cards.keys()) {
        fs::copy(out.path().join(&order.file), root.join(file_of(page)))?;
    }
    Ok(())
}
