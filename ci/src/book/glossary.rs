//! The glossary, and the links to it.
//!
//! The glossary is the page `glossary.md`. Each of its `##` headings is a term, and what follows is its definition.
//! A paragraph `Also: *joined*, *joining*` directly under the heading names other forms; plurals need no mention. The first
//! use of a term on each other page becomes a link, unless the page has a link of its own to the term. A term whose
//! word is too common in other senses is marked `{.by-hand}`: then only its other forms are linked.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use regex::Regex;

use crate::book::World;
use crate::book::lookup::{Heading, headings};
use crate::book::markdown::{self, Kind, escape, line_of};
use crate::book::preprocess::Expansion;
use crate::problem::Problems;

/// The terms that the book defines.
#[derive(Debug)]
pub(crate) struct Glossary {
    /// The page, within the book.
    page: PathBuf,
    terms: Vec<Term>,
    /// Any form of any term; `None` if there is none to be linked.
    pattern: Option<Regex>,
    /// The term that a form, in lower case with single spaces, belongs to.
    forms: BTreeMap<String, usize>,
}

#[derive(Debug)]
struct Term {
    id: String,
    /// The first sentence of the definition, without marks.
    gist: String,
}

impl Glossary {
    /// Whether a page of this path is the glossary.
    pub(crate) fn is_at(path: &Path) -> bool {
        path.file_name().is_some_and(|name| name == "glossary.md")
    }

    /// Reads the glossary.
    pub(crate) fn read(page: &Path, file: &Path, text: &str, problems: &mut Problems) -> Self {
        let mut glossary = Self {
            page: page.to_owned(),
            terms: Vec::new(),
            pattern: None,
            forms: BTreeMap::new(),
        };
        let headings = headings(text);
        for (index, heading) in headings.iter().enumerate() {
            if heading.level != 2 {
                continue;
            }
            let end = headings
                .get(index + 1)
                .map_or(text.len(), |next| next.range.start);
            let entry = entry(&text[heading.range.end..end]);
            let line = line_of(text, heading.range.start);
            if entry.gist.is_empty() {
                let what = format!("the term `{}` has no definition", heading.title);
                problems.add(file, line, what, "define it in a sentence");
            }
            if let Some(also) = &entry.odd_also {
                let what = format!("`{also}` names no other form of `{}`", heading.title);
                problems.add(file, line, what, "write `Also: *form*, *form*`");
            }
            glossary.add(heading, entry, |what| {
                problems.add(file, line, what, "keep one of the two");
            });
        }
        glossary.pattern = pattern(glossary.forms.keys());
        glossary
    }

    fn add(&mut self, heading: &Heading, entry: Entry, mut problem: impl FnMut(String)) {
        let mut forms: Vec<String> = entry.forms;
        if !heading.classes.iter().any(|class| class == "by-hand") {
            forms.push(heading.title.clone());
        }
        let index = self.terms.len();
        self.terms.push(Term {
            id: heading.id.clone(),
            gist: entry.gist,
        });
        for form in forms {
            let form = normal(&form);
            let known = *self.forms.entry(form.clone()).or_insert(index);
            if known != index {
                let (first, second) = (&self.terms[known].id, &heading.id);
                problem(format!("`{form}` is a form of `{first}` and of `{second}`"));
            }
            self.forms.entry(plural(&form)).or_insert(index);
        }
    }

    /// The terms used in `text`, each with the place.
    fn uses<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Range<usize>, usize)> + 'a {
        let found = self.pattern.iter().flat_map(|any| any.find_iter(text));
        found.filter_map(|found| {
            let inside = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
            let before = text[..found.start()].chars().next_back();
            let after = text[found.end()..].chars().next();
            if before.is_some_and(inside) || after.is_some_and(inside) {
                return None;
            }
            Some((found.range(), *self.forms.get(&normal(found.as_str()))?))
        })
    }
}

