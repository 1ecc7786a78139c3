//! The structure of a page, read by the parser that mdBook itself uses.
//!
//! [`scan`] gives the pieces of a page that this crate checks or rewrites, each with the bytes that it
//! takes up. A callout or a question is a fence whose contents are Markdown again; its pieces follow it in the
//! same list with their places in the page, so that nobody else has to know that they nest.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use regex::Regex;

/// Something on a page that matters here.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    /// The bytes of the page that it takes up.
    pub(crate) range: Range<usize>,
    /// What it is.
    pub(crate) kind: Kind,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// A fenced block of code, a chart or a callout.
    Fence(Fence),
    /// A block of code by indentation.
    IndentedCode,
    /// A link, an image or an address in angle brackets.
    Link(String),
    /// Raw HTML, in a line or as a block.
    Html,
    /// `[text][label]` or `[label]` without a definition of the label.
    Undefined(String),
    /// Code within a line.
    Code,
    /// `[^name]: …`.
    FootnoteDefinition(String),
}

/// A fenced block.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fence {
    /// All that stands after the opening fence.
    pub(crate) info: String,
    /// The character that the fence is made of.
    pub(crate) mark: char,
    /// How many of them.
    pub(crate) length: usize,
    /// The bytes between the two fence lines.
    pub(crate) body: Range<usize>,
    /// The bytes of the closing fence, where there is one.
    pub(crate) end: Option<Range<usize>>,
    /// What is between the fence lines, without the marks of a list or quotation around it.
    pub(crate) content: String,
    /// What stands before each of its lines in a list or quotation.
    pub(crate) prefix: String,
}

impl Fence {
    /// The word that says what is in it.
    pub(crate) fn language(&self) -> &str {
        self.info.split([' ', '\t', ',']).next().unwrap_or_default()
    }

    /// Whether it is a callout.
    pub(crate) fn is_callout(&self) -> bool {
        self.language() == "admonish"
    }

    /// Whether its contents are Markdown: a callout's or a question's.
    pub(crate) fn holds_markdown(&self) -> bool {
        self.is_callout() || self.language() == "question"
    }
}

/// The pieces of `text`, those within a callout or a question directly after it.
pub(crate) fn scan(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    // A callout may use the labels that the page defines, and the other way round.
    let labels = labels(text);
    scan_range(text, 0..text.len(), &labels, &mut pieces);
    pieces
}

/// The Markdown that mdBook reads.
pub(crate) fn options() -> Options {
    // mdBook's, with smart punctuation left out: it only changes the text that is shown.
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

fn scan_range(
    text: &str,
    within: Range<usize>,
    labels: &BTreeSet<String>,
    pieces: &mut Vec<Piece>,
) {
    let offset = within.start;
    let place = |range: Range<usize>| range.start + offset..range.end + offset;
    let mut undefined = Vec::new();
    let parser = Parser::new_with_broken_link_callback(
        &text[within.clone()],
        options(),
        Some(|link: BrokenLink<'_>| {
            if !labels.contains(&link.reference.to_lowercase()) {
                undefined.push((place(link.span), link.reference.to_string()));
            }
            None
        }),
    );
    let mut events = parser.into_offset_iter();
    while let Some((event, range)) = events.next() {
        let range = place(range);
        let kind = match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => Kind::IndentedCode,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let mut content = String::new();
                for (event, _) in events.by_ref() {
                    match event {
                        Event::Text(part) => content.push_str(&part),
                        Event::End(TagEnd::CodeBlock) => break,
                        _ => {}
                    }
                }
                let fence = fence(text, &range, &info, content);
                let body = fence.holds_markdown().then(|| fence.body.clone());
                pieces.push(Piece {
                    range,
                    kind: Kind::Fence(fence),
                });
                if let Some(body) = body {
                    scan_range(text, body, labels, pieces);
                }
                continue;
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                Kind::Link(dest_url.to_string())
            }
            Event::Html(_) | Event::InlineHtml(_) => Kind::Html,
            Event::Code(_) => Kind::Code,
            Event::Start(Tag::FootnoteDefinition(name)) => {
                Kind::FootnoteDefinition(name.to_string())
            }
            _ => continue,
        };
        pieces.push(Piece { range, kind });
    }
    drop(events);
    pieces.extend(undefined.into_iter().map(|(range, label)| Piece {
        range,
        kind: Kind::Undefined(label),
    }));
}

