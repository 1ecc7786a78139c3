//! What mdBook lets pass without a word, and what this book does not allow.
//!
//! [`config`] looks at book.toml, [`summary`] at SUMMARY.md and the pages it lists, [`page`] at the
//! structure of one page. What is wrong with an include or a directive is found where it is expanded, and
//! broken links on the rendered HTML.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use mdbook_driver::config::{Config, HtmlConfig};
use mdbook_summary::{Link, Summary, SummaryItem};
use regex::Regex;
use serde::Deserialize;

use crate::book::markdown::{Fence, Kind, Piece, line_of, run};
use crate::book::theme;
use crate::problem::{Fault, Problem, Problems, fault, slashes};

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

/// Reports what is wrong with the structure of a page.
pub(crate) fn page(file: &Path, text: &str, pieces: &[Piece], problems: &mut Problems) {
    let mut page = Page {
        file,
        text,
        problems,
        opened_within: false,
    };
    for piece in pieces {
        match &piece.kind {
            Kind::Fence(fence) => page.fence(piece, fence),
            Kind::IndentedCode => page.problem(
                piece.range.start,
                "a block of code by indentation".into(),
                "use a fence with a language, or indent less",
            ),
            Kind::Undefined(label) => page.problem(
                piece.range.start,
                format!(
                    "`{}` leads nowhere: `{label}` is not defined",
                    text[piece.range.clone()].replace('\n', " ")
                ),
                "write its address, or `\\[` if it is no link",
            ),
            Kind::Html => page.html(piece),
            _ => {}
        }
    }
    page.footnotes(pieces);
}

struct Page<'a> {
    file: &'a Path,
    text: &'a str,
    problems: &'a mut Problems,
    /// A fence that seems to open within another explains the one that has no end.
    opened_within: bool,
}

impl Page<'_> {
    fn problem(&mut self, at: usize, what: String, mend: &str) {
        self.problems
            .add(self.file, line_of(self.text, at), what, mend);
    }

    fn fence(&mut self, piece: &Piece, fence: &Fence) {
        let start = piece.range.start;
        let opening = fence.mark.to_string().repeat(fence.length);
        let mut at = fence.body.start;
        for line in self.text[fence.body.clone()].split_inclusive('\n') {
            let inner = line.trim_start_matches([' ', '>']).trim_end();
            let length = run(inner, fence.mark);
            let opens = length >= fence.length && !inner.trim_start_matches(fence.mark).is_empty();
            // In a callout or a question, a longer fence is a block of its own.
            if opens && !(fence.holds_markdown() && length > fence.length) {
                self.opened_within = true;
                let what = format!(
                    "a fence within the {opening} of line {} and not shorter",
                    line_of(self.text, start)
                );
                self.problem(at, what, "give the outer fence one more mark at both ends");
            }
            at += line.len();
        }
        if fence.end.is_none() && !self.opened_within {
            self.problem(
                start,
                "a fence that is never closed".into(),
                &format!("close it with {opening}"),
            );
        }
        self.info(start, fence);
    }

    fn info(&mut self, at: usize, fence: &Fence) {
        const LANGUAGES: &[&str] = &[
            "rust", "console", "text", "asm", "sh", "toml", "chart", "figure", "admonish",
            "exercise", "hint", "solution", "wrong", "question",
        ];
        let language = fence.language();
        if !LANGUAGES.contains(&language) {
            let what = if language.is_empty() {
                "a fence without a language".into()
            } else {
                format!("a fence for `{language}`, which this book does not know")
            };
            let known = format!("use one of {}", LANGUAGES.join(", "));
            return self.problem(at, what, &known);
        }
        if fence.is_callout() {
            if let Err(fault) = callout(fence) {
                self.problem(at, fault.what, &fault.mend);
            }
            return;
        }
        let attributes = fence.info[language.len()..].trim_matches([' ', '\t', ',']);
        if !attributes.is_empty() {
            let what = format!("the fence attribute `{attributes}` does nothing here");
            self.problem(
                at,
                what,
                &format!(
                    "write {}{language}",
                    fence.mark.to_string().repeat(fence.length)
                ),
            );
        }
    }

    fn html(&mut self, piece: &Piece) {
        static TAG: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"</?([A-Za-z][A-Za-z0-9-]*)").expect("a valid pattern"));
        let html = &self.text[piece.range.clone()];
        if html.trim_start().starts_with("<!--") {
            return;
        }
        for tag in TAG.captures_iter(html) {
            let name = &tag[1];
            // A name with a hyphen is a custom element.
            if !name.contains('-') && !ELEMENTS.contains(&name) {
                let at = piece.range.start + tag.get(0).map_or(0, |tag| tag.start());
                let what = format!("`<{name}>` is read as HTML and vanishes from the page");
                self.problem(at, what, "write it in backticks");
            }
        }
    }

    /// The parser takes `[^name]` without a definition for text, so the text is searched.
    fn footnotes(&mut self, pieces: &[Piece]) {
        static USE: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"\[\^([^\]\s]+)\]").expect("a valid pattern"));
        let code: Vec<_> = pieces
            .iter()
            .filter(|piece| match &piece.kind {
                Kind::Fence(fence) => !fence.holds_markdown(),
                kind => matches!(kind, Kind::Code | Kind::IndentedCode),
            })
            .map(|piece| &piece.range)
            .collect();
        let mut defined = BTreeMap::new();
        for piece in pieces {
            if let Kind::FootnoteDefinition(name) = &piece.kind
                && defined.insert(name.as_str(), piece.range.start).is_some()
            {
                let what = format!("a second footnote `[^{name}]`");
                self.problem(piece.range.start, what, "give it another name");
            }
        }
        let text = self.text;
        let mut used = BTreeSet::new();
        for found in USE.captures_iter(text) {
            let (at, name) = (
                found.get_match().start(),
                found.get(1).map_or("", |name| name.as_str()),
            );
            let is_definition = pieces.iter().any(|piece| {
                matches!(piece.kind, Kind::FootnoteDefinition(_)) && piece.range.start == at
            });
            if is_definition || code.iter().any(|range| range.contains(&at)) {
                continue;
            }
            used.insert(name);
            if !defined.contains_key(name) {
                self.problem(
                    at,
                    format!("there is no footnote `[^{name}]`"),
                    &format!("write `[^{name}]: …`"),
                );
            }
        }
        for (name, at) in defined {
            if !used.contains(name) {
                let what = format!("nothing refers to the footnote `[^{name}]`");
                self.problem(at, what, "refer to it, or remove it");
            }
        }
    }
}

