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
                     use one of rust, console, text, asm, sh, toml, chart, figure, admonish",
            ],
        },
        Row {
            name: "no language",
            changes: &[("src/index.md", Append("\n```\nx\n```\n"))],
            says: &["src/index.md:9: a fence without a language; \
                     use one of rust, console, text, asm, sh, toml, chart, figure, admonish"],
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
                 use one of rust, console, text, asm, sh, toml, chart, figure, admonish",
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
                     keep programs in a crate's src, examples, tests, benches or illustrations"],
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
                "src/SUMMARY.md:9: the page `next.md` is listed and does not exist; \
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
