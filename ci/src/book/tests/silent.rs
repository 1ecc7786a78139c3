//! What mdBook passes silently, and what this book does not allow: each fails the build with one line.

#![expect(clippy::too_many_lines, reason = "tables")]

use super::{Append, Remove, Row, Swap, Write, check};

#[test]
fn includes() {
    check(&[
        Row {
            name: "a missing program",
            changes: &[(
                "src/demo.md",
                Swap("examples/hello.rs", "examples/hallo.rs"),
            )],
            says: &[
                "src/demo.md:6: `code/demo/examples/hallo.rs` does not exist; \
                     write it, or correct the path (it is relative to the page)",
            ],
        },
        Row {
            name: "a missing output",
            changes: &[(
                "src/demo.md",
                Swap("examples/hello.out", "examples/hallo.out"),
            )],
            says: &[
                "src/demo.md:10: `code/demo/examples/hallo.out` does not exist; run `cargo book bless`",
            ],
        },
        Row {
            name: "a missing anchor",
            changes: &[("src/demo/build.md", Swap("lib.rs:set", "lib.rs:sett"))],
            says: &[
                "src/demo/build.md:4: `code/demo/src/lib.rs` has no anchor `sett`; \
                     add `// ANCHOR: sett` and `// ANCHOR_END: sett` there, or correct the name",
            ],
        },
        Row {
            name: "an empty anchor name",
            changes: &[("src/demo/build.md", Swap("lib.rs:set", "lib.rs:"))],
            says: &[
                "src/demo/build.md:4: `../../code/demo/src/lib.rs:` includes by line numbers, which move; \
                     name an anchor after the colon",
            ],
        },
        Row {
            name: "an anchor that holds nothing",
            changes: &[(
                "code/demo/src/plain.rs",
                Append("// ANCHOR: empty\n\n// ANCHOR_END: empty\n"),
            )],
            says: &[
                "code/demo/src/plain.rs:7: the anchor `empty` holds nothing; \
                     put its two marks around what it is to show",
            ],
        },
        Row {
            name: "an anchor that is not closed",
            changes: &[(
                "code/demo/src/plain.rs",
                Append("// ANCHOR: open\nfn f() {}\n"),
            )],
            says: &[
                "code/demo/src/plain.rs:7: the anchor `open` is not closed; add `// ANCHOR_END: open` below",
            ],
        },
        Row {
            name: "an anchor that is not closed, included",
            changes: &[("code/demo/src/lib.rs", Swap("// ANCHOR_END: set\n", ""))],
            says: &[
                "code/demo/src/lib.rs:9: the anchor `set` is not closed; add `// ANCHOR_END: set` below",
                "src/demo/build.md:4: the anchor `set` of `code/demo/src/lib.rs` is not closed or empty; mend the anchor",
            ],
        },
        Row {
            name: "an end without an anchor",
            changes: &[(
                "code/demo/src/plain.rs",
                Append("fn f() {}\n// ANCHOR_END: f\n"),
            )],
            says: &[
                "code/demo/src/plain.rs:8: the anchor `f` ends and did not begin; add `// ANCHOR: f` above",
            ],
        },
        Row {
            name: "two anchors of one name",
            changes: &[(
                "code/demo/src/lib.rs",
                Append("// ANCHOR: set\nfn f() {}\n// ANCHOR_END: set\n"),
            )],
            says: &[
                "code/demo/src/lib.rs:15: a second anchor `set`, after the one on line 9; give it another name",
                "code/demo/src/lib.rs:17: the anchor `set` ends a second time; remove this line",
            ],
        },
        Row {
            name: "an empty output",
            changes: &[("code/demo/examples/hello.out", Write(""))],
            says: &["src/demo.md:10: `code/demo/examples/hello.out` is empty; \
                     say in the text that nothing is there to show, and remove the fence"],
        },
        Row {
            name: "lines by number",
            changes: &[("src/demo.md", Swap("hello.rs", "hello.rs:3:5"))],
            says: &[
                "src/demo.md:6: `../code/demo/examples/hello.rs:3:5` includes by line numbers, which move; \
                     name an anchor after the colon",
            ],
        },
        Row {
            name: "a file outside the repository",
            changes: &[(
                "src/demo.md",
                Swap("../code/demo/examples/hello.rs", "../../../hello.rs"),
            )],
            says: &[
                "src/demo.md:6: `../../../hello.rs` is outside the repository; include from the repository only",
            ],
        },
        Row {
            name: "two includes in one fence",
            changes: &[(
                "src/demo.md",
                Swap(
                    "hello.rs}}\n",
                    "hello.rs}}\n{{#include ../code/demo/examples/fails.rs}}\n",
                ),
            )],
            says: &[
                "src/demo.md:6: `{{#include ../code/demo/examples/hello.rs}}` is not alone in its fence; \
                     give each include a fence of its own",
            ],
        },
        Row {
            name: "a program in the wrong fence",
            changes: &[(
                "src/demo.md",
                Swap("examples/hello.out", "examples/hello.rs"),
            )],
            says: &[
                "src/demo.md:10: `code/demo/examples/hello.rs` in a fence for `console`; write ```rust",
            ],
        },
        Row {
            name: "a program outside a fence",
            changes: &[(
                "src/index.md",
                Append("\n{{#include ../code/demo/examples/hello.rs}}\n"),
            )],
            says: &[
                "src/index.md:9: `code/demo/examples/hello.rs` is included outside a fence; \
                     put a program or output into a fence; only .html and .svg are included without one",
            ],
        },
        Row {
            name: "a listing in the wrong fence",
            changes: &[
                ("code/demo/listings/sum.rs", Write("pub fn f() {}\n")),
                ("code/demo/listings/sum.s", Write("f:\n    ret\n")),
                (
                    "src/index.md",
                    Append("\n```console\n{{#include ../code/demo/listings/sum.s}}\n```\n"),
                ),
            ],
            says: &[
                "src/index.md:10: `code/demo/listings/sum.s` in a fence for `console`; write ```asm",
            ],
        },
        Row {
            name: "a listing whose program is gone",
            changes: &[
                ("code/demo/listings/sum.s", Write("f:\n    ret\n")),
                (
                    "src/index.md",
                    Append("\n```asm\n{{#include ../code/demo/listings/sum.s}}\n```\n"),
                ),
            ],
            says: &[
                "src/index.md:10: `code/demo/listings/sum.s` has no program beside it; \
                     remove it, or correct the path",
            ],
        },
        Row {
            name: "something else as a listing",
            changes: &[(
                "src/index.md",
                Append("\n```asm\n{{#include ../code/demo/Cargo.toml}}\n```\n"),
            )],
            says: &[
                "src/index.md:10: `code/demo/Cargo.toml` in a fence for `asm`; include a listing's .s",
            ],
        },
        Row {
            name: "a missing figure",
            changes: &[("src/demo.md", Swap("figure.html", "picture.html"))],
            says: &["src/demo.md:47: `src/picture.html` does not exist; \
                     write it, or correct the path (it is relative to the page)"],
        },
        Row {
            name: "an output whose program is gone",
            changes: &[
                ("code/demo/examples/left.out", Write("x\n")),
                ("src/demo.md", Swap("hello.out", "left.out")),
            ],
            says: &[
                "src/demo.md:10: `code/demo/examples/left.out` has no program beside it; \
                     remove it, or correct the path",
            ],
        },
        Row {
            name: "a long line",
            changes: &[(
                "code/demo/src/plain.rs",
                Swap(
                    "    a + b",
                    "    a + b // ------------------------------------------------------------------- too long",
                ),
            )],
            says: &[
                "code/demo/src/plain.rs:5: a line of 89 columns is shown on a page; break it at 80",
            ],
        },
        Row {
            name: "a directive in what is included",
            changes: &[("code/demo/examples/hello.out", Append("{{#include x}}\n"))],
            says: &[
                "src/demo.md:10: `code/demo/examples/hello.out` holds `{{#include x}}`, which mdBook would expand; \
                     keep directives out of what is included",
            ],
        },
    ]);
}

