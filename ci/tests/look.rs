//! The sheets and fonts of the book against its pages: text can be read in both themes, every character has a glyph,
//! every class is used.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use ci::book::build::{Options, build};
use regex::Regex;
use scraper::{Html, Selector};
use tempfile::TempDir;

/// WCAG's for text.
const CONTRAST: f64 = 4.5;

/// Each colour of text, and what it may stand on.
const TEXT: &[(&[&str], &[&str])] = &[
    (&["fg", "link", "muted"], &PAGES),
    (
        &["fg", "link", "muted"],
        &["good-bg", "bad-bg", "warn-bg", "info-bg"],
    ),
    // Verdicts, titles of callouts, and the underlines of diagnostics.
    (&["good", "bad", "warn", "info"], &PAGES),
    (&["good"], &["good-bg", "info-bg", "warn-bg", "bad-bg"]),
    (&["bad"], &["bad-bg"]),
    (&["warn"], &["warn-bg"]),
    (&["info"], &["info-bg"]),
    (&["lane-1", "lane-2", "lane-3", "lane-4", "lane-5"], &PAGES),
    (
        &[
            "code-keyword",
            "code-type",
            "code-function",
            "code-macro",
            "code-string",
            "code-number",
            "code-lifetime",
            "code-attribute",
            "code-comment",
        ],
        // Within a callout a program stands on --bg.
        &["surface", "bg"],
    ),
    (&["fg"], &["selection"]),
];
const PAGES: [&str; 3] = ["bg", "surface", "raised"];

/// Classes that no page of the book has today: the HTML of mdBook and mdbook-admonish, and of what charts and marks can
/// be.
const NOT_YET: &[&str] = &[
    "admonition",
    "admonish-tip",
    "admonish-success",
    "admonish-warning",
    "admonish-failure",
    "admonish-danger",
    "admonish-bug",
    "admonition-title",
    "admonition-anchor-link",
    "footnote-reference",
    "footnote-definition",
    "fig-kind-3",
    "fig-kind-4",
    "mark-illustration",
    "mark-out-of-date",
    "whole-program",
    "w",
];

/// The sheets that style the text; the others have owners and classes of their own.
const SHEETS: &[&str] = &[
    "prose.css",
    "code.css",
    "callouts.css",
    "charts.css",
    "print.css",
];

/// Of the system's emoji and symbols, nothing: such a character would come from whatever font the reader has.
const NO_GLYPH_NEEDED: &[char] = &['\n', '\t', '\r'];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sheet(name: &str) -> String {
    fs::read_to_string(root().join("theme/css").join(name)).unwrap()
}

/// The pages of the book, built once.
static BOOK: LazyLock<Vec<(PathBuf, String)>> = LazyLock::new(|| {
    let dir = TempDir::new().unwrap();
    let options = Options {
        root: root(),
        strict: false,
        dest: Some(dir.path().join("book")),
        live_reload: None,
    };
    let report = build(&options).unwrap_or_else(|error| panic!("{error:#}"));
    let mut pages = Vec::new();
    for entry in ignore::Walk::new(&report.dest) {
        let path = entry.unwrap().into_path();
        // The page for printing has all others in it.
        let is_page = path
            .extension()
            .is_some_and(|extension| extension == "html");
        if is_page && !path.ends_with("print.html") {
            let text = fs::read_to_string(&path).unwrap();
            pages.push((path, text));
        }
    }
    assert!(pages.len() > 10);
    pages
});

/// A colour token's two values, light and dark.
fn tokens(sheet: &str) -> BTreeMap<String, [[f64; 3]; 2]> {
    let pattern =
        Regex::new(r"--([a-z0-9-]+):\s*light-dark\(\s*#([0-9a-f]{6})\s*,\s*#([0-9a-f]{6})\s*\)")
            .unwrap();
    pattern
        .captures_iter(sheet)
        .map(|token| (token[1].to_owned(), [rgb(&token[2]), rgb(&token[3])]))
        .collect()
}

fn rgb(hex: &str) -> [f64; 3] {
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0)
}