/// Reads how a callout begins.
///
/// # Errors
/// Says what is wrong with it and what mends it.
pub(crate) fn callout(fence: &Fence) -> Result<(), Fault> {
    // mdbook-admonish renders a type that it doesn't know as a note, without a word.
    const TYPES: &[&str] = &[
        "note", "abstract", "info", "tip", "success", "question", "warning", "failure", "danger",
        "bug", "example", "quote",
    ];
    static INFO: LazyLock<Regex> = LazyLock::new(|| {
        let value = r#"(?:"[^"]*"|true|false)"#;
        let pattern = format!(
            r"\Aadmonish(?:[ \t]+([A-Za-z][\w-]*))?((?:[ \t,]+[\w-]+[ \t]*=[ \t]*{value})*)[ \t]*\z"
        );
        Regex::new(&pattern).expect("a valid pattern")
    });
    static KEY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"([\w-]+)[ \t]*=[ \t]*(?:"([^"]*)"|true|false)"#).expect("a valid pattern")
    });
    if !fence.prefix.is_empty() {
        return Err(fault(
            "a callout within a list or a quotation",
            "begin its fence at the start of a line",
        ));
    }
    let Some(info) = INFO.captures(&fence.info) else {
        let what = format!("`{}` is not how a callout begins", fence.info);
        return Err(fault(what, "write ```admonish warning title=\"…\""));
    };
    let mut kind = info.get(1).map(|kind| kind.as_str());
    for key in KEY.captures_iter(&info[2]) {
        match &key[1] {
            "type" => kind = key.get(2).map(|kind| kind.as_str()),
            "title" | "id" | "class" | "collapsible" => {}
            other => {
                let what = format!("a callout has no `{other}`");
                return Err(fault(what, "use type, title, id, class, collapsible"));
            }
        }
    }
    match kind {
        Some(kind) if !TYPES.contains(&kind) => Err(fault(
            format!("there is no callout `{kind}`"),
            format!("use one of {}", TYPES.join(", ")),
        )),
        _ => Ok(()),
    }
}

/// The elements of HTML and SVG that a page may use, as they are written.
const ELEMENTS: &[&str] = &[
    // HTML
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "blockquote",
    "br",
    "button",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "main",
    "mark",
    "nav",
    "noscript",
    "ol",
    "option",
    "output",
    "p",
    "picture",
    "pre",
    "progress",
    "q",
    "s",
    "samp",
    "script",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "template",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    // SVG
    "svg",
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "foreignObject",
    "g",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "rect",
    "stop",
    "symbol",
    "text",
    "title",
    "tspan",
    "use",
];