#[test]
fn directives() {
    check(&[
        Row {
            name: "rustdoc_include",
            changes: &[(
                "src/demo.md",
                Swap(
                    "{{#include ../code/demo/examples/hello.rs",
                    "{{#rustdoc_include ../code/demo/examples/hello.rs",
                ),
            )],
            says: &[
                "src/demo.md:6: `{{#rustdoc_include}}` is not used in this book; write `{{#include …}}`",
            ],
        },
        Row {
            name: "playground",
            changes: &[(
                "src/index.md",
                Append("\n{{#playground ../code/demo/examples/hello.rs}}\n"),
            )],
            says: &[
                "src/index.md:9: `{{#playground}}` is not used in this book; write `{{#include …}}`",
            ],
        },
        Row {
            name: "a mistyped name in a fence",
            changes: &[(
                "src/demo.md",
                Swap(
                    "{{#include ../code/demo/examples/hello.rs}}",
                    "{{#inlcude ../code/demo/examples/hello.rs}}",
                ),
            )],
            says: &[
                "src/demo.md:6: `{{#inlcude ../code/demo/examples/hello.rs}}` is no directive of this book; \
                     only `{{#include …}}` works in a fence",
            ],
        },
        Row {
            name: "a mistyped name",
            changes: &[("src/index.md", Append("\n{{#machin}}\n"))],
            says: &[
                "src/index.md:9: `{{#machin}}` is no directive of this book; write one that is known",
            ],
        },
        Row {
            name: "a missing #",
            changes: &[("src/index.md", Append("\n{{ machine }}\n"))],
            says: &[
                "src/index.md:9: `{{ machine }}` is no directive of this book; write `{{#name arguments}}`",
            ],
        },
        Row {
            name: "a missing brace",
            changes: &[("src/index.md", Append("\nIt took {{#measured a/b}.\n"))],
            says: &[
                "src/index.md:9: `{{#measured a/b}.` is no directive of this book; write `{{#name arguments}}`",
            ],
        },
        Row {
            name: "a block within a line",
            changes: &[(
                "src/checks.md",
                Swap("{{#checks}}", "{{#checks}}\n\nSee {{#machine}}."),
            )],
            says: &[
                "src/checks.md:5: `{{#machine}}` is not alone on its line; give it a line of its own",
            ],
        },
        Row {
            name: "one measurement where two are wanted",
            changes: &[("src/index.md", Append("\nA ratio of {{#ratio a/b/c}}.\n"))],
            says: &[
                "src/index.md:9: `{{#ratio a/b/c}}` does not name two measurements; \
                     mend it, or run `cargo book bench`",
            ],
        },
    ]);
}

#[test]
fn fences() {
    check(&[
        Row {
            name: "a typed program",
            changes: &[("src/index.md", Append("\n```rust\nfn main() {}\n```\n"))],
            says: &[
                "src/index.md:9: a Rust program typed into the page, which nothing compiles; \
                     put it into the section's crate and include it",
            ],
        },
        Row {
            name: "a typed program in a callout",
            changes: &[(
                "src/index.md",
                Append("\n````admonish note\n\n```rust\nfn main() {}\n```\n````\n"),
            )],
            says: &[
                "src/index.md:11: a Rust program typed into the page, which nothing compiles; \
                     put it into the section's crate and include it",
            ],
        },
        Row {
            name: "a typed output",
            changes: &[("src/index.md", Append("\n```console\nhello\n```\n"))],
            says: &[
                "src/index.md:9: a typed `console` block: what a tool printed is never typed; \
                     include the file that `cargo book bless` writes",
            ],
        },
        Row {
            name: "an unknown attribute",
            changes: &[(
                "src/demo.md",
                Swap(
                    "```rust\n{{#include ../code/demo/examples/hello.rs",
                    "```rust,ingore\n{{#include ../code/demo/examples/hello.rs",
                ),
            )],
            says: &["src/demo.md:5: the fence attribute `ingore` does nothing here; write ```rust"],
        },
        Row {
            name: "an unknown language",
            changes: &[("src/index.md", Append("\n```rsut\nx\n```\n"))],
            says: &[
                "src/index.md:9: a fence for `rsut`, which this book does not know; \
                     use one of rust, console, text, asm, sh, toml, chart, figure, admonish, exercise, hint, solution, wrong, question",
            ],
        },
        Row {
            name: "no language",
            changes: &[("src/index.md", Append("\n```\nx\n```\n"))],
            says: &["src/index.md:9: a fence without a language; \
                     use one of rust, console, text, asm, sh, toml, chart, figure, admonish, exercise, hint, solution, wrong, question"],
        },
        Row {
            name: "a fence that is never closed",
            changes: &[("src/index.md", Append("\n```sh\nls\n"))],
            says: &["src/index.md:9: a fence that is never closed; close it with ```"],
        },
        Row {
            name: "fences of equal length within each other",
            changes: &[(
                "src/index.md",
                Append("\n```admonish note\nText.\n\n```sh\nls\n```\n\nMore.\n```\n"),
            )],
            says: &[
                "src/index.md:12: a fence within the ``` of line 9 and not shorter; \
                 give the outer fence one more mark at both ends",
                "src/index.md:17: a fence without a language; \
                 use one of rust, console, text, asm, sh, toml, chart, figure, admonish, exercise, hint, solution, wrong, question",
            ],
        },
        Row {
            name: "code by indentation",
            changes: &[("src/index.md", Append("\nText.\n\n    let x = 1;\n"))],
            says: &[
                "src/index.md:11: a block of code by indentation; use a fence with a language, or indent less",
            ],
        },
        Row {
            name: "a chart that isn't one",
            changes: &[("src/index.md", Append("\n```chart\ngroup = \n```\n"))],
            // What is wrong with it is for the charts to say.
            says: &["src/index.md:9: …"],
        },
    ]);
}