/// The contrast of two colours by WCAG 2.
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let luminance = |colour: [f64; 3]| {
        let [red, green, blue] = colour.map(|value| {
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrast_is_computed_as_wcag_says() {
    assert!((contrast(rgb("000000"), rgb("ffffff")) - 21.0).abs() < 1e-9);
    assert!((contrast(rgb("777777"), rgb("ffffff")) - 4.478).abs() < 1e-3);
}

#[test]
fn text_has_contrast_wherever_it_may_stand_in_both_themes() {
    let tokens = tokens(&sheet("tokens.css"));
    let mut wrong = Vec::new();
    let mut named = BTreeSet::new();
    for (texts, grounds) in TEXT {
        for text in *texts {
            for ground in *grounds {
                named.extend([*text, *ground]);
                for (theme, name) in ["light", "dark"].iter().enumerate() {
                    let contrast = contrast(tokens[*text][theme], tokens[*ground][theme]);
                    if contrast < CONTRAST {
                        wrong.push(format!("{name}: --{text} on --{ground} has {contrast:.2}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Lines, bars and outlines are no text. Any other colour that is added has to be listed.
    let others = [
        "line",
        "line-strong",
        "focus",
        "chart-bar",
        "chart-reference",
    ];
    let unknown: Vec<_> = tokens
        .keys()
        .filter(|name| !named.contains(name.as_str()) && !others.contains(&name.as_str()))
        .collect();
    assert!(unknown.is_empty(), "say what these stand on: {unknown:?}");
}

#[test]
fn only_the_sheet_of_tokens_names_a_colour() {
    let colour = Regex::new(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(").unwrap();
    for name in SHEETS {
        let text = sheet(name);
        let found: Vec<_> = colour
            .find_iter(&text)
            .map(|found| found.as_str())
            .collect();
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}

/// The characters of the fonts that have this name.
fn glyphs(family: &str) -> BTreeSet<char> {
    let sheet = sheet("fonts.css");
    let face = sheet
        .split("@font-face")
        .find(|face| face.contains(&format!("font-family: \"{family}\"")))
        .unwrap();
    let (_, ranges) = face.split_once("unicode-range:").unwrap();
    let (ranges, _) = ranges.split_once(';').unwrap();
    let mut glyphs = BTreeSet::new();
    for range in ranges.split(',') {
        let range = range.trim().strip_prefix("U+").unwrap();
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let code = |text| u32::from_str_radix(text, 16).unwrap();
        glyphs.extend((code(first)..=code(last)).filter_map(char::from_u32));
    }
    glyphs
}

#[test]
fn the_fonts_have_every_character_of_the_book() {
    let (sans, code) = (glyphs("Book Sans"), glyphs("Book Code"));
    let mut missing = BTreeSet::new();
    for (path, page) in BOOK.iter() {
        let page = Html::parse_document(page);
        let main = Selector::parse("main").unwrap();
        for text in page.select(&main).flat_map(|main| main.descendants()) {
            let Some(characters) = text.value().as_text() else {
                continue;
            };
            let in_code = text.ancestors().any(|node| {
                node.value()
                    .as_element()
                    .is_some_and(|element| element.name() == "code")
            });
            let (font, glyphs) = if in_code {
                ("Book Code", &code)
            } else {
                ("Book Sans", &sans)
            };
            for c in characters
                .chars()
                .filter(|c| !glyphs.contains(c) && !NO_GLYPH_NEEDED.contains(c))
            {
                missing.insert(format!(
                    "{}: `{c}` (U+{:04X}) in {font}",
                    path.file_name().unwrap().display(),
                    u32::from(c)
                ));
            }
        }
    }
    let mend = "write it otherwise, or add it to theme/fonts/subset.py";
    assert!(
        missing.is_empty(),
        "{}\n{mend}",
        missing.into_iter().collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn every_class_of_the_sheets_is_on_a_page() {
    let mut used: BTreeSet<String> = BTreeSet::new();
    for (_, page) in BOOK.iter() {
        let page = Html::parse_document(page);
        for element in page.select(&Selector::parse("[class]").unwrap()) {
            used.extend(element.value().classes().map(ToOwned::to_owned));
        }
    }
    let rule = Regex::new(r"(?s)/\*.*?\*/|\{[^{}]*\}|@[^{]*\{").unwrap();
    let class = Regex::new(r"\.([a-z][\w-]*)").unwrap();
    let mut unused = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for name in SHEETS {
        for found in class.captures_iter(&rule.replace_all(&sheet(name), " ")) {
            let found = found[1].to_owned();
            if !used.contains(&found) && !NOT_YET.contains(&found.as_str()) {
                unused.insert(format!("{name}: .{found}"));
            }
            seen.insert(found);
        }
    }
    assert!(unused.is_empty(), "{unused:?}");
    let excused: Vec<_> = NOT_YET
        .iter()
        .filter(|name| !seen.contains(**name))
        .collect();
    assert!(excused.is_empty(), "no sheet has {excused:?}");
}
