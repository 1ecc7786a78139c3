//! What the good book looks like when it is built.

use std::fs;

use scraper::{ElementRef, Html, Selector};

use super::{Append, Fixture, Remove, Swap, Write};
use crate::problem::Problems;

pub(super) fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

pub(super) fn text(element: ElementRef<'_>) -> String {
    element
        .text()
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

pub(super) fn texts(page: &Html, selector: &str) -> Vec<String> {
    all(page, selector).into_iter().map(text).collect()
}

#[test]
fn each_program_has_the_mark_of_its_tests() {
    let fixture = Fixture::good();
    let demo = Html::parse_document(&fixture.page("demo.html"));
    assert_eq!(
        texts(&demo, "figure.program figcaption.mark"),
        [
            "code/demo/examples/hello.rs · runs, output checked · open on the playground",
            "code/demo/examples/order.rs · runs, output checked · open on the playground",
            "code/demo/examples/fails.rs · fails on purpose · open on the playground",
            "code/demo/tests/reject/moved.rs · rejected: E0382 · open on the playground",
            "code/demo/illustrations/sketch.rs · illustration only: it never ends · open on the playground",
        ]
    );
    let build = Html::parse_document(&fixture.page("demo/build.html"));
    assert_eq!(
        texts(&build, "figure.program figcaption.mark"),
        [
            "code/demo/src/lib.rs · modelled",
            "code/demo/src/plain.rs · tested",
            "code/demo/tests/checks.rs · a check",
            "code/demo/benches/speed.rs · measured",
        ]
    );
    assert_eq!(all(&demo, ".mark-runs").len(), 2);
    assert_eq!(all(&demo, ".mark-stale").len(), 0);
}

#[test]
fn a_program_that_was_optimised_has_its_listing() {
    let fixture = Fixture::with(&[
        (
            "code/demo/listings/sum.rs",
            Write("//! Sum.\n\npub fn f(a: i32) -> i32 {\n    a + 1\n}\n"),
        ),
        (
            "code/demo/listings/sum.s",
            Write("f:\n    lea     eax, [rdi + 1]\n    ret\n"),
        ),
        (
            "code/demo/tests/listings.rs",
            Write(
                "/// It adds.\n#[test]\nfn it_adds() {\n    let f = harness::listing(\"sum\", \"f\");\n    \
                 assert!(f.calls().is_empty());\n}\n",
            ),
        ),
        (
            "src/demo/build.md",
            Append(
                "\n```rust\n{{#include ../../code/demo/listings/sum.rs}}\n```\n\n```asm\n\
                 {{#include ../../code/demo/listings/sum.s}}\n```\n\nIt adds. [✓](check:demo::it_adds)\n",
            ),
        ),
    ]);
    let build = Html::parse_document(&fixture.page("demo/build.html"));
    assert_eq!(
        texts(&build, ".mark-optimised"),
        ["code/demo/listings/sum.rs · compiled with -O, result checked"]
    );
    assert_eq!(
        texts(&build, "code.language-asm"),
        ["f: lea eax, [rdi + 1] ret"]
    );
    let checks = Html::parse_document(&fixture.page("checks.html"));
    let facts = texts(&checks, "#demo-it_adds .check-facts");
    assert_eq!(
        facts,
        ["the optimiser's output · code/demo/tests/listings.rs · Build it"]
    );
}

#[test]
fn a_section_may_have_a_page_of_its_checks() {
    let fixture = Fixture::with(&[
        (
            "src/demo/checks.md",
            Write("# Checks\n\nOf the demo.\n\n{{#checks demo}}\n"),
        ),
        (
            "src/SUMMARY.md",
            Swap(
                "  - [Build it](demo/build.md)\n",
                "  - [Build it](demo/build.md)\n  - [Checks](demo/checks.md)\n",
            ),
        ),
    ]);
    let build = Html::parse_document(&fixture.page("demo/build.html"));
    let marks = all(&build, "a.check");
    assert!(!marks.is_empty());
    for mark in marks {
        let address = mark.attr("href").unwrap_or_default();
        assert!(
            address.starts_with("../demo/checks.html#demo-"),
            "{address}"
        );
    }
    let own = Html::parse_document(&fixture.page("demo/checks.html"));
    let common = Html::parse_document(&fixture.page("checks.html"));
    assert!(!all(&own, ".check-entry").is_empty());
    assert!(all(&common, ".check-entry").is_empty());
    assert!(!all(&common, "a[href=\"demo/checks.html\"]").is_empty());
}

#[test]
fn a_table_that_a_test_has_written_leads_to_it() {
    let fixture = Fixture::with(&[
        (
            "code/demo/tests/tables.rs",
            Write(
                "//! Tables.\n\n/// Two rows.\n#[test]\nfn it_has_rows() {\n    table(\"rows\");\n}\n",
            ),
        ),
        (
            "code/demo/tables/rows.md",
            Write("<!-- it_has_rows -->\n| a | b |\n| --- | --- |\n| `c` | d |\n"),
        ),
        ("src/index.md", Append("\n{{#table demo/rows}}\n")),
    ]);
    let index = Html::parse_document(&fixture.page("index.html"));
    assert_eq!(texts(&index, "figure.generated td"), ["c", "d"]);
    assert_eq!(
        texts(&index, "figure.generated figcaption"),
        ["code/demo/tests/tables.rs · written by a test ✓"]
    );
    let marks = all(&index, "figure.generated a.check");
    assert_eq!(marks[0].attr("title"), Some("Two rows."));
    let checks = Html::parse_document(&fixture.page("checks.html"));
    assert!(texts(&checks, ".check-kind").contains(&"generated table".to_owned()));
}

#[test]
fn a_list_that_a_test_has_written_leads_to_it() {
    let fixture = Fixture::with(&[
        (
            "code/demo/tests/tables.rs",
            Write(
                "//! Lists.\n\n/// Two points.\n#[test]\nfn it_has_points() {\n    bullets(\"points\");\n}\n",
            ),
        ),
        (
            "code/demo/tables/points.md",
            Write("<!-- it_has_points -->\n- `a`\n- b\n"),
        ),
        ("src/index.md", Append("\n{{#table demo/points}}\n")),
    ]);
    let index = Html::parse_document(&fixture.page("index.html"));
    assert_eq!(texts(&index, "figure.generated li"), ["a", "b"]);
    let marks = all(&index, "figure.generated a.check");
    assert_eq!(marks[0].attr("title"), Some("Two points."));
}

#[test]
fn a_mark_links_the_lines_that_are_shown_and_a_program_that_can_run_elsewhere() {
    let fixture = Fixture::good();
    let demo = Html::parse_document(&fixture.page("demo.html"));
    let links: Vec<_> = all(&demo, ".mark > a:first-child")
        .iter()
        .map(|a| a.attr("href").unwrap().to_owned())
        .collect();
    assert_eq!(
        links[0],
        "https://example.org/book/blob/HEAD/code/demo/examples/hello.rs"
    );
    assert_eq!(
        links[1],
        "https://example.org/book/blob/HEAD/code/demo/examples/order.rs#L5-L11"
    );
    let playground = all(&demo, "a.mark-playground")[0];
    assert_eq!(playground.attr("rel"), Some("noopener"));
    let address = playground.attr("href").unwrap();
    assert!(
        address.starts_with(
            "https://play.rust-lang.org/?version=stable&mode=debug&edition=2024&code=use%20std"
        ),
        "{address}"
    );
    // Whole, without the head and the marks of anchors.
    assert!(
        !address.contains("ANCHOR") && !address.contains("Prints%20two"),
        "{address}"
    );

    fixture.change(&[(
        "book.toml",
        Swap("git-repository-url = \"https://example.org/book\"\n", ""),
    )]);
    let demo = Html::parse_document(&fixture.page("demo.html"));
    assert_eq!(
        texts(&demo, ".mark > code:first-child")[0],
        "code/demo/examples/hello.rs"
    );
}

#[test]
fn a_program_of_which_a_part_is_shown_is_there_whole() {
    let fixture = Fixture::with(&[(
        "src/demo.md",
        Append("\n```rust\n{{#include ../code/demo/examples/order.rs:one}}\n```\n"),
    )]);
    let demo = Html::parse_document(&fixture.page("demo.html"));
    let whole = all(&demo, "details.whole-program");
    // Once, although two parts of it are shown.
    assert_eq!(whole.len(), 1);
    assert_eq!(
        text(whole[0]),
        "The whole program, code/demo/examples/order.rs fn main() { std::thread::scope(|scope| { \
         scope.spawn(|| println!(\"a\")); scope.spawn(|| println!(\"b\")); }); }"
    );
    let programs = texts(&demo, "figure.program pre");
    assert_eq!(
        programs[0],
        "use std::thread; fn main() { println!(\"one\"); thread::spawn(|| println!(\"two\")).join().unwrap(); }"
    );
    assert_eq!(programs.last().unwrap(), "scope.spawn(|| println!(\"a\"));");
}

#[test]
fn what_is_included_stays_in_its_list_or_callout() {
    let fixture = Fixture::good();
    let demo = Html::parse_document(&fixture.page("demo.html"));
    let listed = all(&demo, "main li figure.program pre code");
    assert_eq!(listed.len(), 1);
    assert!(
        listed[0]
            .text()
            .collect::<String>()
            .starts_with("std::thread::scope(|scope| {\n    scope.spawn")
    );
    assert_eq!(texts(&demo, "main li > p"), ["In a list:", "and after it."]);
    assert_eq!(all(&demo, "main li > details.whole-program").len(), 1);

    assert_eq!(
        texts(&demo, ".admonition.admonish-warning .admonition-title"),
        ["Moved"]
    );
    assert_eq!(
        all(
            &demo,
            ".admonish-warning figure.program pre code.language-rust"
        )
        .len(),
        1
    );
    assert_eq!(
        all(&demo, ".admonish-warning pre code.language-text").len(),
        1
    );
    assert_eq!(all(&demo, ".admonish-warning a.check").len(), 1);
    assert_eq!(all(&demo, "figure.drawing svg").len(), 1);
}

#[test]
fn fences_in_what_is_included_do_not_end_the_fence() {
    let fixture = Fixture::with(&[
        (
            "code/demo/tests/reject/moved.stderr",
            Append("```\n````rust\nstill text\n````\n"),
        ),
        // Without an empty line after it.
        (
            "src/demo.md",
            Swap(
                "moved.stderr}}\n```\n````\n\n",
                "moved.stderr}}\n```\n````\n*After* it.\n\n",
            ),
        ),
    ]);
    let demo = Html::parse_document(&fixture.page("demo.html"));
    let diagnostics = texts(&demo, ".admonish-warning pre code.language-text");
    assert_eq!(diagnostics.len(), 1);
    assert!(
        diagnostics[0].ends_with("still text ````"),
        "{diagnostics:?}"
    );
    assert_eq!(texts(&demo, "main > p em"), ["After"]);
}

#[test]
fn a_quotation_may_hold_a_program() {
    let fixture = Fixture::with(&[(
        "src/index.md",
        Append(
            "\n> Text.\n>\n> ```rust\n> {{#include ../code/demo/examples/hello.rs}}\n> ```\n>\n> More.\n",
        ),
    )]);
    let index = Html::parse_document(&fixture.page("index.html"));
    assert_eq!(all(&index, "blockquote").len(), 1);
    assert_eq!(all(&index, "blockquote > figure.program > pre").len(), 1);
    assert_eq!(texts(&index, "blockquote > p"), ["Text.", "More."]);
}

#[test]
fn a_statement_leads_to_its_check_and_back() {
    let fixture = Fixture::good();
    let demo = Html::parse_document(&fixture.page("demo.html"));
    let link = all(&demo, "main > p > a.check")[0];
    assert_eq!(text(link), "✓");
    assert_eq!(
        link.attr("href"),
        Some("checks.html#demo-it_prints_two_lines")
    );
    assert_eq!(
        link.attr("aria-label"),
        Some("Checked: It prints \"two\" lines | no more. In that order.")
    );

    // In a table, whose cells a `|` would end.
    let build = Html::parse_document(&fixture.page("demo/build.html"));
    let links: Vec<_> = all(&build, "td a.check")
        .iter()
        .map(|a| a.attr("href").unwrap().to_owned())
        .collect();
    assert_eq!(
        links,
        [
            "../checks.html#demo-one_sets_it",
            "../checks.html#demo-never_setting_it_is_caught"
        ]
    );

    let checks = Html::parse_document(&fixture.page("checks.html"));
    assert_eq!(texts(&checks, "main h2"), ["Demo"]);
    assert_eq!(
        texts(&checks, ".check-entry .check-facts"),
        [
            "test · code/demo/tests/checks.rs · Demo · Asked",
            "rejected program, E0382 · code/demo/tests/reject.rs · Demo",
            "model, exhaustive, 214 executions · code/demo/tests/models.rs · Build it",
            "planted bug · code/demo/tests/planted.rs · Build it",
            "recorded figure · code/demo/tests/figures.rs · Build it",
        ]
    );
    let first = all(&checks, "#demo-it_prints_two_lines")[0];
    assert!(
        text(first).starts_with("It prints \"two\" lines | no more. In that order."),
        "{}",
        text(first)
    );
    let sources = texts(&checks, ".check-source pre code");
    assert!(
        sources[0].ends_with("fn it_prints_two_lines() { assert_eq!(demo::plain::add(1, 1), 2); }"),
        "{}",
        sources[0]
    );
    // The rejected program is shown with the test that names it.
    assert!(
        sources[2].starts_with("fn main() { let text"),
        "{}",
        sources[2]
    );
    let back: Vec<_> = all(&checks, ".check-facts a")
        .iter()
        .map(|a| a.attr("href").unwrap().to_owned())
        .collect();
    assert_eq!(
        back[0],
        "https://example.org/book/blob/HEAD/code/demo/tests/checks.rs#L3-L10"
    );
    assert_eq!(back[1], "demo.html");
}

#[test]
fn what_is_out_of_date_is_an_error_or_a_visible_warning() {
    let fixture = Fixture::good();
    fixture.change(&[
        ("code/demo/examples/hello.rs", Swap("one", "ein")),
        ("code/demo/src/lib.rs", Append("// changed\n")),
    ]);
    assert_eq!(
        fixture.lines(),
        [
            "code/demo/examples/hello.rs:1: what was verified of it is out of date; run `cargo book bless`",
            "code/demo/src/lib.rs:1: what was verified of it is out of date; run `cargo book bless`",
        ]
    );
    let report = fixture.build(false).unwrap();
    assert_eq!(
        report.warnings.to_string(),
        "code/demo/examples/hello.rs:1: what was verified of it is out of date; run `cargo book bless`\n\
         code/demo/src/lib.rs:1: what was verified of it is out of date; run `cargo book bless`"
    );
    let demo = Html::parse_document(&fs::read_to_string(report.dest.join("demo.html")).unwrap());
    assert_eq!(
        texts(&demo, ".mark-stale"),
        [
            "code/demo/examples/hello.rs · runs, output checked · out of date · open on the playground"
        ]
    );
    let build =
        Html::parse_document(&fs::read_to_string(report.dest.join("demo/build.html")).unwrap());
    assert_eq!(
        texts(&build, ".mark-stale"),
        ["code/demo/src/lib.rs · modelled · out of date"]
    );
    fixture.bless();
    assert_eq!(fixture.lines(), [""; 0]);
}

#[test]
fn a_section_that_was_never_verified_is_out_of_date() {
    let fixture = Fixture::good();
    fixture.change(&[("code/demo/verified.json", Remove)]);
    assert_eq!(
        fixture.lines(),
        [
            "code/demo/tests/models.rs:3: the model `demo::one_sets_it` has no executions recorded: \
             what was verified is out of date; run `cargo book bless`",
            "code/demo/verified.json: nothing of `demo` was verified yet; run `cargo book bless`",
        ]
    );
    fixture.change(&[("code/demo/verified.json", Write("{"))]);
    let lines = fixture.lines().join("\n");
    assert!(lines.contains("code/demo/verified.json: "), "{lines}");
    assert!(
        lines.contains("isn't what `cargo book bless` writes"),
        "{lines}"
    );
}

#[test]
fn a_model_that_was_never_counted_is_out_of_date() {
    let fixture = Fixture::with(&[
        (
            "code/demo/tests/models.rs",
            Append("\n/// Two.\n#[test]\nfn two() {\n    model(ALL, demo::set);\n}\n"),
        ),
        ("src/index.md", Append("\n[✓](check:demo::two)\n")),
    ]);
    assert_eq!(
        fixture.lines(),
        [
            "code/demo/tests/models.rs:9: the model `demo::two` has no executions recorded: \
          what was verified is out of date; run `cargo book bless`"
        ]
    );
}

#[test]
fn a_failed_build_leaves_the_old_book_and_nothing_else() {
    let fixture = Fixture::good();
    let before = fixture.page("index.html");
    fixture.change(&[("src/index.md", Write("# Other\n\n[x](y.md)\n"))]);
    let error = fixture.build(true).unwrap_err();
    assert!(error.downcast_ref::<Problems>().is_some(), "{error:#}");
    assert_eq!(
        fs::read_to_string(fixture.root().join("book/index.html")).unwrap(),
        before
    );
    fixture.change(&[("src/index.md", Write("# Other\n"))]);
    assert!(fixture.page("index.html").contains("Other"));
    let mut left: Vec<_> = fs::read_dir(fixture.root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left, ["book", "book.toml", "code", "src"]);
}

#[test]
fn a_book_never_replaces_anything_but_a_book() {
    let fixture = Fixture::good();
    fs::create_dir(fixture.root().join("book")).unwrap();
    fixture.write("book/letter.txt", "Dear reader");
    let error = fixture.build(true).unwrap_err().to_string();
    assert!(
        error.ends_with("has other things in it than a book; choose another directory"),
        "{error}"
    );
    assert!(fixture.root().join("book/letter.txt").is_file());
}