#[test]
fn figures() {
    check(&[
        Row {
            name: "a figure that nobody recorded",
            changes: &[("src/demo/build.md", Swap("demo/order", "demo/ordre"))],
            says: &[
                "code/demo/tests/figures.rs:3: no page links the check `demo::the_order_is_explored`; \
                 write `[✓](check:demo::the_order_is_explored)` where a page states the fact, or remove the test",
                "src/demo/build.md:24: there is no code/demo/figures/ordre.json; mend it, or run `cargo book bless`",
            ],
        },
        Row {
            name: "a figure that isn't TOML",
            changes: &[("src/index.md", Append("\n```figure\nof = \n```\n"))],
            says: &["src/index.md:9: …"],
        },
        Row {
            name: "a figure with a key that means nothing",
            changes: &[(
                "src/demo/build.md",
                Swap("caption = \"Two", "color = \"red\"\ncaption = \"Two"),
            )],
            says: &[
                "src/demo/build.md:24: unknown field `color`, expected one of `of`, `caption`, `show`; \
                 mend it, or run `cargo book bless`",
            ],
        },
        Row {
            name: "an outcome that the figure doesn't come to",
            changes: &[(
                "src/demo/build.md",
                Swap("caption = \"Two", "show = [\"main is\"]\ncaption = \"Two"),
            )],
            says: &[
                "src/demo/build.md:24: `show` names `main is`, which `demo/order` doesn't come to; \
                 it has `main is first`, `main is last`; mend it, or run `cargo book bless`",
            ],
        },
        Row {
            name: "a recording that no test makes",
            changes: &[(
                "code/demo/tests/figures.rs",
                Swap("the_order_is_explored", "another_order"),
            )],
            says: &[
                "code/demo/tests/figures.rs:3: no page links the check `demo::another_order`; …",
                "src/demo/build.md:24: there is no check `demo::the_order_is_explored`; \
                 write it, or correct the name (`crate::function`)",
            ],
        },
        Row {
            name: "a figure of which nothing can be drawn",
            changes: &[(
                "code/demo/figures/order.json",
                Swap("\"lane\": 1", "\"lane\": 2"),
            )],
            says: &[
                "src/demo/build.md:24: code/demo/figures/order.json: thread 2 has no name, \
                 in `get()` of the outcome `main is first`; mend it, or run `cargo book bless`",
            ],
        },
    ]);
}

/// A figure that was changed by hand is out of date, whatever it shows.
#[test]
fn a_figure_changed_by_hand_is_out_of_date() {
    let fixture = super::Fixture::good();
    fixture.change(&[("code/demo/figures/order.json", Swap("reads 1", "reads 0"))]);
    assert_eq!(
        fixture.lines(),
        [
            "code/demo/figures/order.json:1: what was verified of it is out of date; run `cargo book bless`"
        ]
    );
}

#[test]
fn callouts() {
    check(&[
        Row {
            name: "an unknown callout",
            changes: &[("src/demo.md", Swap("admonish warning", "admonish wraning"))],
            says: &[
                "src/demo.md:27: there is no callout `wraning`; use one of note, abstract, info, tip, success, \
                     question, warning, failure, danger, bug, example, quote",
            ],
        },
        Row {
            name: "an unknown key",
            changes: &[("src/demo.md", Swap("title=\"Moved\"", "titel=\"Moved\""))],
            says: &[
                "src/demo.md:27: a callout has no `titel`; use type, title, id, class, collapsible",
            ],
        },
        Row {
            name: "a title without quotation marks",
            changes: &[("src/demo.md", Swap("title=\"Moved\"", "Moved"))],
            says: &[
                "src/demo.md:27: `admonish warning Moved` is not how a callout begins; \
                     write ```admonish warning title=\"…\"",
            ],
        },
        Row {
            name: "a callout in a list",
            changes: &[(
                "src/index.md",
                Append("\n- x\n\n  ```admonish note\n  Text.\n  ```\n"),
            )],
            says: &[
                "src/index.md:11: a callout within a list or a quotation; begin its fence at the start of a line",
            ],
        },
    ]);
}

#[test]
fn text() {
    check(&[
        Row {
            name: "a link to an undefined label",
            changes: &[("src/index.md", Append("\nSee [the page][pgae].\n"))],
            says: &[
                "src/index.md:9: `[the page][pgae]` leads nowhere: `pgae` is not defined; \
                     write its address, or `\\[` if it is no link",
            ],
        },
        Row {
            name: "a link without an address",
            changes: &[("src/index.md", Append("\nSee [the page].\n"))],
            says: &[
                "src/index.md:9: `[the page]` leads nowhere: `the page` is not defined; \
                     write its address, or `\\[` if it is no link",
            ],
        },
        Row {
            name: "an undefined footnote",
            changes: &[("src/index.md", Append("\nSo it is.[^nope]\n"))],
            says: &["src/index.md:9: there is no footnote `[^nope]`; write `[^nope]: …`"],
        },
        Row {
            name: "a footnote that nothing refers to",
            changes: &[("src/index.md", Append("\n[^nope]: Text.\n"))],
            says: &[
                "src/index.md:9: nothing refers to the footnote `[^nope]`; refer to it, or remove it",
            ],
        },
        Row {
            name: "two footnotes of one name",
            changes: &[("src/index.md", Append("\n[^note]: Text.\n"))],
            says: &["src/index.md:9: a second footnote `[^note]`; give it another name"],
        },
        Row {
            name: "a type in prose",
            changes: &[("src/index.md", Append("\nA Vec<T> of them.\n"))],
            says: &[
                "src/index.md:9: `<T>` is read as HTML and vanishes from the page; write it in backticks",
            ],
        },
        Row {
            name: "a type whose name is an element's",
            changes: &[("src/index.md", Append("\nA Box<A> of them.\n"))],
            says: &[
                "src/index.md:9: `<A>` is read as HTML and vanishes from the page; write it in backticks",
            ],
        },
        Row {
            name: "HTML that mdBook warns of",
            changes: &[("src/index.md", Append("\n<div>\n\nText.\n"))],
            says: &[
                "src/index.md: mdBook warns: unclosed HTML tag `<div>` found in `index.md`; mend it",
            ],
        },
    ]);
}

