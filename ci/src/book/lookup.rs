//! What a reader comes back to look up: the compiler's errors by code, and symptoms by what is seen.
//!
//! Both lists are gathered from the book. Each error code has a heading and its meaning on the page that has
//! `{{#errors}}`; the diagnostics, and where they are shown, are added below. A hazard's place says what is seen of it,
//! `{{#symptom hang: …}}`, and the page that has `{{#symptoms}}` lists them.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use regex::Regex;

use crate::book::World;
use crate::book::checks;
use crate::book::glossary::first_sentence;
use crate::book::include::Target;
use crate::book::markdown::{self, escape, html_block, line_of};
use crate::book::preprocess::Expansion;
use crate::book::world::Page;
use crate::problem::{Fault, Problems, fault};

/// What a symptom may be, in the order of the list, and what its heading says.
const KINDS: [(&str, &str); 7] = [
    ("hang", "It hangs"),
    ("panic", "It panics"),
    ("crash", "The whole process ends"),
    ("wrong result", "The result is wrong"),
    ("lost output", "Output is missing or torn"),
    ("leak", "Something is never released"),
    ("slow", "It is slow"),
];

/// The heading of the errors that have no code.
const NO_CODE: &str = "Without a code";

/// A heading of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    /// The bytes that it takes up.
    pub(crate) range: Range<usize>,
    /// From 1.
    pub(crate) level: usize,
    /// What leads to it.
    pub(crate) id: String,
    /// Its text without marks.
    pub(crate) title: String,
    /// The classes that it is given.
    pub(crate) classes: Vec<String>,
}

/// The headings of a page, with the ids that mdBook gives them.
pub(crate) fn headings(text: &str) -> Vec<Heading> {
    let mut found = Vec::new();
    let mut used = HashSet::new();
    let mut events = Parser::new_ext(text, markdown::options()).into_offset_iter();
    while let Some((event, range)) = events.next() {
        let Event::Start(Tag::Heading {
            level, id, classes, ..
        }) = event
        else {
            continue;
        };
        let mut title = String::new();
        for (event, _) in events.by_ref() {
            match event {
                Event::Text(part) | Event::Code(part) => title.push_str(&part),
                Event::SoftBreak => title.push(' '),
                Event::End(TagEnd::Heading(_)) => break,
                _ => {}
            }
        }
        let id = id.map_or_else(|| unique(&id_of(&title), &mut used), |id| id.to_string());
        found.push(Heading {
            range,
            level: level as usize,
            id,
            title,
            classes: classes.iter().map(ToString::to_string).collect(),
        });
    }
    found
}

/// The id that mdBook makes of a heading's text. (A link to one that it doesn't make is found when the HTML is
/// checked.)
fn id_of(title: &str) -> String {
    let title = title.trim().to_lowercase();
    let keep = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    };
    title.chars().filter_map(keep).collect()
}

fn unique(id: &str, used: &mut HashSet<String>) -> String {
    let numbered = (1..).map(|number| format!("{id}-{number}"));
    let mut candidates = std::iter::once(id.to_owned()).chain(numbered);
    candidates
        .find(|candidate| used.insert(candidate.clone()))
        .unwrap_or_default()
}

/// A place in the book that a list leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    page: PathBuf,
    /// What leads to it on the page; nothing for the page's beginning.
    id: Option<String>,
    /// "Threads › A join that never returns".
    name: String,
}

impl Place {
    /// A link to it from the page `from`, as HTML.
    fn link(&self, from: &Path) -> String {
        let fragment = self
            .id
            .as_ref()
            .map_or(String::new(), |id| format!("#{id}"));
        let page = World::link(from, &self.page);
        format!("<a href=\"{page}{fragment}\">{}</a>", escape(&self.name))
    }
}

/// What is seen of a hazard.
#[derive(Debug)]
struct Symptom {
    kind: usize,
    /// In Markdown.
    text: String,
    place: Place,
    /// The id of a mark of its own, where its heading is farther off.
    mark: Option<String>,
}

