//! Programs, outputs and diagnostics in colour, as ready HTML, so that a page needs no script for it.
//!
//! This is the last thing that happens to a page's Markdown: whatever put a fence there, the page itself, a mark
//! or the appendix of checks, its block looks the same. The block is the `<code>` that mdBook would make, with a
//! `<span>` around each token; without its tags, it is what the file says.

use std::sync::LazyLock;

use regex::Regex;

use crate::book::markdown::{self, Edits, Kind};

mod diagnostic;
mod output;
mod rust;

/// A part of a text and what it is; the classes are in theme/css/code.css.
type Span<'a> = (Option<&'static str>, &'a str);

/// A line with more columns scrolls where the page is 320 pixels wide; its block has to be reachable by keyboard. The
/// page's script takes it out of the way again where it doesn't scroll.
const PHONE: usize = 30;

/// The page with each block of code as HTML.
pub(super) fn page(text: &str) -> String {
    let mut edits = Edits::default();
    for piece in markdown::scan(text) {
        match &piece.kind {
            Kind::Fence(fence) => {
                if let Some(block) = block(fence.language(), &fence.content) {
                    // Within a list or a quotation, the first line has the prefix already.
                    let block = block.replace('\n', &format!("\n{}", fence.prefix));
                    edits.replace(piece.range, block);
                }
            }
            Kind::Code => {
                let code = text[piece.range.clone()].trim_matches('`');
                let is_plain = |c: char| c.is_ascii_alphanumeric() || " -/:".contains(c);
                if code.contains(" --") && code.chars().all(is_plain) {
                    // What stands between two tags is Markdown, which would make a dash of two hyphens.
                    let html: String = options(code)
                        .into_iter()
                        .map(|(class, text)| match (class, text.replace('-', "&#45;")) {
                            (Some(class), text) => format!("<span class=\"{class}\">{text}</span>"),
                            (None, text) => text,
                        })
                        .collect();
                    edits.replace(piece.range, format!("<code>{html}</code>"));
                }
            }
            _ => {}
        }
    }
    edits.apply(text)
}

/// The block of `text`, in one of the languages that pages have; nothing for other fences, such as callouts.
fn block(language: &str, text: &str) -> Option<String> {
    // A `text` is what the compiler answered, what a model found, or what differs.
    let (spans, from) = match language {
        "rust" => (rust::spans(text), ""),
        "console" => (output::spans(text), ""),
        "text" if is_diff(text) => (diff(text), " diff"),
        "text" => {
            let spans = diagnostic::spans(text);
            let from = if spans.iter().any(|(class, _)| *class == Some("e")) {
                " diagnostic"
            } else if text.starts_with("model failed: ") {
                " found"
            } else {
                ""
            };
            (spans, from)
        }
        "sh" => (options(text), ""),
        "toml" | "asm" | "json" => (vec![(None, text)], ""),
        _ => return None,
    };
    Some(format!(
        "<pre><code class=\"language-{language} hl{from}\"{}>{}</code></pre>",
        focus(text),
        html(&spans)
    ))
}

/// Whether each line was put in or taken out.
fn is_diff(text: &str) -> bool {
    text.lines().all(|line| line.starts_with(['-', '+', ' '])) && text.starts_with(['-', '+'])
}

fn diff(text: &str) -> Vec<Span<'_>> {
    text.split_inclusive('\n')
        .map(|line| match line.as_bytes().first() {
            Some(b'-') => (Some("p"), line),
            Some(b'+') => (Some("i"), line),
            _ => (None, line),
        })
        .collect()
}

/// A command, whose options stay whole where it is broken.
fn options(text: &str) -> Vec<Span<'_>> {
    static OPTION: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"--[a-z][a-z-]*").expect("a valid pattern"));
    let mut spans = Vec::new();
    let mut end = 0;
    for option in OPTION.find_iter(text) {
        spans.extend([
            (None, &text[end..option.start()]),
            (Some("o"), option.as_str()),
        ]);
        end = option.end();
    }
    spans.push((None, &text[end..]));
    spans
}

/// What makes a block reachable by keyboard, if it may have to scroll.
fn focus(text: &str) -> &'static str {
    if text.lines().any(|line| line.chars().count() > PHONE) {
        " tabindex=\"0\""
    } else {
        ""
    }
}