#[test]
fn tables() {
    const TEST: &str =
        "//! Tables.\n\n/// Two rows.\n#[test]\nfn it_has_rows() {\n    table(\"rows\");\n}\n";
    const TABLE: &str = "<!-- it_has_rows -->\n| a |\n| --- |\n| `b` |\n";
    const PAGE: (&str, super::Change) = ("src/index.md", Append("\n{{#table demo/rows}}\n"));
    check(&[
        Row {
            name: "a table that nobody has written",
            changes: &[PAGE],
            says: &["src/index.md:9: there is no code/demo/tables/rows.md; run `cargo book bless`"],
        },
        Row {
            name: "a typed table",
            changes: &[
                PAGE,
                ("code/demo/tables/rows.md", Write("| a |\n| --- |\n| b |\n")),
            ],
            says: &[
                "src/index.md:9: code/demo/tables/rows.md isn't what `harness::table` or `bullets` writes; \
                     run `cargo book bless`",
            ],
        },
        Row {
            name: "a table by no check",
            changes: &[PAGE, ("code/demo/tables/rows.md", Write(TABLE))],
            says: &[
                "src/index.md:9: the table `demo/rows` was written by `demo::it_has_rows`, which is no check; \
                     run `cargo book bless`",
            ],
        },
        Row {
            name: "no table",
            changes: &[("src/index.md", Append("\n{{#table rows}}\n"))],
            says: &[
                "src/index.md:9: `{{#table rows}}` names no table; write `{{#table section/name}}`",
            ],
        },
        Row {
            name: "a table that no page shows",
            changes: &[
                ("code/demo/tests/tables.rs", Write(TEST)),
                ("code/demo/tables/rows.md", Write(TABLE)),
            ],
            says: &[
                "code/demo/tests/tables.rs:3: no page links the check `demo::it_has_rows`; \
                     write `[✓](check:demo::it_has_rows)` where a page states the fact, or remove the test",
            ],
        },
    ]);
}

#[test]
fn checks() {
    check(&[
        Row {
            name: "an unknown check",
            changes: &[(
                "src/index.md",
                Append("\nIt does. [✓](check:demo::it_does)\n"),
            )],
            says: &["src/index.md:9: there is no check `demo::it_does`; \
                     write it, or correct the name (`crate::function`)"],
        },
        Row {
            name: "a check in a heading",
            changes: &[(
                "src/index.md",
                Append("\n## So [✓](check:demo::one_sets_it)\n"),
            )],
            says: &["src/index.md:9: a link to a check in a heading; put it into the text"],
        },
        Row {
            name: "an unknown check in a callout",
            changes: &[(
                "src/index.md",
                Append("\n```admonish note\nIt does. [✓](check:demo::it_does)\n```\n"),
            )],
            says: &["src/index.md:10: there is no check `demo::it_does`; \
                     write it, or correct the name (`crate::function`)"],
        },
        Row {
            name: "a check without a statement",
            changes: &[(
                "code/demo/tests/planted.rs",
                Append("\n#[test]\nfn silent() {}\n"),
            )],
            says: &[
                "code/demo/tests/planted.rs:10: the check `demo::silent` states nothing; \
                     give it a doc comment that states the fact",
            ],
        },
        Row {
            name: "a check without an assertion",
            changes: &[(
                "code/demo/tests/checks.rs",
                Swap(
                    "assert_eq!(demo::plain::add(1, 1), 2);",
                    "demo::plain::add(1, 1).checked_add(1).unwrap();",
                ),
            )],
            says: &[
                "code/demo/tests/checks.rs:8: the check `demo::it_prints_two_lines` asserts nothing: \
                     it can't fail; assert the fact, by a macro, a model or a function of `harness`",
            ],
        },
        Row {
            name: "a check in which no more than a variable is called like what decides",
            changes: &[(
                "code/demo/tests/checks.rs",
                Swap(
                    "assert_eq!(demo::plain::add(1, 1), 2);",
                    "let table = demo::plain::add(1, 1); table.checked_add(1).unwrap();",
                ),
            )],
            says: &[
                "code/demo/tests/checks.rs:8: the check `demo::it_prints_two_lines` asserts nothing: \
                     it can't fail; assert the fact, by a macro, a model or a function of `harness`",
            ],
        },
        Row {
            name: "a check that no page links",
            changes: &[(
                "code/demo/tests/checks.rs",
                Append("\n/// Text.\n#[test]\nfn alone() { assert_eq!(1, 1); }\n"),
            )],
            says: &[
                "code/demo/tests/checks.rs:13: no page links the check `demo::alone`; \
                     write `[✓](check:demo::alone)` where a page states the fact, or remove the test",
            ],
        },
        Row {
            name: "two checks of one name",
            changes: &[(
                "code/demo/tests/planted.rs",
                Append("\n/// Text.\n#[test]\nfn one_sets_it() { assert_eq!(1, 1); }\n"),
            )],
            says: &[
                "code/demo/tests/planted.rs:9: a second check `demo::one_sets_it`, \
                     after code/demo/tests/models.rs:3; give it another name",
            ],
        },
        Row {
            name: "a check that is ignored",
            changes: &[(
                "code/demo/tests/planted.rs",
                Swap("#[test]\n", "#[test]\n#[ignore]\n"),
            )],
            says: &[
                "code/demo/tests/planted.rs:6: the check `demo::never_setting_it_is_caught` is ignored and \
                     decides nothing; remove `#[ignore]`",
            ],
        },
        Row {
            name: "checks and nowhere to list them",
            changes: &[("src/checks.md", Swap("{{#checks}}", "Nothing."))],
            says: &["src/SUMMARY.md: no page lists the checks; give one page a line `{{#checks}}`"],
        },
        Row {
            name: "the checks of a section that there isn't",
            changes: &[("src/checks.md", Append("\n{{#checks demos}}\n"))],
            says: &["src/checks.md:5: there is no section `demos` in code/; name one of demo"],
        },
        Row {
            name: "tests that are no Rust",
            changes: &[
                ("code/demo/tests/planted.rs", Append("}\n")),
                (
                    "src/demo/build.md",
                    Swap("[✓](check:demo::never_setting_it_is_caught)", ""),
                ),
            ],
            says: &[
                "code/demo/tests/planted.rs:8: this is not Rust: cannot parse string into token stream; mend the syntax",
            ],
        },
    ]);
}