/// What the pages show that a reader may look up.
#[derive(Debug, Default)]
pub(crate) struct Lookup {
    /// Where each rejected program is shown, by its path from the root.
    shown: BTreeMap<PathBuf, Vec<Place>>,
    symptoms: Vec<Symptom>,
    has_errors: bool,
    has_symptoms: bool,
    /// Where the first symptom stands.
    first_symptom: Option<(PathBuf, usize)>,
}

impl Lookup {
    /// Adds what a page shows.
    pub(crate) fn read(&mut self, page: &Page, file: &Path, text: &str, problems: &mut Problems) {
        let headings = headings(text);
        let directory = file.parent().unwrap_or(Path::new(""));
        for directive in markdown::directives(text) {
            let above = headings
                .iter()
                .rev()
                .find(|heading| heading.range.end <= directive.range.start);
            match directive.call {
                Some(("include", argument)) => {
                    if let Ok(target) = Target::parse(argument, directory)
                        && target
                            .path
                            .parent()
                            .is_some_and(|at| at.ends_with("tests/reject"))
                    {
                        let places = self
                            .shown
                            .entry(target.path.with_extension("rs"))
                            .or_default();
                        let place = place(page, above);
                        if !places.contains(&place) {
                            places.push(place);
                        }
                    }
                }
                Some(("errors", _)) => self.has_errors = true,
                Some(("symptoms", _)) => self.has_symptoms = true,
                // One within a sentence is reported where it is expanded.
                Some(("symptom", argument)) if is_alone(text, &directive.range) => {
                    let line = line_of(text, directive.range.start);
                    self.first_symptom
                        .get_or_insert_with(|| (file.to_owned(), line));
                    let between =
                        above.map_or("", |above| &text[above.range.end..directive.range.start]);
                    match self.symptom(page, above, between, argument) {
                        Ok(symptom) => self.symptoms.push(symptom),
                        Err(fault) => problems.add(file, line, fault.what, fault.mend),
                    }
                }
                _ => {}
            }
        }
    }

    fn symptom(
        &self,
        page: &Page,
        above: Option<&Heading>,
        between: &str,
        argument: &str,
    ) -> Result<Symptom, Fault> {
        static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"\A(\s|\{\{#symptom [^\n]*)*\z").expect("a valid pattern")
        });
        let kinds = KINDS.map(|(kind, _)| kind).join(", ");
        let (kind, words) = argument
            .split_once(':')
            .map_or((argument, ""), |(kind, words)| (kind.trim(), words.trim()));
        let Some(kind) = KINDS.iter().position(|(known, _)| *known == kind) else {
            let what = format!("there is no kind of symptom `{kind}`");
            return Err(fault(what, format!("use one of {kinds}")));
        };
        if words.is_empty() {
            return Err(fault(
                "a symptom of which nothing is seen",
                "write `{{#symptom hang: what the reader sees}}`",
            ));
        }
        if let Some(first) = self.symptoms.iter().find(|first| first.text == words) {
            let what = format!(
                "a second symptom “{words}”, after the one of {}",
                first.place.name
            );
            return Err(fault(what, "say what is different, or remove it"));
        }
        let Some(above) = above.filter(|above| above.level > 1) else {
            return Err(fault(
                "a symptom outside a section",
                "put it under a `##` heading",
            ));
        };
        // A hazard further down in a section has a mark of its own to go to.
        let number = self.symptoms.len() + 1;
        let mark = (!OTHERS.is_match(between)).then(|| format!("symptom-{number}"));
        let mut place = place(page, Some(above));
        if mark.is_some() {
            place.id.clone_from(&mark);
        }
        Ok(Symptom {
            kind,
            text: words.to_owned(),
            place,
            mark,
        })
    }
}

/// Reports a list that no page has.
pub(crate) fn report(world: &World, problems: &mut Problems) {
    let lookup = &world.lookup;
    if let Some((file, line)) = &lookup.first_symptom
        && !lookup.has_symptoms
    {
        let mend = "give one page a line `{{#symptoms}}`";
        problems.add(file, *line, "no page lists the symptoms", mend);
    }
    if !lookup.has_errors && !diagnostics(world, Path::new("")).is_empty() {
        let summary = world.src.join("SUMMARY.md");
        let mend = "give one page a line `{{#errors}}`";
        problems.add(summary, None, "no page lists the compiler's errors", mend);
    }
}

