//! Questions, what can be looked up, and links to the glossary, as they are rendered.

use scraper::{ElementRef, Html, Selector};

use super::expanded::{all, text, texts};
use super::{Append, Fixture, Remove, Swap, Write};

#[test]
fn each_choice_of_a_question_opens_on_its_reason() {
    let page = Html::parse_document(&Fixture::good().page("asked.html"));
    let [question] = all(&page, ".question")[..] else {
        panic!("one question")
    };
    assert_eq!(question.attr("aria-label"), Some("Question 1"));
    assert_eq!(texts(&page, ".question > p em"), ["it"]);
    // Not in any fold: what is asked about.
    assert_eq!(texts(&page, ".question > figure.program pre").len(), 1);
    let choices = all(&page, ".question > ul > li > details.choice");
    let names: Vec<_> = choices.iter().map(|choice| choice.attr("name")).collect();
    assert_eq!(names, [Some("q-asked-1"); 2]);
    assert!(choices.iter().all(|choice| choice.attr("open").is_none()));
    assert_eq!(
        texts(&page, "details.choice > summary"),
        ["One line.", "Two lines, with Vec<T>."]
    );
    assert_eq!(
        texts(&page, "summary em, summary code"),
        ["lines", "Vec<T>"]
    );
    assert_eq!(
        texts(&page, "details.choice > p:first-of-type"),
        [
            "No. Two threads print, so there are two.",
            "Right. Each thread prints one. ✓"
        ]
    );
    assert_eq!(texts(&page, ".choice-right a.check"), ["✓"]);
    assert_eq!(
        texts(&page, ".choice-right pre code.language-console"),
        ["--- run 1 a b --- run 2 b a"]
    );
    assert_eq!(all(&page, ".choice-wrong .verdict").len(), 1);
    // The question ends where its fence does.
    assert_eq!(texts(&page, "main > p"), ["Data races, and a data race."]);
}

#[test]
fn a_question_may_end_with_a_program_and_follow_another() {
    let fixture = Fixture::with(&[(
        "src/asked.md",
        Append(
            "\n````question\nWhich?\n\n- [x] This.\n\n  It is the one here. [✓](check:demo::a_moved_value_is_gone)\n\n  \
             ```rust\n  {{#include ../code/demo/tests/reject/moved.rs}}\n  ```\n- [ ] That.\n\n  It is the one there.\n\n  \
             ```rust\n  {{#include ../code/demo/examples/order.rs:body}}\n  ```\n````\nAfter.\n",
        ),
    )]);
    let page = Html::parse_document(&fixture.page("asked.html"));
    assert_eq!(all(&page, ".question").len(), 2);
    let choices = all(
        &page,
        "[aria-label='Question 2'] > ul > li > details.choice",
    );
    assert_eq!(choices.len(), 2);
    assert!(
        choices
            .iter()
            .all(|choice| choice.attr("name") == Some("q-asked-2"))
    );
    // Each program in its choice, with its mark, and the whole of which a part is shown.
    assert_eq!(
        texts(&page, ".choice-right figure.program figcaption").len(),
        1
    );
    assert_eq!(
        texts(&page, ".choice-wrong figure.program figcaption").len(),
        1
    );
    assert_eq!(texts(&page, ".choice-wrong details.whole-program").len(), 1);
    assert_eq!(texts(&page, "main > p").last().unwrap(), "After.");
}

#[test]
fn errors_are_listed_with_where_they_are_shown() {
    let fixture = Fixture::with(&[
        (
            "code/demo/tests/reject/moved.stderr",
            Append(
                "\nerror[E0382]: use of moved value: `a|b`\n\nerror: no code, `<T>`\n\nerror: aborting due to 3 errors\n",
            ),
        ),
        (
            "src/errors.md",
            Append("\n## Without a code\n\nIt has none.\n"),
        ),
    ]);
    let page = Html::parse_document(&fixture.page("errors.html"));
    assert_eq!(texts(&page, "main h2"), ["E0382", "Without a code"]);
    assert_eq!(all(&page, "h2#e0382").len(), 1);
    assert_eq!(texts(&page, ".codes"), ["E0382 · Without a code"]);
    assert_eq!(
        texts(&page, ".diagnostics code"),
        [
            "borrow of moved value: `text`",
            "use of moved value: `a|b`",
            "no code, `<T>`"
        ]
    );
    let places: Vec<_> = all(&page, ".diagnostics a")
        .iter()
        .map(|a| (a.attr("href").unwrap().to_owned(), text(*a)))
        .collect();
    assert_eq!(places[0], ("demo.html#runs".into(), "Demo › Runs".into()));
    let explained = all(&page, ".explained a");
    assert_eq!(
        explained[0].attr("href"),
        Some("https://doc.rust-lang.org/error_codes/E0382.html")
    );
    assert_eq!(explained.len(), 1);
}