#[test]
fn programs_without_a_mark() {
    check(&[
        Row {
            name: "an example that nothing runs",
            changes: &[("code/demo/tests/outputs.rs", Swap("\"hello\", ", ""))],
            says: &[
                "src/demo.md:6: nothing runs `code/demo/examples/hello.rs`; \
                     name \"hello\" in code/demo/tests/outputs.rs",
            ],
        },
        Row {
            name: "an example named in a comment only",
            changes: &[(
                "code/demo/tests/outputs.rs",
                Swap("\"hello\", ", "/* \"hello\" */"),
            )],
            says: &[
                "src/demo.md:6: nothing runs `code/demo/examples/hello.rs`; \
                     name \"hello\" in code/demo/tests/outputs.rs",
            ],
        },
        Row {
            name: "an example without an output",
            changes: &[("code/demo/examples/fails.out", Remove)],
            says: &[
                "src/demo.md:24: no output of `code/demo/examples/fails.rs` is recorded; run `cargo book bless`",
            ],
        },
        Row {
            name: "a rejected program that nothing tests",
            changes: &[
                (
                    "code/demo/tests/reject/other.rs",
                    Write("fn main() {\n    x\n}\n"),
                ),
                (
                    "code/demo/tests/reject/other.stderr",
                    Write("error[E0425]: cannot find value `x`\n"),
                ),
                ("src/demo.md", Swap("moved.rs", "other.rs")),
            ],
            says: &[
                "src/demo.md:31: no test says that `code/demo/tests/reject/other.rs` is rejected; \
                     name \"other\" in code/demo/tests/reject.rs",
            ],
        },
        Row {
            name: "a library's module that nothing uses",
            changes: &[(
                "code/demo/tests/checks.rs",
                Swap("demo::plain::add(1, 1)", "1 + 1"),
            )],
            says: &[
                "src/demo/build.md:8: no model and no test of `demo` uses `code/demo/src/plain.rs`; \
                     write a model or a check that uses `plain`; if there is one, run `cargo book bless`",
            ],
        },
        Row {
            name: "a listing that nothing optimises",
            changes: &[
                ("code/demo/listings/sum.rs", Write("pub fn f() {}\n")),
                ("code/demo/listings/sum.s", Write("f:\n    ret\n")),
                (
                    "src/index.md",
                    Append("\n```rust\n{{#include ../code/demo/listings/sum.rs}}\n```\n"),
                ),
            ],
            says: &[
                "src/index.md:10: nothing optimises `code/demo/listings/sum.rs`; \
                     name \"sum\" in code/demo/tests/listings.rs",
            ],
        },
        Row {
            name: "a listing that is not recorded",
            changes: &[
                ("code/demo/listings/sum.rs", Write("pub fn f() {}\n")),
                (
                    "code/demo/tests/listings.rs",
                    Write("fn sum() { harness::optimised(\"sum\"); }\n"),
                ),
                (
                    "src/index.md",
                    Append("\n```rust\n{{#include ../code/demo/listings/sum.rs}}\n```\n"),
                ),
            ],
            says: &[
                "src/index.md:10: no listing of `code/demo/listings/sum.rs` is recorded; run `cargo book bless`",
            ],
        },
        Row {
            name: "an illustration without a reason",
            changes: &[(
                "code/demo/illustrations/sketch.rs",
                Swap("//! Illustration: it never ends.", "//! A loop."),
            )],
            says: &[
                "src/demo.md:40: `code/demo/illustrations/sketch.rs` does not say why nothing runs it; \
                     begin it with `//! Illustration: ` and the reason",
            ],
        },
        Row {
            name: "a program that is nowhere",
            changes: &[
                ("src/stray.rs", Write("fn main() {}\n")),
                (
                    "src/index.md",
                    Append("\n```rust\n{{#include stray.rs}}\n```\n"),
                ),
            ],
            says: &["src/index.md:10: nothing vouches for `src/stray.rs`; \
                     keep programs in a crate's src, examples, tests, listings, benches or illustrations"],
        },
    ]);
}

#[test]
fn the_summary() {
    check(&[
        Row {
            name: "a page that is not listed",
            changes: &[("src/lost.md", Write("# Lost\n"))],
            says: &[
                "src/lost.md: the page is not in the book; list it in src/SUMMARY.md, or remove it",
            ],
        },
        Row {
            name: "a listed page that does not exist",
            changes: &[("src/SUMMARY.md", Append("[Next](next.md)\n"))],
            says: &[
                "src/SUMMARY.md:14: the page `next.md` is listed and does not exist; \
                     write src/next.md, or take it out of the list",
            ],
        },
        Row {
            name: "no summary",
            changes: &[("src/SUMMARY.md", Remove)],
            says: &["src/SUMMARY.md: can't be read: …"],
        },
    ]);
}