/// Whether nothing else stands on the line.
fn is_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].lines().next_back().unwrap_or_default();
    let before = if text[..range.start].ends_with('\n') {
        ""
    } else {
        before
    };
    let after = text[range.end..].lines().next().unwrap_or_default();
    before.trim().is_empty() && after.trim().is_empty()
}

/// The beginning of a page, or of its section under `above`.
fn place(page: &Page, above: Option<&Heading>) -> Place {
    let above = above.filter(|above| above.level > 1);
    Place {
        page: page.path.clone(),
        id: above.map(|above| above.id.clone()),
        name: above.map_or_else(
            || page.title.replace('`', ""),
            |above| format!("{} › {}", page.title.replace('`', ""), above.title),
        ),
    }
}

/// An error in what the compiler answered to a rejected program.
#[derive(Debug)]
struct Diagnostic {
    code: Option<String>,
    message: String,
    /// Links to where it is shown.
    places: Vec<String>,
}

/// The errors of all rejected programs, in the order of the book, seen from the page `from`.
fn diagnostics(world: &World, from: &Path) -> Vec<Diagnostic> {
    static ERROR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?m)^error(?:\[(E\d{4})\])?: (.+)$").expect("a valid pattern")
    });
    let mut found: Vec<Diagnostic> = Vec::new();
    for section in world
        .in_order()
        .into_iter()
        .filter(|found| found.is_section())
    {
        let directory = section.dir.join("tests/reject");
        // Those that its tests name: nothing vouches for others.
        for name in &section.rejects.literals {
            let answer = directory.join(format!("{name}.stderr"));
            let text = fs::read_to_string(world.root.join(&answer)).unwrap_or_default();
            let places = places(world, section, &answer, from);
            for error in ERROR.captures_iter(&text) {
                let code = error.get(1).map(|code| code.as_str().to_owned());
                let message = error[2].trim().to_owned();
                if code.is_none() && message.starts_with("aborting due to") {
                    continue;
                }
                let known = found
                    .iter_mut()
                    .find(|known| known.code == code && known.message == message);
                if let Some(known) = known {
                    known.places.extend(places.iter().cloned());
                    known.places.dedup();
                } else {
                    found.push(Diagnostic {
                        code,
                        message,
                        places: places.clone(),
                    });
                }
            }
        }
    }
    found
}

/// Links to where a rejected program is shown: on pages, or else with its check.
fn places(
    world: &World,
    section: &crate::book::crates::Crate,
    answer: &Path,
    from: &Path,
) -> Vec<String> {
    if let Some(places) = world.lookup.shown.get(&answer.with_extension("rs")) {
        return places.iter().map(|place| place.link(from)).collect();
    }
    let stem = answer.file_stem().map(|stem| stem.to_string_lossy());
    let check = section.checks.iter().find(|check| {
        matches!(&check.kind, checks::Kind::Rejected { program, .. } if program.as_deref() == stem.as_deref())
    });
    let (Some(check), Some(page)) = (check, world.appendix_of(&section.name)) else {
        return Vec::new();
    };
    let place = Place {
        page: page.clone(),
        id: Some(check.anchor()),
        name: format!(
            "What was checked › {}",
            first_sentence(&check.plain()).trim_end_matches('.')
        ),
    };
    vec![place.link(from)]
}

