//! The structure of one page: its fences, their languages, its raw HTML, its footnotes and callouts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use crate::book::markdown::{Fence, Kind, Piece, line_of, run};
use crate::problem::{Fault, Problems, fault};

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