/// The labels that `[label]: address` lines of the page define, at any depth.
fn labels(text: &str) -> BTreeSet<String> {
    static DEFINITION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?m)^[ >]*\[([^\]^][^\]]*)\]:[ \t]*\S").expect("a valid pattern")
    });
    DEFINITION
        .captures_iter(text)
        .map(|label| label[1].to_lowercase())
        .collect()
}

fn fence(text: &str, range: &Range<usize>, info: &str, content: String) -> Fence {
    let line_start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    // The mark of a list item stands before its first line only.
    let prefix = text[line_start..range.start]
        .chars()
        .map(|c| {
            if c == '>' || c.is_whitespace() {
                c
            } else {
                ' '
            }
        })
        .collect();
    let opening = &text[range.start..];
    let mark = opening.chars().next().unwrap_or('`');
    let length = run(opening, mark);
    let first_line_end = opening
        .find('\n')
        .map_or(text.len(), |at| range.start + at + 1)
        .min(range.end);

    let block = text[..range.end].trim_end();
    let last_line_start = block.rfind('\n').map_or(0, |at| at + 1);
    let last_line = &block[last_line_start..];
    let closing = last_line.trim_start_matches([' ', '\t', '>']);
    let is_end = last_line_start >= first_line_end
        && run(closing, mark) >= length
        && closing.trim_matches(mark).is_empty();
    let end = is_end.then(|| block.len() - closing.len()..block.len());
    let body_end = if is_end { last_line_start } else { range.end };
    Fence {
        info: info.to_owned(),
        mark,
        length,
        body: first_line_end..body_end.max(first_line_end),
        end,
        content,
        prefix,
    }
}

/// How many times `text` begins with `mark`.
pub(crate) fn run(text: &str, mark: char) -> usize {
    text.chars().take_while(|&c| c == mark).count()
}

/// How long a fence must be for `content` not to end it.
pub(crate) fn fence_length(content: &str, mark: char) -> usize {
    content
        .lines()
        .map(|line| run(line.trim_start(), mark) + 1)
        .max()
        .unwrap_or(0)
        .max(3)
}

/// `{{#name arguments}}`, or what looks as if it was meant to be one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Directive<'a> {
    /// The bytes of the page that it takes up.
    pub(crate) range: Range<usize>,
    /// The name and arguments; `None` if it is not well formed.
    pub(crate) call: Option<(&'a str, &'a str)>,
    /// Its text.
    pub(crate) text: &'a str,
}

/// The directives that mean something on a page.
pub(crate) const DIRECTIVES: &[&str] = &[
    "include",
    "measured",
    "ratio",
    "executions",
    "checks",
    "orderings",
    "models",
    "machine",
    "errors",
    "symptom",
    "symptoms",
    "title",
];

/// All the directives of a page, well formed or not.
pub(crate) fn directives(text: &str) -> Vec<Directive<'_>> {
    static SUSPECT: LazyLock<Regex> = LazyLock::new(|| {
        let names = format!(
            "rustdoc_include|playground|playpen|{}",
            DIRECTIVES.join("|")
        );
        Regex::new(&format!(
            r"\{{\{{\s*#|\{{\{{\s*(?:{names})\b|\{{#\s*(?:{names})\b"
        ))
        .expect("a valid pattern")
    });
    static WELL_FORMED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\A\{\{#([A-Za-z0-9_]+)(?:[ \t]+([^\n{}]*?))?[ \t]*\}\}")
            .expect("a valid pattern")
    });
    SUSPECT
        .find_iter(text)
        .map(|suspect| {
            let rest = &text[suspect.start()..];
            if let Some(found) = WELL_FORMED.captures(rest) {
                let group = |at| found.get(at).map_or("", |group| group.as_str());
                return Directive {
                    range: suspect.start()..suspect.start() + found[0].len(),
                    call: Some((group(1), group(2))),
                    text: &rest[..found[0].len()],
                };
            }
            let line = rest.lines().next().unwrap_or_default();
            let end = line.find("}}").map_or(line.len(), |at| at + 2);
            Directive {
                range: suspect.start()..suspect.start() + end,
                call: None,
                text: &line[..end],
            }
        })
        .collect()
}

/// The line of a byte, from 1.
pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    text[..offset.min(text.len())].matches('\n').count() + 1
}