impl Expansion<'_> {
    /// Links the first use of each term to its definition.
    pub(super) fn link_terms(&mut self) {
        let Some(glossary) = &self.world.glossary else {
            return;
        };
        if glossary.page == self.path {
            return;
        }
        let text = self.text;
        // A term that the page links by hand needs no other link.
        let mut linked: BTreeSet<&str> = BTreeSet::new();
        let pieces = markdown::scan(text);
        for piece in &pieces {
            if let Kind::Link(address) = &piece.kind
                && let Some((page, id)) = address.split_once('#')
                && Glossary::is_at(Path::new(page))
            {
                linked.extend(
                    glossary
                        .terms
                        .iter()
                        .map(|t| t.id.as_str())
                        .find(|t| *t == id),
                );
            }
        }
        let directives = markdown::directives(text);
        let address = World::link(&self.path, &glossary.page);
        for prose in prose(text, 0..text.len()) {
            for (range, term) in glossary.uses(&text[prose.clone()]) {
                let range = prose.start + range.start..prose.start + range.end;
                let term = &glossary.terms[term];
                let in_directive = |directive: &markdown::Directive<'_>| {
                    directive.range.start < range.end && range.start < directive.range.end
                };
                if directives.iter().any(in_directive) || !linked.insert(&term.id) {
                    continue;
                }
                let words = &text[range.clone()];
                let gist = escape(&term.gist);
                let link = format!(
                    "<a class=\"term\" href=\"{address}#{}\" title=\"{gist}\">{words}</a>",
                    term.id
                );
                self.edits.replace(range, link);
            }
        }
    }
}

/// What stands under a term.
#[derive(Debug, Default)]
struct Entry {
    forms: Vec<String>,
    gist: String,
    /// An `Also:` that can't be read.
    odd_also: Option<String>,
}

/// Reads what stands under a term.
fn entry(text: &str) -> Entry {
    let mut entry = Entry::default();
    let mut paragraph = String::new();
    let mut emphasised: Option<String> = None;
    for event in Parser::new_ext(text, markdown::options()) {
        match event {
            Event::Start(Tag::Emphasis) => emphasised = Some(String::new()),
            Event::End(TagEnd::Emphasis) => {
                let words = emphasised.take().unwrap_or_default();
                if paragraph.starts_with("Also:") {
                    entry.forms.push(words);
                }
            }
            Event::Text(words) | Event::Code(words) => {
                paragraph.push_str(&words);
                if let Some(emphasised) = &mut emphasised {
                    emphasised.push_str(&words);
                }
            }
            Event::SoftBreak => paragraph.push(' '),
            Event::End(TagEnd::Paragraph) => {
                let words = std::mem::take(&mut paragraph);
                if !words.starts_with("Also:") {
                    entry.gist = first_sentence(&words);
                    break;
                }
                if entry.forms.is_empty() {
                    entry.odd_also = Some(words);
                }
            }
            _ => {}
        }
    }
    entry
}

/// The first sentence of a text.
pub(crate) fn first_sentence(text: &str) -> String {
    let end = text.find(". ").map_or(text.len(), |at| at + 1);
    text[..end].trim().to_owned()
}

/// A form as it is compared: in lower case, with single spaces.
fn normal(form: &str) -> String {
    let words: Vec<&str> = form.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

fn plural(form: &str) -> String {
    let vowel = |c: char| "aeiou".contains(c);
    match form.strip_suffix('y') {
        Some(stem) if !stem.ends_with(vowel) => format!("{stem}ies"),
        _ if form.ends_with(['s', 'x']) || form.ends_with("ch") || form.ends_with("sh") => {
            format!("{form}es")
        }
        _ => format!("{form}s"),
    }
}

/// What finds any of the forms, the longest first.
fn pattern<'a>(forms: impl Iterator<Item = &'a String>) -> Option<Regex> {
    let mut forms: Vec<&String> = forms.collect();
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    let mut pattern = String::new();
    for form in forms {
        let words: Vec<String> = form.split(' ').map(regex::escape).collect();
        let _ = write!(pattern, "|{}", words.join(r"\s+"));
    }
    let alternatives = pattern.strip_prefix('|')?;
    Some(Regex::new(&format!(r"(?i)\b(?:{alternatives})\b")).expect("escaped words"))
}

