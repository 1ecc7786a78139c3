//! The pages as the template needs them: read from the Markdown as it is after every directive has been expanded.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::book::markdown;
use crate::book::theme::{plain, undescribed};
use crate::problem::{Problems, slashes};

/// The most characters of a description that search engines show.
const DESCRIPTION: usize = 160;

/// What SUMMARY.md lists.
#[derive(Debug)]
pub(super) enum Item {
    /// The name of a part.
    Part(String),
    /// A line between pages.
    Separator,
    /// A page, with those below it.
    Page(Page),
}

/// A page of the book.
#[derive(Debug)]
pub(super) struct Page {
    /// What templates know it by, such as `threads/build.md`; none for a page that is only announced.
    pub(super) path: Option<String>,
    /// Its name in SUMMARY.md.
    pub(super) title: String,
    /// Its number, such as `1.2.`.
    pub(super) number: Option<String>,
    /// Its first sentences.
    pub(super) description: Option<String>,
    pub(super) headings: Vec<Heading>,
    /// Whether it is the book's first, which is shown at the book's own address too.
    pub(super) is_first: bool,
    pub(super) below: Vec<Item>,
}

/// A heading below the title.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// 2 or 3.
    pub(super) level: u8,
    /// The one that mdBook gives it.
    pub(super) id: String,
    /// Its words, for a template.
    pub(super) html: String,
}

impl Page {
    /// Its address from the book's root.
    pub(super) fn address(&self) -> Option<String> {
        let path = Path::new(self.path.as_deref()?);
        Some(slashes(&path.with_extension("html")))
    }

    /// The paths by which a template may be asked for this page: mdBook renders the first one twice.
    pub(super) fn paths(&self) -> Vec<&str> {
        let mut paths: Vec<&str> = self.path.as_deref().into_iter().collect();
        if self.is_first && paths != ["index.md"] {
            paths.push("index.md");
        }
        paths
    }
}

/// Reads all pages. One that can't be described is reported.
pub(super) fn read(
    context: &PreprocessorContext,
    book: &Book,
    problems: &mut Problems,
) -> Vec<Item> {
    let smart = context
        .config
        .get("output.html.smart-punctuation")
        .ok()
        .flatten()
        .unwrap_or(true);
    let mut reader = Reader {
        src: &context.config.book.src,
        options: if smart {
            markdown::options() | Options::ENABLE_SMART_PUNCTUATION
        } else {
            markdown::options()
        },
        problems,
        is_first: true,
    };
    reader.items(&book.items)
}

struct Reader<'a> {
    src: &'a Path,
    options: Options,
    problems: &'a mut Problems,
    is_first: bool,
}

impl Reader<'_> {
    fn items(&mut self, items: &[BookItem]) -> Vec<Item> {
        items
            .iter()
            .map(|item| match item {
                BookItem::PartTitle(title) => Item::Part(title.clone()),
                BookItem::Separator => Item::Separator,
                BookItem::Chapter(chapter) => Item::Page(self.page(chapter)),
            })
            .collect()
    }

    fn page(&mut self, chapter: &Chapter) -> Page {
        let text = read_text(&chapter.content, self.options);
        if text.description.is_none()
            && let Some(file) = chapter.source_path.as_ref().or(chapter.path.as_ref())
        {
            let fault = undescribed();
            self.problems
                .add(self.src.join(file), None, fault.what, fault.mend);
        }
        let path = chapter.path.as_deref().map(rendered_path);
        let is_first = path.is_some() && std::mem::take(&mut self.is_first);
        Page {
            path: path.map(|path| slashes(&path)),
            title: chapter.name.clone(),
            number: chapter.number.as_ref().map(ToString::to_string),
            description: text.description,
            headings: text.headings,
            is_first,
            below: self.items(&chapter.sub_items),
        }
    }
}

/// mdBook makes README.md a directory's index, after this.
fn rendered_path(path: &Path) -> PathBuf {
    let is_readme = path
        .file_stem()
        .is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    if is_readme {
        path.with_file_name("index.md")
    } else {
        path.to_owned()
    }
}

#[derive(Debug, Default)]
struct Text {
    headings: Vec<Heading>,
    description: Option<String>,
}

