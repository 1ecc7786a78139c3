//! An exercise on its pages.

use scraper::Html;

use super::expanded::{all, text, texts};
use super::{Append, Fixture, Swap, Write};

fn page(fixture: &Fixture) -> Html {
    Html::parse_document(&fixture.page("demo/exercises.html"))
}

#[test]
fn a_task_has_its_words_its_program_and_its_command() {
    let page = page(&Fixture::good());
    let task = all(&page, "div.exercise#exercise-add")[0];
    let words = text(task);
    assert!(
        words.contains("Add two numbers. The sum is wanted."),
        "{words}"
    );
    assert!(words.contains("todo!"), "{words}");
    assert!(
        !words.contains("# Add"),
        "the head is shown as code: {words}"
    );
    assert_eq!(
        texts(&page, ".exercise .mark-exercise .mark-verdict"),
        ["exercise: tests decide"]
    );
    assert_eq!(
        texts(&page, ".exercise pre .language-sh"),
        ["cargo book exercise demo/add --watch"]
    );
    let links: Vec<_> = all(&page, ".exercise .exercise-links a")
        .iter()
        .filter_map(|link| link.value().attr("href"))
        .collect();
    assert_eq!(
        links,
        [
            "../demo/exercises.html#hint-add",
            "../demo/exercises.html#solution-add"
        ]
    );
}

#[test]
fn hint_solution_and_wrong_solutions_are_what_their_files_say() {
    let page = page(&Fixture::good());
    let hint = text(all(&page, "div.hint#hint-add")[0]);
    assert!(hint.contains("There is an operator for it"), "{hint}");
    assert!(!hint.contains("a + b"), "{hint}");
    let solution = text(all(&page, "div.solution#solution-add")[0]);
    assert!(solution.contains("a + b"), "{solution}");
    assert_eq!(
        texts(&page, ".solution .mark-solved .mark-verdict"),
        ["exercise solved: tests and model pass"]
    );
    let wrong = texts(&page, "section.wrong#wrong-add li");
    assert_eq!(
        wrong,
        ["wrong/nothing.rs fails because it adds nothing. one_and_one_is_two says: “not <2>”."]
    );
}

#[test]
fn a_reader_at_work_still_has_a_book_and_a_changed_solution_is_out_of_date() {
    let fixture = Fixture::good();
    let long = "    todo!(\"this line is longer than a page would show of a program that is not the reader's own\")\n}\n";
    fixture.change(&[(
        "code/demo/exercises/add/exercise.rs",
        Swap("    todo!(\"add {a} and {b}\")\n}\n", long),
    )]);
    assert_eq!(fixture.lines(), [""; 0]);
    fixture.change(&[(
        "code/demo/exercises/add/solution.rs",
        Append("// changed\n"),
    )]);
    assert_eq!(
        fixture.lines(),
        [
            "code/demo/exercises/add/solution.rs:1: what was verified of it is out of date; run `cargo book bless`"
        ]
    );
}

#[test]
fn a_task_may_stand_in_a_quotation() {
    let fixture = Fixture::with(&[(
        "src/index.md",
        Write("# Start\n\n## Add\n\n> ```exercise\n> demo/add\n> ```\n"),
    )]);
    let page = Html::parse_document(&fixture.page("index.html"));
    assert_eq!(all(&page, "blockquote .exercise .program pre").len(), 1);
}
