//! What is about the pages and not on them: the sitemap, and the social pictures.

use std::collections::BTreeSet;
use std::fs;

use super::{Append, Change, Fixture, Remove, Row, Swap, Write, check, check_with};
use crate::social;

const WITH_SITE: Change = Swap(
    "before = [\"links\"]",
    "before = [\"links\"]\nsite = \"https://example.org/book/\"",
);

#[test]
fn a_wrong_site() {
    check(&[
        Row {
            name: "without the slash at its end",
            changes: &[(
                "book.toml",
                Swap(
                    "before = [\"links\"]",
                    "before = [\"links\"]\nsite = \"https://example.org\"",
                ),
            )],
            says: &[
                "book.toml:11: `https://example.org` is not where a book can stand: an http(s) address that ends in `/`; \
                     write `site = \"https://…/\"` in [preprocessor.book], or correct MDBOOK_PREPROCESSOR__BOOK__SITE",
            ],
        },
        Row {
            name: "no text",
            changes: &[(
                "book.toml",
                Swap("before = [\"links\"]", "before = [\"links\"]\nsite = true"),
            )],
            says: &["book.toml:11: `site` is not a text; \
                     write `site = \"https://…/\"` in [preprocessor.book], or correct MDBOOK_PREPROCESSOR__BOOK__SITE"],
        },
        Row {
            name: "a right one",
            changes: &[("book.toml", WITH_SITE)],
            says: &[],
        },
    ]);
}

#[test]
fn the_sitemap_has_every_page_and_nothing_else() {
    let book = Fixture::with(&[("book.toml", WITH_SITE)]);
    let text = book.page("sitemap.xml");
    let listed: BTreeSet<&str> = text
        .split("<loc>https://example.org/book/")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once("</loc>")?.0))
        .collect();
    let summary = fs::read_to_string(book.root().join("src/SUMMARY.md")).unwrap();
    let pages: BTreeSet<String> = summary
        .split("](")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(".md)")?.0))
        .map(|page| match page {
            "index" => String::new(),
            page => format!("{page}.html"),
        })
        .collect();
    assert!(pages.contains("") && pages.contains("demo/build.html"));
    assert_eq!(listed, pages.iter().map(String::as_str).collect());
    assert!(
        !book.root().join("book/robots.txt").exists(),
        "nobody looks for it below the root"
    );
}

#[test]
fn at_the_root_of_a_host_robots_txt_names_the_sitemap() {
    let book = Fixture::with(&[(
        "book.toml",
        Swap(
            "before = [\"links\"]",
            "before = [\"links\"]\nsite = \"https://example.org/\"",
        ),
    )]);
    assert!(
        book.page("robots.txt")
            .ends_with("\nSitemap: https://example.org/sitemap.xml\n")
    );
}

/// The good book with a picture of each page, then the changes.
fn with_pictures(changes: &[(&str, Change)]) -> Fixture {
    let book = Fixture::with(&[
        (
            "theme/css/tokens.css",
            Write(":root {\n    --bg: white;\n    --fg: black;\n}\n"),
        ),
        (
            "theme/social/card.html",
            Write("<body style=\"background: var(--bg)\">\n"),
        ),
    ]);
    social::pretend(book.root()).unwrap();
    book.change(changes);
    book
}

#[test]
fn social_pictures() {
    check_with(
        with_pictures,
        &[
            Row {
                name: "all as they should be",
                changes: &[],
                says: &[],
            },
            Row {
                name: "a missing picture",
                changes: &[("theme/social/demo-build.png", Remove)],
                says: &[
                    "theme/social/demo-build.png: the page `demo/build.md` has no social picture; \
                         run `cargo book bless social`",
                ],
            },
            Row {
                name: "a page with another title",
                changes: &[("src/SUMMARY.md", Swap("[Demo]", "[Demonstration]"))],
                says: &[
                    "theme/social/demo.png: it was drawn from another title: `Demo`, now `Demonstration`; \
                         run `cargo book bless social`",
                ],
            },
            Row {
                name: "another part",
                changes: &[("src/SUMMARY.md", Swap("- [Demo]", "# Part I\n\n- [Demo]"))],
                says: &[
                    "theme/social/demo-build.png: it was drawn from another line above the title: \
                         `1.1`, now `Part I · 1.1`; run `cargo book bless social`",
                    "theme/social/demo-exercises.png: it was drawn from another line above the title: \
                         `1.2`, now `Part I · 1.2`; run `cargo book bless social`",
                    "theme/social/demo.png: it was drawn from another line above the title: \
                         `1`, now `Part I · 1`; run `cargo book bless social`",
                ],
            },
            Row {
                name: "a new page without a picture, and one that is gone",
                changes: &[
                    (
                        "src/SUMMARY.md",
                        Swap("[Start](index.md)", "[Start](start.md)"),
                    ),
                    ("src/start.md", Write("# Start\n\nThe start.\n")),
                    ("src/index.md", Remove),
                ],
                says: &[
                    "theme/social/drawn.json: there is no page `index.md`; run `cargo book bless social`",
                    "theme/social/index.png: it is the picture of no page; run `cargo book bless social`",
                    "theme/social/start.png: the page `start.md` has no social picture; run `cargo book bless social`",
                ],
            },
            Row {
                name: "a token that the template doesn't name",
                changes: &[("theme/css/tokens.css", Swap("--fg: black", "--fg: blue"))],
                says: &[],
            },
            Row {
                name: "no template, no pictures",
                changes: &[
                    ("theme/social/card.html", Remove),
                    ("theme/social/demo.png", Remove),
                ],
                says: &[],
            },
            Row {
                name: "a record that is none",
                changes: &[("theme/social/drawn.json", Write("["))],
                says: &["theme/social/drawn.json: is not what it should be: …"],
            },
            Row {
                name: "a font that isn't there",
                changes: &[(
                    "theme/social/card.html",
                    Append("<style>@font-face { src: url(\"a.woff2\") }</style>\n"),
                )],
                says: &["theme/social/card.html: theme/social/a.woff2: …"],
            },
        ],
    );
}

#[test]
fn a_token_or_template_that_changes_makes_every_picture_out_of_date() {
    for change in [
        ("theme/css/tokens.css", Swap("--bg: white", "--bg: grey")),
        ("theme/social/card.html", Append("<p>")),
    ] {
        let book = with_pictures(&[change]);
        let drawn = fs::read_to_string(book.root().join("theme/social/drawn.json")).unwrap();
        let lines = book.lines();
        assert_eq!(lines.len(), drawn.matches("\"title\"").count(), "{lines:?}");
        assert!(
            lines
                .iter()
                .all(|line| line.contains("from another template")),
            "{lines:?}"
        );
    }
}

#[test]
fn two_pages_may_not_share_a_picture() {
    let book = with_pictures(&[
        ("src/SUMMARY.md", Append("[Other](demo-build.md)\n")),
        (
            "src/demo-build.md",
            Write("# Other\n\nIt has the name of another's picture.\n"),
        ),
    ]);
    assert_eq!(
        book.lines(),
        [
            "theme/social/demo-build.png: it would be the picture of `demo-build.md` and of `demo/build.md`; \
          rename one of the pages",
            "theme/social/demo-build.png: what it was drawn from is not in theme/social/drawn.json; run `cargo book bless social`",
        ]
    );
}

#[test]
fn what_is_wrong_with_a_picture_does_not_stop_a_build_that_is_not_strict() {
    let book = with_pictures(&[]);
    fs::remove_file(book.root().join("theme/social/demo.png")).unwrap();
    let report = book.build(false).unwrap();
    assert_eq!(report.warnings.iter().count(), 1);
}