#[test]
fn the_configuration() {
    check(&[
        Row {
            name: "an unknown key",
            changes: &[(
                "book.toml",
                Swap("[output.html]\n", "[output.html]\ncopy-fonts = true\n"),
            )],
            says: &["book.toml:20: unknown field `copy-fonts`, …"],
        },
        Row {
            name: "an unknown table",
            changes: &[("book.toml", Append("\n[ouptut.html]\n"))],
            says: &[
                "book.toml:37: unknown field `ouptut`, expected one of `book`, `build`, `rust`, `output`, `preprocessor`; mend book.toml",
            ],
        },
        Row {
            name: "not TOML",
            changes: &[(
                "book.toml",
                Swap("title = \"A good book\"", "title = A good book"),
            )],
            says: &[
                "book.toml:2: string values must be quoted, expected literal string; mend book.toml",
            ],
        },
        Row {
            name: "no book.toml",
            changes: &[("book.toml", Remove)],
            says: &["book.toml: not found in …"],
        },
        Row {
            name: "an unknown theme",
            changes: &[("book.toml", Swap("\"light\"", "\"white\""))],
            says: &[
                "book.toml:21: there is no theme `white`; use one of light, rust, coal, navy, ayu",
            ],
        },
        Row {
            name: "pages that mdBook would create",
            changes: &[(
                "book.toml",
                Swap("create-missing = false", "create-missing = true"),
            )],
            says: &[
                "book.toml:5: mdBook would write an empty page for each that is listed and missing; \
                     set `create-missing = false` in [build]",
            ],
        },
        Row {
            name: "a preprocessor that mdBook may skip",
            changes: &[(
                "book.toml",
                Swap(
                    "[preprocessor.book]\ncommand = \"not used in process\"\nrenderers = [\"html\"]\n",
                    "[preprocessor.book]\n",
                ),
            )],
            says: &[
                "book.toml:7: [preprocessor.book] has no `renderers`: where its command fails, mdBook skips it \
                     silently; set `renderers = [\"html\"]`",
            ],
        },
        Row {
            name: "a preprocessor that runs too late",
            changes: &[("book.toml", Swap("before = [\"links\"]\n", ""))],
            says: &[
                "book.toml:7: [preprocessor.book] does not run before mdBook's own includes; \
                     set `before = [\"links\"]`",
            ],
        },
        Row {
            name: "a redirect to nowhere",
            changes: &[("book.toml", Swap("demo.html#runs", "dome.html"))],
            says: &[
                "book.toml:28: the redirect from `old.html` to `dome.html` leads nowhere: \
                     there is no `dome.html`; correct the address",
            ],
        },
        Row {
            name: "a missing style sheet",
            changes: &[(
                "book.toml",
                Swap(
                    "[output.html]\n",
                    "[output.html]\nadditional-css = [\"x.css\"]\n",
                ),
            )],
            says: &["book.toml:20: there is no `x.css`; write it, or correct the path"],
        },
    ]);
}

#[test]
fn links() {
    check(&[
        Row {
            name: "a link to a page that does not exist",
            changes: &[("src/index.md", Swap("(demo/build.md)", "(demo/biuld.md)"))],
            says: &[
                "src/index.md:3: the link `demo/biuld.html` leads nowhere: there is no `demo/biuld.html`; \
                     correct the address",
            ],
        },
        Row {
            name: "a link to a part that does not exist",
            changes: &[("src/index.md", Swap("demo.md#runs", "demo.md#rnus"))],
            says: &[
                "src/index.md:3: the link `demo.html#rnus` leads nowhere: `demo.html` has no `#rnus`; \
                     correct the address",
            ],
        },
        Row {
            name: "a part of the same page that does not exist",
            changes: &[("src/demo/build.md", Append("\nSee [above](#abvoe).\n"))],
            says: &[
                "src/demo/build.md:29: the link `#abvoe` leads nowhere: `demo/build.html` has no `#abvoe`; \
                     correct the address",
            ],
        },
        Row {
            name: "a link out of the book",
            changes: &[("src/index.md", Append("\n[x](../code/demo/src/lib.rs)\n"))],
            says: &[
                "src/index.md:9: the link `../code/demo/src/lib.rs` leads nowhere: it is outside the book; \
                     correct the address",
            ],
        },
        Row {
            name: "an image that does not exist",
            changes: &[("src/index.md", Append("\n![A picture](picture.png)\n"))],
            says: &[
                "src/index.md:9: the image `picture.png` leads nowhere: there is no `picture.png`; \
                     correct the address",
            ],
        },
        Row {
            name: "an unknown scheme",
            changes: &[("src/index.md", Append("\n[x](chekc:demo::x)\n"))],
            says: &[
                "src/index.md:9: the link `chekc:demo::x` leads nowhere: `chekc:` is no address on the web; \
                     correct the address",
            ],
        },
        Row {
            name: "an HTML link",
            changes: &[("src/index.md", Append("\n<a href=\"nowhere.html\">x</a>\n"))],
            says: &[
                "src/index.md:9: the link `nowhere.html` leads nowhere: there is no `nowhere.html`; \
                     correct the address",
            ],
        },
        Row {
            name: "addresses that need a server",
            changes: &[(
                "src/index.md",
                Append(
                    "\n[a](/demo.html) [b](//example.org/b) [c](./)\n[d](#start) [e](https://example.org/)\n",
                ),
            )],
            says: &[
                "src/index.md:9: the link `./` names a directory, and read from a disk that shows a list of files; \
                     name its index.html",
                "src/index.md:9: the link `//example.org/b` takes its scheme from the page, which may be a file; \
                     begin it with `https:`",
                "src/index.md:9: the link `/demo.html` begins at the root of a host, where the book need not be; \
                     write the way from this page",
            ],
        },
        Row {
            name: "a directive that is left over",
            changes: &[("src/figure.html", Swap("Nothing", "{{#nope x}}"))],
            says: &[
                "src/demo.md: `{{#nope x}}` was not expanded; correct the directive",
                // mdBook publishes everything in src/ that is no page, as it is.
                "src/figure.html:3: `{{#nope x}}` was not expanded; correct the directive",
            ],
        },
        Row {
            name: "two ids",
            changes: &[(
                "src/index.md",
                Append("\n<p id=\"twice\">x</p>\n\n<p id=\"twice\">y</p>\n"),
            )],
            says: &[
                "src/index.md:9: the id `twice` is on this page twice; give one of them another id",
            ],
        },
    ]);
}

