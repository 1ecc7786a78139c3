//! Questions to answer before reading on.
//!
//! A question is a fence of Markdown: what is asked, and then a task list of two to five choices, exactly one of
//! them ticked. Each choice is a line, and the paragraphs that belong to it explain why it is right or wrong. On
//! the page each choice is a `<details>` that opens on its explanation, so that a question needs no script. The
//! fence is rewritten in place: what is in it, programs and checks too, is expanded like the rest of the page.

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, OffsetIter, Options, Parser, Tag, TagEnd};
use regex::Regex;

use crate::book::markdown::{self, Fence, Piece, escape};
use crate::book::preprocess::Expansion;
use crate::problem::{Fault, fault, slashes};

/// How many choices a question may have.
const CHOICES: std::ops::RangeInclusive<usize> = 2..=5;

/// One answer to choose.
#[derive(Debug)]
struct Choice {
    /// The bytes of its list item, relative to the body, without the end of the last line.
    item: Range<usize>,
    /// Where its own line ends.
    line_end: usize,
    /// The choice, as HTML for a summary.
    summary: String,
    /// Whether it is ticked; `None` if it isn't an item of a task list.
    right: Option<bool>,
    /// Where the explanation begins, if it begins with a paragraph.
    explained_at: Option<usize>,
    /// The words of the explanation.
    explanation: String,
    /// Whether the explanation leads to a check.
    checked: bool,
    /// What can't stand in a summary.
    odd: bool,
}

/// A question's fence, taken apart.
#[derive(Debug, Default)]
struct Question {
    /// Whether anything stands before the choices.
    asks: bool,
    choices: Vec<Choice>,
    /// Where the list of choices is.
    list: usize,
    /// What stands after the choices.
    after: Option<usize>,
    heading: Option<usize>,
}

impl Expansion<'_> {
    /// Lays a question out.
    pub(super) fn question(&mut self, piece: &Piece, fence: &Fence) {
        let start = piece.range.start;
        self.questions += 1;
        let within = |callout: &crate::book::fences::Callout| callout.range.contains(&start);
        if !fence.prefix.is_empty() || self.callouts.iter().any(within) {
            let what = "a question within a list, a quotation or a callout";
            return self.problem(start, fault(what, "move it to the page itself"));
        }
        let question = read(&self.text[fence.body.clone()]);
        let problems = faults(&question);
        let sound = problems.is_empty();
        for (at, fault) in problems {
            self.problem(fence.body.start + at, fault);
        }
        let number = self.questions;
        let open = format!(
            "<div class=\"question\" role=\"group\" aria-label=\"Question {number}\">\n\
             <p class=\"question-title\">Question {number}<span> Choose before you read on.</span></p>\n\n"
        );
        self.edits.replace(start..fence.body.start, open);
        if let Some(end) = &fence.end {
            self.edits.replace(end.clone(), "\n</div>\n");
        }
        if !sound {
            return;
        }
        let page = slashes(&self.path.with_extension("")).replace('/', "-");
        for choice in &question.choices {
            self.choice(fence.body.start, choice, &format!("q-{page}-{number}"));
        }
    }

    /// Turns a list item into a fold within the list item.
    fn choice(&mut self, body: usize, choice: &Choice, name: &str) {
        let (Some(right), Some(explained_at)) = (choice.right, choice.explained_at) else {
            return;
        };
        let (class, verdict) = if right {
            ("right", "Right.")
        } else {
            ("wrong", "No.")
        };
        // Two bytes for the mark of the item.
        let line = body + choice.item.start + 2..body + choice.line_end;
        let summary = &choice.summary;
        self.edits.replace(
            line,
            format!("<details class=\"choice choice-{class}\" name=\"{name}\">\n  <summary>{summary}</summary>\n"),
        );
        self.edits.insert(
            body + explained_at,
            format!("<strong class=\"verdict\">{verdict}</strong> "),
        );
        // Behind the mark of a program that ends the explanation.
        let end = self.after_line(body + choice.item.end);
        self.late.push((end, "\n  </details>\n\n".into()));
    }
}

/// What is wrong with a question, each with its place in the body.
fn faults(question: &Question) -> Vec<(usize, Fault)> {
    static SENTENCE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\S+\s+\S+\s+\S.*[.?!…:]").expect("a valid pattern"));
    let mut faults = Vec::new();
    let mut add = |at, what: &str, mend: &str| faults.push((at, fault(what, mend)));
    if !question.asks {
        add(
            0,
            "a question that asks nothing",
            "write the question above its choices",
        );
    }
    if let Some(at) = question.heading {
        add(
            at,
            "a heading within a question",
            "put it before the question, or write it in bold",
        );
    }
    if let Some(at) = question.after {
        add(
            at,
            "text after a question's choices",
            "put it before them, or after the question",
        );
    }
    if !CHOICES.contains(&question.choices.len()) {
        let what = format!(
            "a question with {} choices, and not 2 to 5",
            question.choices.len()
        );
        add(
            question.list,
            &what,
            "list them at the end, each as `- [ ] …` or `- [x] …`",
        );
        return faults;
    }
    let right = question.choices.iter().filter(|c| c.right == Some(true));
    let right = right.count();
    if right != 1 {
        let what = format!("a question with {right} right choices");
        add(question.list, &what, "write `- [x]` before exactly one");
    }
    for choice in &question.choices {
        let at = choice.item.start;
        if choice.right.is_none() {
            add(
                at,
                "a choice that is neither right nor wrong",
                "begin it with `- [ ]` or `- [x]`",
            );
        }
        if choice.odd {
            add(
                at,
                "a choice with more than words and code in it",
                "keep links, checks and HTML for its explanation",
            );
        }
        if choice.explained_at.is_none() || !SENTENCE.is_match(&choice.explanation) {
            add(
                at,
                "a choice that isn't explained",
                "say why it is right or wrong, in a sentence, after an empty line, indented by two spaces",
            );
        }
        if choice.right == Some(true) && !choice.checked {
            add(
                at,
                "a right choice that no check decides",
                "link the check in its explanation: `[✓](check:…)`",
            );
        }
    }
    faults
}