/// Changes to a text, by place.
#[derive(Debug, Default)]
pub(crate) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Puts `with` in the place of `range`.
    pub(crate) fn replace(&mut self, range: Range<usize>, with: impl Into<String>) {
        self.0.push((range, with.into()));
    }

    /// Puts `what` before the byte `at`.
    pub(crate) fn insert(&mut self, at: usize, what: impl Into<String>) {
        self.replace(at..at, what);
    }

    /// The text with all changes made. Of several insertions at one place the first comes first.
    pub(crate) fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut changed = String::with_capacity(text.len());
        let mut at = 0;
        for (range, with) in self.0 {
            debug_assert!(range.start >= at, "two changes of the same text");
            changed.push_str(&text[at..range.start]);
            changed.push_str(&with);
            at = range.end;
        }
        changed.push_str(&text[at..]);
        changed
    }
}

/// `html` as a block that Markdown leaves alone: a blank line would end it.
pub(crate) fn html_block(html: &str) -> String {
    let mut block = String::with_capacity(html.len());
    let mut preformatted = false;
    for line in html.trim().lines() {
        if !line.trim().is_empty() {
            block.push_str(line);
            block.push('\n');
        } else if preformatted {
            // An empty line that is part of the text: the same character, by its number.
            block.push_str("&#10;");
        }
        if let Some(opened) = line.rfind("<pre") {
            preformatted = !line[opened..].contains("</pre>");
        } else if line.contains("</pre>") {
            preformatted = false;
        }
    }
    block
}

/// A name or a path in HTML, which may be broken between its words, so that it is broken nowhere else.
pub(crate) fn breaks(name: &str) -> String {
    ["_", "::", "/"].iter().fold(escape(name), |name, end| {
        name.replace(end, &format!("{end}<wbr>"))
    })
}

/// Text for HTML, also within an attribute or a table's cell.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '|' => escaped.push_str("&#124;"),
            '\n' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fences(text: &str) -> Vec<Fence> {
        scan(text)
            .into_iter()
            .filter_map(|piece| match piece.kind {
                Kind::Fence(fence) => Some(fence),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn a_name_is_broken_between_its_words() {
        assert_eq!(breaks("a_b::c/d<e"), "a_<wbr>b::<wbr>c/<wbr>d&lt;e");
    }

    #[test]
    fn a_callout_holds_pieces_with_their_places_in_the_page() {
        let text = "Before.\n\n````admonish note\nSee [x](y.md).\n\n```rust\ncode\n```\n````\n";
        let pieces = scan(text);
        let found: Vec<&str> = pieces
            .iter()
            .map(|piece| text[piece.range.clone()].lines().next().unwrap())
            .collect();
        assert_eq!(found, ["````admonish note", "[x](y.md)", "```rust"]);
        assert_eq!(&text[fences(text)[1].body.clone()], "code\n");
    }

    #[test]
    fn a_fence_without_an_end_is_seen() {
        assert!(fences("```rust\ncode\n```\n")[0].end.is_some());
        assert!(fences("```rust\ncode\n")[0].end.is_none());
        assert!(fences("````rust\ncode\n```\n")[0].end.is_none());
        assert!(fences("- x\n\n  ```rust\n  code\n  ```\n")[0].end.is_some());
        assert!(fences("> ```rust\n> code\n> ```\n")[0].end.is_some());
    }

    #[test]
    fn labels_reach_into_callouts() {
        let text = "```admonish\n[a][b] and [c][d]\n```\n\n[b]: x.md\n";
        let undefined: Vec<_> = scan(text)
            .into_iter()
            .filter(|piece| matches!(piece.kind, Kind::Undefined(_)))
            .collect();
        assert_eq!(undefined.len(), 1);
        assert_eq!(&text[undefined[0].range.clone()], "[c][d]");
    }

    #[test]
    fn a_directive_is_well_formed_or_not() {
        let calls: Vec<_> = [
            "{{#include a.rs:b}}",
            "{{#checks}}",
            "{{# include a}}",
            "{{include a}}",
            "{{#include a}",
        ]
        .map(|text| directives(text)[0].call)
        .to_vec();
        assert_eq!(
            calls,
            [
                Some(("include", "a.rs:b")),
                Some(("checks", "")),
                None,
                None,
                None
            ]
        );
        assert_eq!(directives("`format!(\"{{}}\")`"), []);
    }

    #[test]
    fn html_keeps_its_empty_lines_only_where_they_show() {
        assert_eq!(
            html_block("<div>\n\n<pre>a\n\nb</pre>\n\n</div>\n"),
            "<div>\n<pre>a\n&#10;b</pre>\n</div>\n"
        );
    }
}