#[test]
fn questions() {
    check(&[
        Row {
            name: "one choice",
            changes: &[(
                "src/asked.md",
                Swap(
                    "- [ ] One line.\n\n  Two threads print, so there are two.\n\n",
                    "",
                ),
            )],
            says: &[
                "src/asked.md:12: a question with 1 choices, and not 2 to 5; \
                     list them at the end, each as `- [ ] …` or `- [x] …`",
            ],
        },
        Row {
            name: "no choices",
            changes: &[("src/asked.md", Append("\n```question\nWhat now?\n```\n"))],
            says: &[
                "src/asked.md:34: a question with 0 choices, and not 2 to 5; \
                     list them at the end, each as `- [ ] …` or `- [x] …`",
            ],
        },
        Row {
            name: "no right choice",
            changes: &[("src/asked.md", Swap("- [x]", "- [ ]"))],
            says: &[
                "src/asked.md:12: a question with 0 right choices; write `- [x]` before exactly one",
            ],
        },
        Row {
            name: "two right choices",
            changes: &[("src/asked.md", Swap("- [ ]", "- [x]"))],
            says: &[
                "src/asked.md:12: a question with 2 right choices; write `- [x]` before exactly one",
                "src/asked.md:12: a right choice that no check decides; \
                     link the check in its explanation: `[✓](check:…)`",
            ],
        },
        Row {
            name: "a choice without a box",
            changes: &[("src/asked.md", Swap("- [ ] One", "- One"))],
            says: &[
                "src/asked.md:12: a choice that is neither right nor wrong; begin it with `- [ ]` or `- [x]`",
            ],
        },
        Row {
            name: "a choice in another list's style",
            changes: &[("src/asked.md", Swap("- [ ] One", "-  [ ] One"))],
            says: &[
                "src/asked.md:12: a choice that is neither right nor wrong; begin it with `- [ ]` or `- [x]`",
                "src/asked.md:12: a choice that isn't explained; \
                     say why it is right or wrong, in a sentence, after an empty line, indented by two spaces",
                "src/asked.md:14: text after a question's choices; put it before them, or after the question",
            ],
        },
        Row {
            name: "a choice that isn't explained",
            changes: &[(
                "src/asked.md",
                Swap("  Two threads print, so there are two.\n", ""),
            )],
            says: &["src/asked.md:12: a choice that isn't explained; \
                     say why it is right or wrong, in a sentence, after an empty line, indented by two spaces"],
        },
        Row {
            name: "a choice that is explained in a word",
            changes: &[(
                "src/asked.md",
                Swap("Two threads print, so there are two.", "Wrong."),
            )],
            says: &["src/asked.md:12: a choice that isn't explained; \
                     say why it is right or wrong, in a sentence, after an empty line, indented by two spaces"],
        },
        Row {
            name: "a right choice that is only said to be right",
            changes: &[(
                "src/asked.md",
                Swap(
                    "one. [✓](check:demo::it_prints_two_lines)",
                    "one, it is said.",
                ),
            )],
            says: &["src/asked.md:16: a right choice that no check decides; \
                     link the check in its explanation: `[✓](check:…)`"],
        },
        Row {
            name: "a check that is not there",
            changes: &[(
                "src/asked.md",
                Swap("it_prints_two_lines", "it_prints_three"),
            )],
            says: &[
                "src/asked.md:19: there is no check `demo::it_prints_three`; \
                     write it, or correct the name (`crate::function`)",
            ],
        },
        Row {
            name: "a link in a choice",
            changes: &[("src/asked.md", Swap("One line.", "One [line](demo.md)."))],
            says: &[
                "src/asked.md:12: a choice with more than words and code in it; \
                     keep links, checks and HTML for its explanation",
            ],
        },
        Row {
            name: "text after the choices",
            changes: &[(
                "src/asked.md",
                Swap("  ```\n````\n", "  ```\n\nWell?\n````\n"),
            )],
            says: &[
                "src/asked.md:25: text after a question's choices; put it before them, or after the question",
            ],
        },
        Row {
            name: "nothing is asked",
            changes: &[(
                "src/asked.md",
                Append(
                    "\n```question\n- [ ] It does.\n\n  It never does that.\n- [x] It doesn't.\n\n  \
                     It was seen not to. [✓](check:demo::it_prints_two_lines)\n```\n",
                ),
            )],
            says: &[
                "src/asked.md:34: a question that asks nothing; write the question above its choices",
            ],
        },
        Row {
            name: "a heading in a question",
            changes: &[(
                "src/asked.md",
                Swap("What does *it*", "### Now\n\nWhat does *it*"),
            )],
            says: &[
                "src/asked.md:6: a heading within a question; put it before the question, or write it in bold",
            ],
        },
        Row {
            name: "an attribute",
            changes: &[("src/asked.md", Swap("````question", "````question hard"))],
            says: &[
                "src/asked.md:5: the fence attribute `hard` does nothing here; write ````question",
            ],
        },
        Row {
            name: "a question in a callout",
            changes: &[(
                "src/asked.md",
                Swap(
                    "## Ask\n",
                    "## Ask\n\n`````admonish\n````question\nWhich?\n\n- [x] This.\n\n  \
                     It is the one. [✓](check:demo::it_prints_two_lines)\n- [ ] That.\n\n  It is the other one.\n````\n`````\n",
                ),
            )],
            says: &[
                "src/asked.md:6: a question within a list, a quotation or a callout; move it to the page itself",
            ],
        },
        Row {
            name: "a question in a list",
            changes: &[(
                "src/asked.md",
                Append(
                    "\n- x\n\n  ```question\n  Which?\n\n  - [x] This.\n\n    \
                     It is the one. [✓](check:demo::it_prints_two_lines)\n  - [ ] That.\n\n    It is the other one.\n  ```\n",
                ),
            )],
            says: &[
                "src/asked.md:35: a question within a list, a quotation or a callout; move it to the page itself",
            ],
        },
    ]);
}