fn html(spans: &[Span<'_>]) -> String {
    let mut html = String::new();
    for &(class, text) in spans {
        match class {
            Some(class) => {
                html.push_str("<span class=\"");
                html.push_str(class);
                html.push_str("\">");
                escape(text, &mut html);
                html.push_str("</span>");
            }
            None => escape(text, &mut html),
        }
    }
    html
}

/// Makes `text` plain for HTML, and for the preprocessors that come after: nothing in it is a directive or a fence
/// that would end the callout around it.
fn escape(text: &str, html: &mut String) {
    let mut before = '\n';
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '{' if before == '{' => html.push_str("&#123;"),
            '`' if before == '`' => html.push_str("&#96;"),
            c => html.push(c),
        }
        before = c;
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use scraper::{Html, Selector};

    use super::*;

    /// The spans of `text` that have a class, as `class:text`.
    fn marked<'a>(spans: impl Fn(&'a str) -> Vec<Span<'a>>, text: &'a str) -> Vec<String> {
        spans(text)
            .into_iter()
            .filter_map(|(class, text)| Some(format!("{}:{text}", class?)))
            .collect()
    }

    /// What a reader of the page would copy.
    fn copied(page: &str) -> Vec<String> {
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(page));
        Html::parse_document(&html)
            .select(&Selector::parse("pre > code.hl").unwrap())
            .map(|code| code.text().collect())
            .collect()
    }

    #[test]
    fn tokens_of_rust_have_their_classes() {
        let text = "#[derive(Debug)]\npub fn join<'a, T>(list: &'a [u8]) -> Result<T, ()> {\n    \
                    println!(\"{{}} {}\", 0x1f); // done\n    a != b && list.len() == LIMIT\n}\n";
        assert_eq!(
            marked(rust::spans, text),
            [
                "a:#[derive(Debug)]",
                "k:pub",
                "k:fn",
                "f:join",
                "l:'a",
                "t:T",
                "l:'a",
                "t:u8",
                "t:Result",
                "t:T",
                "m:println!",
                "s:\"{{}} {}\"",
                "n:0x1f",
                "c:// done",
                "f:len",
            ]
        );
    }

    #[test]
    fn a_part_of_a_program_is_coloured_like_the_whole() {
        // It ends within a call, begins within a block, and has a turbofish, a label and a raw string.
        let text = "} else {\n    'outer: loop { x.parse::<usize>(r#\"\"#, b'x', 1.5, Self::new(";
        assert_eq!(
            marked(rust::spans, text),
            [
                "k:else",
                "l:'outer",
                "k:loop",
                "f:parse",
                "t:usize",
                "s:r#\"\"#",
                "s:b'x'",
                "n:1.5",
                "t:Self",
                "f:new",
            ]
        );
    }

    #[test]
    fn a_diagnostic_shows_where_to_look() {
        let text = "error[E0597]: `ships` does not live long enough\n  --> a.rs:5:16\n   |\n 4 |       let a = b - c;\n   \
                    |           ----- `a` is here\n10 | |     });\n   | |______- argument needs it\n 5 |   ^x\n   \
                    |   ^^ gone\n   = note: as it says\nhelp: do\n   |\n 5 |     move x\n   |     ++++\n";
        assert_eq!(
            marked(diagnostic::spans, text),
            [
                "e:error[E0597]",
                "g:  -->",
                "g:   |",
                "g: 4 |",
                "g:   |",
                "u:----- `a` is here",
                "g:10 |",
                "g:   |",
                "u:|______- argument needs it",
                "g: 5 |",
                "g:   |",
                "p:^^ gone",
                "g:   =",
                "h:note",
                "h:help",
                "g:   |",
                "g: 5 |",
                "g:   |",
                "i:++++",
            ]
        );
    }

    #[test]
    fn a_diff_shows_what_went_and_what_came() {
        assert_eq!(marked(diff, "-a\n+b\n c\n"), ["p:-a\n", "i:+b\n"]);
        let of = |text: &str| page(&format!("```text\n{text}```\n"));
        assert!(of("-a\n+b\n").contains("hl diff\""));
        assert!(!of("-a\nb\n").contains("diff") && !of(" a\n").contains("diff"));
        let printed = page("```console\n-1 seats are left\n```\n");
        assert!(!printed.contains("diff"), "{printed}");
    }

    #[test]
    fn an_option_stays_whole() {
        assert_eq!(
            marked(options, "cargo book-it exercise a-b --watch --no-run\n"),
            ["o:--watch", "o:--no-run"]
        );
        assert_eq!(
            page("Run `a --hint`, or `b`.\n"),
            "Run <code>a <span class=\"o\">&#45;&#45;hint</span></code>, or `b`.\n"
        );
    }

    #[test]
    fn only_what_the_compiler_says_is_a_diagnostic() {
        let said = page("```text\nerror: no\n```\n");
        assert!(
            said.contains("class=\"language-text hl diagnostic\""),
            "{said}"
        );
        let found = page("```text\nmodel failed: no\n```\n");
        assert!(
            found.contains("class=\"language-text hl found\""),
            "{found}"
        );
        let other = page("```text\nother\n```\n");
        assert!(other.contains("class=\"language-text hl\""), "{other}");
    }

    #[test]
    fn what_an_output_did_not_print_is_set_apart() {
        let text = "--- run 1\nport 1\n--- run aground\nexit status: 101\n";
        assert_eq!(
            marked(output::spans, text),
            ["r:--- run 1", "x:exit status: 101"]
        );
    }

    /// Wherever a fence stands, its text stays what it was.
    #[test]
    fn the_text_stays_the_same_in_lists_quotations_and_callouts() {
        let code = "fn a() {\n\n    // <b> & {{#include x}} [✓](check:a::b)\n\n\n    \"\n\n```text\n- x\n> y\n\t<!-- -->\n\"; 'x'\n}\n";
        let indented = |prefix: &str| {
            let lines: Vec<_> = code.lines().map(|line| format!("{prefix}{line}")).collect();
            lines.join("\n")
        };
        for (before, prefix, after) in [
            ("", "", "\nAfter.\n"),
            ("A paragraph\n", "", "\n*After*.\n"),
            ("- one\n\n  - two\n\n", "    ", "\n\n    three\n"),
            ("1. ", "   ", "\n\n2. two\n"),
            ("> quoted\n>\n", "> ", "\n> more\n"),
            ("> - quoted\n>\n", ">   ", "\n> more\n"),
            (
                "<details>\n<summary>s</summary>\n\n",
                "",
                "\n\n</details>\n",
            ),
        ] {
            let fence = if before.ends_with(' ') { "" } else { prefix };
            let text = format!(
                "{before}{fence}````rust\n{}\n{prefix}````{after}",
                indented(prefix)
            );
            let page = page(&text);
            assert_eq!(copied(&page), [code], "{page}");
            assert!(!page.contains("{{#"), "{page}");
            assert!(!page.contains("```"), "{page}");
        }
    }

    #[test]
    fn only_a_block_that_may_scroll_takes_the_focus() {
        assert!(page("```rust\nlet x = 1;\n```\n").contains("<code class=\"language-rust hl\">"));
        let wide = format!("```console\n{}\n```\n", "é".repeat(PHONE + 1));
        assert!(page(&wide).contains("<code class=\"language-console hl\" tabindex=\"0\">"));
    }

    /// Without its tags, each program, output and diagnostic of the book is what its file says.
    #[test]
    fn every_file_of_the_book_keeps_its_text() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../code");
        let mut seen = 0;
        for entry in ignore::Walk::new(root) {
            let path = entry.unwrap().into_path();
            let language = match path.extension().and_then(|extension| extension.to_str()) {
                Some("rs") => "rust",
                Some("out" | "runs") => "console",
                Some("stderr") => "text",
                Some("s") => "asm",
                _ => continue,
            };
            let text = std::fs::read_to_string(&path).unwrap();
            let block = block(language, &text).unwrap();
            let html = Html::parse_fragment(&block);
            let shown: String = html.root_element().text().collect();
            assert!(shown == text, "{} is shown otherwise", path.display());
            seen += 1;
        }
        assert!(seen > 100, "{seen} files");
    }
}