/// Takes the body of a question's fence apart.
fn read(body: &str) -> Question {
    static TICK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?m)^\s*[-*+]\s+\[[ xX]\]").expect("a valid pattern"));
    let options = markdown::options() | Options::ENABLE_SMART_PUNCTUATION;
    let mut events = Parser::new_ext(body, options).into_offset_iter();
    let mut question = Question::default();
    while let Some((event, range)) = events.next() {
        let is_list = matches!(event, Event::Start(Tag::List(None)));
        if is_list && TICK.is_match(&body[range.clone()]) {
            if !question.choices.is_empty() {
                question.after.get_or_insert(range.start);
            }
            question.list = range.start;
            choices(body, &mut events, &mut question.choices);
            continue;
        }
        if matches!(event, Event::Start(Tag::Heading { .. })) {
            question.heading.get_or_insert(range.start);
        }
        if question.choices.is_empty() {
            question.asks = true;
        } else {
            question.after.get_or_insert(range.start);
        }
        if matches!(event, Event::Start(_)) {
            skip(&mut events, |_| {});
        }
    }
    question
}

/// Goes to the end of the block that has begun.
fn skip(events: &mut OffsetIter<'_>, mut seen: impl FnMut(&Event<'_>)) {
    let mut depth = 1;
    for (event, _) in events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
        seen(&event);
    }
}

/// The items of a list that has begun.
fn choices(body: &str, events: &mut OffsetIter<'_>, choices: &mut Vec<Choice>) {
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::Item) => {
                let length = body[range.clone()].trim_end().len();
                let item = range.start..range.start + length;
                let mut choice = choice(item, events);
                // What is put into its place counts on two bytes before, and on two spaces below.
                if !body[range.start..].starts_with("- [") {
                    choice.right = None;
                }
                choices.push(choice);
            }
            Event::End(TagEnd::List(_)) => return,
            _ => {}
        }
    }
}

/// One item that has begun: a line that is the choice, and the blocks that explain it.
fn choice(item: Range<usize>, events: &mut OffsetIter<'_>) -> Choice {
    let mut choice = Choice {
        line_end: item.end,
        item,
        summary: String::new(),
        right: None,
        explained_at: None,
        explanation: String::new(),
        checked: false,
        odd: false,
    };
    let mut in_line = true;
    while let Some((event, range)) = events.next() {
        match event {
            Event::End(TagEnd::Item) => break,
            Event::TaskListMarker(right) => choice.right = Some(right),
            // An item without a paragraph has nothing but its line.
            Event::Start(Tag::Paragraph) if in_line => choice.line_end = range.end,
            Event::End(TagEnd::Paragraph) if in_line => {
                choice.line_end = range.end;
                in_line = false;
            }
            event if in_line => in_summary(&event, &mut choice),
            Event::Start(tag) => {
                if choice.explanation.is_empty() && tag == Tag::Paragraph {
                    choice.explained_at = Some(range.start);
                }
                skip(events, |event| explain(event, &mut choice));
                choice.explanation.push(' ');
            }
            _ => {}
        }
    }
    choice
}

/// A part of the choice itself. A summary holds no links, and no paragraphs either.
fn in_summary(event: &Event<'_>, choice: &mut Choice) {
    let html = &mut choice.summary;
    match event {
        Event::Text(text) => html.push_str(&escape(text)),
        Event::Code(code) => {
            html.push_str("<code>");
            html.push_str(&escape(code));
            html.push_str("</code>");
        }
        Event::SoftBreak => html.push(' '),
        Event::Start(Tag::Emphasis) => html.push_str("<em>"),
        Event::End(TagEnd::Emphasis) => html.push_str("</em>"),
        Event::Start(Tag::Strong) => html.push_str("<strong>"),
        Event::End(TagEnd::Strong) => html.push_str("</strong>"),
        _ => choice.odd = true,
    }
}

fn explain(event: &Event<'_>, choice: &mut Choice) {
    match event {
        Event::Text(text) | Event::Code(text) => choice.explanation.push_str(text),
        Event::SoftBreak => choice.explanation.push(' '),
        Event::Start(Tag::Link { dest_url, .. }) => {
            choice.checked |= dest_url.starts_with("check:");
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_taken_apart() {
        let body = "What?\n\n- [ ] One\n  *two*\n\n  It isn't one.\n- [x] `a<b`\n\n  It is that. [✓](check:a::b)\n";
        let question = read(body);
        assert!(question.asks && question.after.is_none());
        let [one, two] = &question.choices[..] else {
            panic!("{question:?}")
        };
        assert_eq!(one.summary, "One <em>two</em>");
        assert_eq!(two.summary, "<code>a&lt;b</code>");
        assert_eq!((one.right, two.right), (Some(false), Some(true)));
        assert!(two.checked && !one.checked);
        assert!(body[one.explained_at.unwrap()..].starts_with("It isn't one."));
        assert_eq!(
            &body[one.item.clone()],
            "- [ ] One\n  *two*\n\n  It isn't one."
        );
        assert_eq!(&body[..one.line_end], "What?\n\n- [ ] One\n  *two*\n");
        assert_eq!(faults(&question), []);
    }
}