#[test]
fn lookup() {
    check(&[
        Row {
            name: "a code that nobody explains",
            changes: &[(
                "src/errors.md",
                Swap("\n## E0382\n\nA value is used after it was moved.\n", ""),
            )],
            says: &[
                "src/errors.md:3: a program of the book is rejected with “borrow of moved value: `text`”, and this page has no \
                     `## E0382`; write `## E0382` and, below it, what it usually means",
            ],
        },
        Row {
            name: "an error without a code",
            changes: &[(
                "code/demo/tests/reject/moved.stderr",
                Append("\nerror: lifetime may not live long enough\n"),
            )],
            says: &[
                "src/errors.md:3: a program of the book is rejected with “lifetime may not live long enough”, and this page has no \
                     `## Without a code`; write `## Without a code` and, below it, what it usually means",
            ],
        },
        Row {
            name: "a code that no program gets",
            changes: &[("src/errors.md", Append("\n## E0999\n\nIt is unknown.\n"))],
            says: &[
                "src/errors.md:9: no program of the book is rejected with `E0999`; remove its section",
            ],
        },
        Row {
            name: "a code without an explanation",
            changes: &[(
                "src/errors.md",
                Swap("A value is used after it was moved.\n", ""),
            )],
            says: &[
                "src/errors.md:5: `E0382` is not explained; write below it, in a line, what it usually means",
            ],
        },
        Row {
            name: "codes out of order",
            changes: &[
                (
                    "code/demo/tests/reject/moved.stderr",
                    Append("\nerror[E0373]: closure may outlive it\n"),
                ),
                ("src/errors.md", Append("\n## E0373\n\nIt outlives.\n")),
            ],
            says: &["src/errors.md:9: `E0373` stands after `E0382`; put the codes in order"],
        },
        Row {
            name: "no list of errors",
            changes: &[("src/errors.md", Swap("{{#errors}}", "Codes:"))],
            says: &[
                "src/SUMMARY.md: no page lists the compiler's errors; give one page a line `{{#errors}}`",
            ],
        },
        Row {
            name: "an unknown kind of symptom",
            changes: &[("src/asked.md", Swap("symptom hang:", "symptom hangs:"))],
            says: &["src/asked.md:26: there is no kind of symptom `hangs`; \
                     use one of hang, panic, crash, wrong result, lost output, leak, slow"],
        },
        Row {
            name: "a symptom of nothing",
            changes: &[("src/asked.md", Swap("hang: It hangs `here`", "hang:"))],
            says: &["src/asked.md:26: a symptom of which nothing is seen; \
                     write `{{#symptom hang: what the reader sees}}`"],
        },
        Row {
            name: "a symptom twice",
            changes: &[(
                "src/demo/build.md",
                Append("\n## X\n\n{{#symptom slow: It is slow}}\n"),
            )],
            says: &[
                "src/asked.md:31: a second symptom “It is slow”, after the one of Build it › X; \
                     say what is different, or remove it",
            ],
        },
        Row {
            name: "a symptom outside a section",
            changes: &[("src/index.md", Append("\n{{#symptom crash: It ends}}\n"))],
            says: &["src/index.md:9: a symptom outside a section; put it under a `##` heading"],
        },
        Row {
            name: "a symptom within a sentence",
            changes: &[(
                "src/asked.md",
                Swap(
                    "{{#symptom slow: It is slow}}",
                    "So {{#symptom slow: It is slow}}",
                ),
            )],
            says: &[
                "src/asked.md:31: `{{#symptom slow: It is slow}}` is not alone on its line; give it a line of its own",
            ],
        },
        Row {
            name: "no list of symptoms",
            changes: &[("src/symptoms.md", Swap("{{#symptoms}}", "None."))],
            says: &[
                "src/asked.md:26: no page lists the symptoms; give one page a line `{{#symptoms}}`",
            ],
        },
    ]);
}

#[test]
fn glossary() {
    check(&[
        Row {
            name: "a term without a definition",
            changes: &[("src/glossary.md", Append("\n## futex\n\nAlso: *futexes*\n"))],
            says: &[
                "src/glossary.md:13: the term `futex` has no definition; define it in a sentence",
            ],
        },
        Row {
            name: "other forms that can't be read",
            changes: &[("src/glossary.md", Swap("*racing*", "racing"))],
            says: &[
                "src/glossary.md:3: `Also: racing` names no other form of `data race`; write `Also: *form*, *form*`",
            ],
        },
        Row {
            name: "one form of two terms",
            changes: &[(
                "src/glossary.md",
                Append("\n## race condition\n\nAlso: *Racing*\n\nNot that.\n"),
            )],
            says: &[
                "src/glossary.md:13: `racing` is a form of `data-race` and of `race-condition`; keep one of the two",
            ],
        },
        Row {
            name: "a term that is not there",
            changes: &[("src/index.md", Append("\n[It](glossary.md#futex)\n"))],
            says: &[
                "src/index.md:9: the link `glossary.html#futex` leads nowhere: `glossary.html` has no `#futex`; \
                     correct the address",
            ],
        },
    ]);
}

#[test]
fn exercises() {
    check(&[
        Row {
            name: "an exercise that is not there",
            changes: &[(
                "src/demo/exercises.md",
                Swap("```exercise\ndemo/add\n", "```exercise\ndemo/ad\n"),
            )],
            says: &[
                "code/demo/exercises/add/exercise.rs: no page shows the exercise `demo/add`; \
                     write a fence ```exercise with `demo/add` on src/demo/exercises.md",
                "src/demo/exercises.md:5: there is no exercise `demo/ad`; name one of demo/add",
            ],
        },
        Row {
            name: "an exercise without its other parts",
            changes: &[(
                "src/demo/exercises.md",
                Write("# Exercises\n\n## Add\n\n```exercise\ndemo/add\n```\n"),
            )],
            says: &[
                "code/demo/exercises/add/exercise.rs: no page shows the hint of the exercise `demo/add`; \
                     write a fence ```hint with `demo/add` on src/demo/hints.md",
                "code/demo/exercises/add/exercise.rs: no page shows the solution of the exercise `demo/add`; \
                     write a fence ```solution with `demo/add` on src/demo/solutions.md",
                "code/demo/exercises/add/exercise.rs: no page shows the wrong solutions of the exercise `demo/add`; \
                     write a fence ```wrong with `demo/add` on src/demo/solutions.md",
            ],
        },
        Row {
            name: "a heading that is not the title",
            changes: &[("src/demo/exercises.md", Swap("\n## Add\n", "\n## Sum\n"))],
            says: &[
                "src/demo/exercises.md:5: the heading above is not the title of the exercise `demo/add`; \
                     write `## Add`, or correct the head of code/demo/exercises/add/exercise.rs",
            ],
        },
        Row {
            name: "no hint",
            changes: &[("code/demo/exercises/add/hint.md", Write("\n"))],
            says: &[
                "src/demo/exercises.md:13: `code/demo/exercises/add/hint.md` is missing or empty; \
                     write a step, not the answer",
            ],
        },
        Row {
            name: "no solution",
            changes: &[("code/demo/exercises/add/solution.rs", Remove)],
            says: &[
                "src/demo/exercises.md:17: `code/demo/exercises/add/solution.rs` does not exist; write it",
            ],
        },
        Row {
            name: "a wrong solution that nothing is known to find",
            changes: &[(
                "code/demo/exercises/add/wrong/nothing.rs",
                Swap("//! Caught by: `one_and_one_is_two`: \"not <2>\".\n", ""),
            )],
            says: &[
                "code/demo/exercises/add/wrong/nothing.rs:1: a wrong solution that does not say which test finds it; \
                     add ``//! Caught by: `test`: \"words of its failure\".``, or `hangs` for the words",
            ],
        },
        Row {
            name: "a link in a hint that leads nowhere",
            changes: &[(
                "code/demo/exercises/add/hint.md",
                Swap("../demo.md", "../dem.md"),
            )],
            says: &["src/demo/exercises.md…"],
        },
    ]);
}