impl Expansion<'_> {
    /// Puts the diagnostics under the headings of their codes, and where the directive stands, links to these.
    pub(super) fn errors(&mut self, at: usize) -> String {
        static CODE: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"\AE\d{4}\z").expect("a valid pattern"));
        let text = self.text;
        let headings = headings(text);
        let mut unexplained = diagnostics(self.world, &self.path);
        let mut index = String::new();
        let mut last: Option<&str> = None;
        for (number, heading) in headings.iter().enumerate() {
            let title = heading.title.as_str();
            let is_code = CODE.is_match(title);
            if heading.level != 2 || !(is_code || title == NO_CODE) {
                continue;
            }
            if let Some(last) = last
                && (last > title || last == NO_CODE)
            {
                let what = format!("`{title}` stands after `{last}`");
                self.problem(heading.range.start, fault(what, "put the codes in order"));
            }
            last = Some(title);
            let code = is_code.then_some(title);
            let (of_code, others): (Vec<_>, Vec<_>) = unexplained
                .into_iter()
                .partition(|found| found.code.as_deref() == code);
            unexplained = others;
            if of_code.is_empty() {
                let what = format!("no program of the book is rejected with `{title}`");
                self.problem(heading.range.start, fault(what, "remove its section"));
                continue;
            }
            let end = headings
                .get(number + 1)
                .map_or(text.len(), |next| next.range.start);
            if text[heading.range.end..end].trim().is_empty() {
                let what = format!("`{title}` is not explained");
                let mend = "write below it, in a line, what it usually means";
                self.problem(heading.range.start, fault(what, mend));
            }
            let _ = write!(index, " · <a href=\"#{}\">{title}</a>", heading.id);
            self.late.push((end, list(&of_code, code)));
        }
        let mut reported = Vec::new();
        for found in &unexplained {
            let title = found.code.as_deref().unwrap_or(NO_CODE);
            if !reported.contains(&title) {
                reported.push(title);
                let what = format!(
                    "a program of the book is rejected with “{}”, and this page has no `## {title}`",
                    found.message
                );
                let mend = format!("write `## {title}` and, below it, what it usually means");
                self.problem(at, fault(what, mend));
            }
        }
        let index = index.trim_start_matches(" · ");
        format!("<p class=\"codes\">{index}</p>\n")
    }

    /// Where a symptom stands, nothing is seen of it.
    pub(super) fn symptom(&self, argument: &str) -> String {
        let words = argument
            .split_once(':')
            .map_or("", |(_, words)| words.trim());
        // One that can't be read was reported with its page.
        let symptom = self
            .world
            .lookup
            .symptoms
            .iter()
            .find(|symptom| symptom.text == words && symptom.place.page == self.path);
        let mark = symptom.and_then(|symptom| symptom.mark.as_ref());
        mark.map_or(String::new(), |id| {
            format!("<div class=\"symptom\" id=\"{id}\"></div>\n")
        })
    }

    /// All symptoms, by kind.
    pub(super) fn symptoms(&self) -> String {
        let mut text = String::new();
        for (index, (kind, heading)) in KINDS.iter().enumerate() {
            let mut of_kind = self
                .world
                .lookup
                .symptoms
                .iter()
                .filter(|s| s.kind == index)
                .peekable();
            if of_kind.peek().is_none() {
                continue;
            }
            let _ = write!(text, "## {heading} {{#{}}}\n\n", kind.replace(' ', "-"));
            for symptom in of_kind {
                let place = symptom.place.link(&self.path);
                let _ = writeln!(
                    text,
                    "- {} <span class=\"shown-in\">{place}</span>",
                    symptom.text
                );
            }
            text.push('\n');
        }
        text
    }
}

/// The diagnostics of one code, and where they are shown.
fn list(found: &[Diagnostic], code: Option<&str>) -> String {
    let mut html = String::from("<ul class=\"diagnostics\">\n");
    for diagnostic in found {
        let _ = writeln!(
            html,
            "<li><code>{}</code> <span class=\"shown-in\">{}</span></li>",
            escape(&diagnostic.message),
            diagnostic.places.join(" · ")
        );
    }
    html.push_str("</ul>\n");
    if let Some(code) = code {
        let _ = writeln!(
            html,
            "<p class=\"explained\"><a href=\"https://doc.rust-lang.org/error_codes/{code}.html\">The compiler's own explanation of {code}</a></p>"
        );
    }
    format!("\n{}\n", html_block(&html))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_the_ids_that_mdbook_gives_them() {
        let found = headings("# A `b`, c!\n\n## A b c\n\n## Other {#own .by-hand}\n\n### A b c\n");
        let ids: Vec<_> = found.iter().map(|heading| heading.id.as_str()).collect();
        assert_eq!(ids, ["a-b-c", "a-b-c-1", "own", "a-b-c-2"]);
        assert_eq!(found[0].title, "A b, c!");
        assert_eq!(found[2].classes, ["by-hand"]);
    }
}