#[test]
fn a_rejected_program_that_no_page_shows_is_shown_with_its_check() {
    let fixture = Fixture::with(&[(
        "src/demo.md",
        Swap(
            "```rust\n{{#include ../code/demo/tests/reject/moved.rs}}\n```\n\n\
             ```text\n{{#include ../code/demo/tests/reject/moved.stderr}}\n```\n",
            "",
        ),
    )]);
    let page = Html::parse_document(&fixture.page("errors.html"));
    let place = all(&page, ".diagnostics a")[0];
    assert_eq!(
        place.attr("href"),
        Some("checks.html#demo-a_moved_value_is_gone")
    );
    assert_eq!(text(place), "What was checked › A moved value is gone");
}

#[test]
fn symptoms_are_listed_by_kind_and_lead_to_their_section() {
    let fixture = Fixture::with(&[(
        "src/asked.md",
        Swap(
            "## Ask\n",
            "## Ask\n\n{{#symptom hang: It hangs at once}}\n\n{{#symptom wrong result: It says 1}}\n",
        ),
    )]);
    let page = Html::parse_document(&fixture.page("symptoms.html"));
    assert_eq!(
        texts(&page, "main h2"),
        ["It hangs", "The result is wrong", "It is slow"]
    );
    assert_eq!(all(&page, "h2#wrong-result").len(), 1);
    let address = |li: &ElementRef<'_>| {
        let link = li.select(&Selector::parse("a").unwrap()).next().unwrap();
        link.attr("href").unwrap().to_owned()
    };
    let listed: Vec<_> = all(&page, "main li")
        .iter()
        .map(|li| (text(*li), address(li)))
        .collect();
    assert_eq!(
        listed,
        [
            (
                "It hangs at once Asked › Ask".into(),
                "asked.html#ask".to_owned()
            ),
            // Not directly under the heading.
            (
                "It hangs here Asked › Ask".into(),
                "asked.html#symptom-3".to_owned()
            ),
            ("It says 1 Asked › Ask".into(), "asked.html#ask".to_owned()),
            (
                "It is slow Asked › Ask".into(),
                "asked.html#symptom-4".to_owned()
            ),
        ]
    );
    // Where a symptom stands, nothing is seen of it.
    let asked = Html::parse_document(&fixture.page("asked.html"));
    assert!(!text(asked.root_element()).contains("at once"));
    assert_eq!(texts(&asked, ".symptom"), ["", ""]);
}

#[test]
fn the_first_use_of_a_term_leads_to_its_definition() {
    let fixture = Fixture::with(&[
        (
            "src/index.md",
            Append(
                "\n# A data race\n\n`data race`, locks, [a data race](demo.md), *racing*, data race\n",
            ),
        ),
        (
            "src/demo/build.md",
            Append(
                "\nA data race, or [this](../glossary.md#data-race).\n\n```admonish\nRacing locks.\n```\n",
            ),
        ),
    ]);
    let page = Html::parse_document(&fixture.page("asked.html"));
    let [term] = all(&page, "a.term")[..] else {
        panic!("one term")
    };
    assert_eq!(text(term), "Data races");
    assert_eq!(term.attr("href"), Some("glossary.html#data-race"));
    assert_eq!(term.attr("title"), Some("Two at once."));
    let index = Html::parse_document(&fixture.page("index.html"));
    assert_eq!(texts(&index, "a.term"), ["racing"]);
    // It links the term itself.
    let build = Html::parse_document(&fixture.page("demo/build.html"));
    assert_eq!(texts(&build, "a.term"), [""; 0]);
    let glossary = Html::parse_document(&fixture.page("glossary.html"));
    assert_eq!(texts(&glossary, "a.term"), [""; 0]);
}

#[test]
fn a_book_needs_no_glossary_and_no_symptoms() {
    let fixture = Fixture::with(&[
        ("src/glossary.md", Remove),
        ("src/symptoms.md", Remove),
        (
            "src/SUMMARY.md",
            Swap("[Symptoms](symptoms.md)\n[Glossary](glossary.md)\n", ""),
        ),
        (
            "src/asked.md",
            Write("# Asked\n\nA data race. [✓](check:demo::it_prints_two_lines)\n"),
        ),
    ]);
    assert_eq!(fixture.lines(), [""; 0]);
}