fn read_text(markdown: &str, options: Options) -> Text {
    let mut text = Text::default();
    let mut ids = Ids::default();
    let mut events = Parser::new_ext(markdown, options);
    let mut depth = 0_usize;
    let mut begins = true;
    while let Some(event) = events.next() {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let words = words(&mut events);
                // mdBook asks for no other id where there is one.
                let id = id.map_or_else(|| ids.of(&words.plain), |id| id.to_string());
                // What comes below another heading is not about the whole page.
                begins &= level == HeadingLevel::H1;
                let level = match level {
                    HeadingLevel::H2 => 2,
                    HeadingLevel::H3 => 3,
                    _ => continue,
                };
                text.headings.push(Heading {
                    level,
                    id,
                    html: words.html,
                });
            }
            // A term has an id too, from the same store.
            Event::Start(Tag::DefinitionListTitle) => {
                let words = words(&mut events);
                ids.of(&words.plain);
            }
            Event::Start(Tag::Paragraph) if begins && depth == 0 && text.description.is_none() => {
                text.description = describe(&words(&mut events).plain);
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text
}

#[derive(Debug, Default)]
struct Words {
    /// Without any markup.
    plain: String,
    /// With code as code, for a template.
    html: String,
}

/// The words up to the end of the block that has begun.
fn words(events: &mut Parser<'_>) -> Words {
    let mut words = Words::default();
    for event in events.by_ref() {
        match event {
            Event::End(TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::DefinitionListTitle) => {
                break;
            }
            Event::Text(text) => {
                words.html.push_str(&plain(&text));
                words.plain.push_str(&text);
            }
            Event::Code(code) => {
                let _ = write!(words.html, "<code>{}</code>", plain(&code));
                words.plain.push_str(&code);
            }
            Event::SoftBreak | Event::HardBreak => {
                words.html.push(' ');
                words.plain.push(' ');
            }
            _ => {}
        }
    }
    words
}

/// The ids that mdBook gives to headings and terms without their own.
#[derive(Debug, Default)]
struct Ids(BTreeSet<String>);

impl Ids {
    fn of(&mut self, words: &str) -> String {
        let id: String = words
            .trim()
            .to_lowercase()
            .chars()
            .filter_map(|c| match c {
                c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
                c if c.is_whitespace() => Some('-'),
                _ => None,
            })
            .collect();
        let mut unique = id.clone();
        let mut count = 0;
        while !self.0.insert(unique.clone()) {
            count += 1;
            unique = format!("{id}-{count}");
        }
        unique
    }
}

/// As many whole sentences of a paragraph as fit; if not even the first does, its first words.
fn describe(paragraph: &str) -> Option<String> {
    // The marks of checks are not words.
    let text = paragraph.replace('✓', " ");
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for mark in [" .", " ,", " ;", " :"] {
        text = text.replace(mark, &mark[1..]);
    }
    if text.is_empty() {
        return None;
    }
    if text.chars().count() <= DESCRIPTION {
        return Some(text);
    }
    let longest = text
        .char_indices()
        .nth(DESCRIPTION)
        .map_or(text.len(), |(at, _)| at);
    let is_end = |at: usize| text[..at].ends_with(['.', '?', '!']);
    let spaces = || text.match_indices(' ').map(|(at, _)| at);
    if let Some(end) = spaces().rfind(|&at| at <= longest && is_end(at)) {
        return Some(text[..end].to_owned());
    }
    let room = text
        .char_indices()
        .nth(DESCRIPTION - 1)
        .map_or(text.len(), |(at, _)| at);
    let end = spaces().rfind(|&at| at <= room).unwrap_or(room);
    Some(format!(
        "{}…",
        text[..end].trim_end_matches([',', ';', ':'])
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(markdown: &str) -> Text {
        read_text(
            markdown,
            markdown::options() | Options::ENABLE_SMART_PUNCTUATION,
        )
    }

    #[test]
    fn a_description_is_whole_sentences() {
        let sentence = "Forty letters and signs are in this one.";
        assert_eq!(describe("Short.").as_deref(), Some("Short."));
        assert_eq!(
            describe(&[sentence; 5].join(" ")),
            Some([sentence; 3].join(" "))
        );
        let long = describe(&"word ".repeat(40)).unwrap();
        assert!(
            long.chars().count() <= DESCRIPTION && long.ends_with("word…"),
            "{long}"
        );
        let umlauts = describe(&"öäü ".repeat(60)).unwrap();
        assert_eq!(umlauts.chars().count(), DESCRIPTION);
        assert_eq!(describe(" ✓ "), None);
        assert_eq!(
            describe("A\u{a0}mark ✓. And ✓\nmore").as_deref(),
            Some("A mark. And more")
        );
    }

    #[test]
    fn it_is_the_first_paragraph_of_the_page_itself() {
        let text =
            read("# Title\n\n> Quoted.\n\n- listed\n\n  too\n\nThe `first` *one*.\n\nAnother.\n");
        assert_eq!(text.description.as_deref(), Some("The first one."));
        assert_eq!(read("# Title\n\n<p>raw</p>\n").description, None);
    }

    #[test]
    fn headings_have_the_ids_that_mdbook_gives() {
        let text = read(
            "# A\n\n## A\n\n### `b_c` & *d* isn't -- it\n\n## Own {#mine}\n\n#### Deep\n\n## Deep\n",
        );
        let found: Vec<_> = text
            .headings
            .iter()
            .map(|found| (found.level, found.id.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                (2, "a-1"),
                (3, "b_c--d-isnt--it"),
                (2, "mine"),
                (2, "deep-1")
            ]
        );
        assert_eq!(text.headings[1].html, "<code>b_c</code> &amp; d isn’t – it");
    }
}