/// The stretches of running text in `within`, in which terms are linked: callouts too, but no headings, code, links, heads
/// of tables, HTML or questions (a link would hand out the answer).
fn prose(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let offset = within.start;
    let mut events = Parser::new_ext(&text[within], markdown::options()).into_offset_iter();
    // How many things around the text keep it from being linked.
    let mut closed = 0_usize;
    let mut in_raw_link = false;
    while let Some((event, range)) = events.next() {
        let range = range.start + offset..range.end + offset;
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                for (event, _) in events.by_ref() {
                    if event == Event::End(TagEnd::CodeBlock) {
                        break;
                    }
                }
                if let CodeBlockKind::Fenced(info) = kind
                    && info.starts_with("admonish")
                    && let Some(body) = body_of(text, &range)
                {
                    found.extend(prose(text, body));
                }
            }
            Event::Start(tag) if is_closed(tag.to_end()) => closed += 1,
            Event::End(tag) if is_closed(tag) => closed -= 1,
            Event::InlineHtml(html) if html.starts_with("<a") => in_raw_link = true,
            Event::InlineHtml(html) if html.starts_with("</a") => in_raw_link = false,
            Event::Text(_) if closed == 0 && !in_raw_link => match found.last_mut() {
                // A term may go over the end of a line.
                Some(last)
                    if last.end <= range.start
                        && text[last.end..range.start].trim().is_empty()
                        && !text[last.end..range.start].contains("\n\n") =>
                {
                    last.end = range.end;
                }
                _ => found.push(range),
            },
            _ => {}
        }
    }
    found
}

fn is_closed(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Heading(_) | TagEnd::Link | TagEnd::Image | TagEnd::TableHead | TagEnd::HtmlBlock
    )
}

/// The bytes between the lines of a fence.
fn body_of(text: &str, fence: &Range<usize>) -> Option<Range<usize>> {
    let block = text[fence.clone()].trim_end();
    let start = block.find('\n')? + 1;
    let end = block.rfind('\n')? + 1;
    (start <= end).then(|| fence.start + start..fence.start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(text: &str) -> Vec<&str> {
        let glossary = Glossary::read(
            Path::new("glossary.md"),
            Path::new("src/glossary.md"),
            "# Glossary\n\n## data race\n\nBad. Worse.\n\n## lock\n\nAlso: *locked*, *to lock in*\n\nA thing.\n\n\
             ## model {.by-hand}\n\nAlso: *model checker*\n\nIt runs.\n\n## memory\n\nIt holds.\n",
            &mut Problems::default(),
        );
        prose(text, 0..text.len())
            .into_iter()
            .flat_map(|prose| {
                let uses: Vec<_> = glossary.uses(&text[prose.clone()]).collect();
                uses.into_iter().map(move |(range, _)| {
                    &text[prose.start + range.start..prose.start + range.end]
                })
            })
            .collect()
    }

    #[test]
    fn terms_are_found_as_words_in_running_text_only() {
        assert_eq!(
            linked("A Data\nrace, two data races."),
            ["Data\nrace", "data races"]
        );
        assert_eq!(
            linked("Locked memories, a model, a model checker."),
            ["Locked", "memories", "model checker"]
        );
        assert_eq!(
            linked("a lock-free clock, lock_it, locksmith, relock"),
            [""; 0]
        );
        assert_eq!(linked("the *lock*'s, (lock)"), ["lock", "lock"]);
        assert_eq!(
            linked(
                "# lock\n\n`lock` [lock](x.md) <a href=\"x\">lock</a>\n\n<b>\nlock\n</b>\n\n| lock |\n|---|\n| memory |\n"
            ),
            ["memory"]
        );
        assert_eq!(
            linked("```text\nlock\n```\n\n```question\nlock\n```\n\n```admonish\nlock\n```\n"),
            ["lock"]
        );
    }

    #[test]
    fn plurals_follow_the_rule() {
        assert_eq!(
            ["lock", "memory", "delay", "mutex", "switch"].map(plural),
            ["locks", "memories", "delays", "mutexes", "switches"]
        );
    }
}
