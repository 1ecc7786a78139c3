//! The page around the text: the book's own theme on the good book.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use scraper::{ElementRef, Html, Selector};

use super::{Append, Change, Fixture, Remove, Row, Swap, Write, check_with, copy};

/// The good book with the theme of this repository, all of mdBook's own pages, and a paragraph on each page.
pub(super) fn themed(changes: &[(&str, Change)]) -> Fixture {
    let fixture = Fixture::with(&[]);
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../theme");
    copy(&theme, &fixture.root().join("theme"));
    // Pictures of other pages; without their template, a book needs none.
    fs::remove_dir_all(fixture.root().join("theme/social")).unwrap();
    let scripts: Vec<String> = ["boot.js", "search.js"]
        .iter()
        .map(|name| format!("theme/js/{name}"))
        .filter(|script| fixture.root().join(script).is_file())
        .collect();
    let config = fs::read_to_string(fixture.root().join("book.toml")).unwrap();
    let config = config
        .replace(
            "[output.html]\n",
            &format!("[output.html]\ntheme = \"target/theme\"\nadditional-js = {scripts:?}\n"),
        )
        .replace(
            "before = [\"links\"]\n",
            "before = [\"links\"]\nsite = \"https://example.org/a/book/\"\n",
        )
        .replace("enable = false", "enable = true")
        .replace("hash-files = false", "hash-files = true");
    fixture.write("book.toml", &config);
    describe(&fixture.root().join("src"));
    fixture.change(&[
        (
            "src/demo.md",
            Swap("It is demo.md.", "It shows {{two}} \"programs\"."),
        ),
        (
            "src/demo/build.md",
            Swap(
                "It is build.md.\n",
                "It is built here.\n\n## `Set` it\n\n### Twice\n",
            ),
        ),
    ]);
    fixture.change(changes);
    fixture
}

/// Gives each page a first paragraph of its own.
fn describe(dir: &Path) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            describe(&path);
        } else if path.extension().is_some_and(|own| own == "md") && name != "SUMMARY.md" {
            let text = fs::read_to_string(&path).unwrap();
            let (title, rest) = text.split_once('\n').unwrap();
            fs::write(&path, format!("{title}\n\nIt is {name}.\n{rest}")).unwrap();
        }
    }
}

fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn attributes(page: &Html, selector: &str, name: &str) -> Vec<String> {
    select(page, selector)
        .into_iter()
        .map(|element| element.attr(name).unwrap_or_default().to_owned())
        .collect()
}

/// Every page of the built book but the redirect, by its address.
fn pages(fixture: &Fixture) -> Vec<(&'static str, Html)> {
    fixture.page("index.html");
    [
        "index.html",
        "demo.html",
        "demo/build.html",
        "checks.html",
        "404.html",
        "print.html",
        "toc.html",
    ]
    .map(|path| {
        let html = fs::read_to_string(fixture.root().join("book").join(path)).unwrap();
        (path, Html::parse_document(&html))
    })
    .into()
}

/// `css/general-1a2b3c4d.css` without what changes with the contents.
fn unhashed(address: &str) -> String {
    let name = address.trim_start_matches("../");
    let (stem, extension) = name.split_once('.').unwrap();
    let stem = stem.rsplit_once('-').map_or(stem, |(stem, _)| stem);
    format!("{stem}.{extension}")
}

#[test]
fn a_page_loads_one_sheet_and_two_scripts_and_nothing_of_mdbooks() {
    for (path, page) in pages(&themed(&[])) {
        let sheets = attributes(&page, "link[rel=stylesheet]", "href");
        assert_eq!(
            sheets.iter().map(|at| unhashed(at)).collect::<Vec<_>>(),
            ["css/general.css"],
            "{path}"
        );
        let scripts: Vec<_> = attributes(&page, "script", "src")
            .iter()
            .map(|at| unhashed(at))
            .collect();
        let expected: &[_] = if path == "toc.html" {
            &["theme/js/boot.js"]
        } else {
            &["theme/js/boot.js", "book.js"]
        };
        assert_eq!(scripts, expected, "{path}");
        let waiting = select(&page, "script:not([defer])");
        assert_eq!(waiting.len(), 1, "{path} waits for more than boot.js");
    }
}

#[test]
fn no_script_stands_in_a_page() {
    for (path, page) in pages(&themed(&[])) {
        for element in select(&page, "*") {
            let inline = element.value().name() == "script" && element.text().next().is_some();
            let handler = element.value().attrs().any(|(name, value)| {
                name.starts_with("on") || value.trim_start().starts_with("javascript:")
            });
            assert!(!inline && !handler, "{path}: {}", element.html());
        }
    }
}

#[test]
fn the_contents_show_where_the_reader_is() {
    let fixture = themed(&[]);
    let listed =
        |page: &Html, within: &str| select(page, &format!("{within} ol a:not([href^='#'])")).len();
    let all = listed(&Html::parse_document(&fixture.page("toc.html")), "main");
    for (path, page) in pages(&fixture) {
        let current = attributes(&page, ".contents [aria-current=page]", "href");
        match path {
            "toc.html" => continue,
            "404.html" | "print.html" => assert_eq!(current, [""; 0], "{path}"),
            "demo/build.html" => assert_eq!(current, ["../demo/build.html"]),
            _ => assert_eq!(current, [path]),
        }
        // The two below the section are shown to who is in the section, and to who is nowhere.
        let in_the_section = path.starts_with("demo") || path == "404.html";
        let hidden = if in_the_section { 0 } else { 2 };
        assert_eq!(listed(&page, ".contents"), all - hidden, "{path}");
        assert!(
            path == "print.html" || select(&page, "h1").len() == 1,
            "{path}"
        );
    }
    let build = Html::parse_document(&fixture.page("demo/build.html"));
    assert_eq!(
        attributes(&build, ".headings a", "href"),
        ["#set-it", "#twice"]
    );
    assert_eq!(
        select(&build, ".headings > li > a > code")[0].inner_html(),
        "Set"
    );
    assert_eq!(attributes(&build, ".headings ol a", "href"), ["#twice"]);
    assert_eq!(attributes(&build, "html", "data-root"), ["../"]);
    assert_eq!(
        attributes(&build, ".turn a", "href"),
        ["../demo.html", "../demo/exercises.html"]
    );
}

#[test]
fn a_page_says_what_it_is_and_where() {
    let fixture = themed(&[("theme/social/demo-build.png", Write("not really a picture"))]);
    let canonical = |page: &Html| attributes(page, "link[rel=canonical]", "href");
    let meta = |page: &Html, name: &str| {
        attributes(
            page,
            &format!("meta[name='{name}'], meta[property='{name}']"),
            "content",
        )
    };
    let site = "https://example.org/a/book/";
    let mut descriptions = BTreeSet::new();
    for (path, page) in pages(&fixture) {
        if ["404.html", "print.html", "toc.html"].contains(&path) {
            assert_eq!(meta(&page, "robots"), ["noindex"], "{path}");
            assert_eq!(canonical(&page), [""; 0], "{path}");
            continue;
        }
        let address = format!("{site}{}", path.trim_start_matches("index.html"));
        assert_eq!(canonical(&page), [address.as_str()]);
        assert_eq!(meta(&page, "og:url"), [address.as_str()]);
        assert_eq!(meta(&page, "robots"), [""; 0], "{path}");
        assert_eq!(meta(&page, "description"), meta(&page, "og:description"));
        assert!(
            descriptions.insert(meta(&page, "description")),
            "{path} is described like another"
        );
        let pictures = meta(&page, "og:image");
        if path == "demo/build.html" {
            assert_eq!(pictures, [format!("{site}social/demo-build.png")]);
        } else {
            let picture = format!(
                "theme/social/{}",
                path.replace('/', "-").replace(".html", ".png")
            );
            assert_eq!(
                pictures.len(),
                usize::from(fixture.root().join(picture).is_file()),
                "{path}"
            );
        }
    }
    let demo = Html::parse_document(&fixture.page("demo.html"));
    assert_eq!(meta(&demo, "description"), ["It shows {{two}} “programs”."]);
    assert!(fixture.root().join("book/social/demo-build.png").is_file());
}

#[test]
fn the_first_page_is_one_page_at_two_addresses() {
    let fixture = themed(&[(
        "src/SUMMARY.md",
        Swap("[Start](index.md)", "[Start](start.md)"),
    )]);
    fs::rename(
        fixture.root().join("src/index.md"),
        fixture.root().join("src/start.md"),
    )
    .unwrap();
    for path in ["index.html", "start.html"] {
        let page = Html::parse_document(&fixture.page(path));
        let site = "https://example.org/a/book/";
        assert_eq!(
            attributes(&page, "link[rel=canonical]", "href"),
            [site],
            "{path}"
        );
        assert_eq!(
            attributes(&page, "[aria-current]", "href"),
            ["start.html"],
            "{path}"
        );
    }
}

#[test]
fn the_page_for_what_is_not_found_stands_at_any_address() {
    let fixture = themed(&[(
        "src/404.md",
        Write("# Nothing here\n\nSee [the demo](demo.html).\n"),
    )]);
    let page = Html::parse_document(&fixture.page("404.html"));
    assert_eq!(attributes(&page, "base", "href"), ["/a/book/"]);
    assert_eq!(
        attributes(&page, "main a:not(.header)", "href"),
        ["demo.html"]
    );
    // mdBook reads an address for this page too, and would use `/` here.
    let demo = Html::parse_document(&fixture.page("demo.html"));
    assert_eq!(select(&demo, "base").len(), 0);
}

#[test]
fn a_redirect_needs_no_script() {
    let page = Html::parse_document(&themed(&[]).page("old.html"));
    assert_eq!(select(&page, "script").len(), 0);
    assert_eq!(
        attributes(&page, "meta[http-equiv=refresh]", "content"),
        ["0; url=demo.html#runs"]
    );
}

#[test]
fn places_that_moved_are_data_of_the_page() {
    let fixture = themed(&[(
        "book.toml",
        Swap(
            "\"old.html\" =",
            "\"/demo.html#gone\" = \"demo/build.html\"\n\"old.html\" =",
        ),
    )]);
    let page = Html::parse_document(&fixture.page("demo.html"));
    assert_eq!(
        attributes(&page, "html", "data-fragments"),
        [r##"{"#gone":"demo/build.html"}"##]
    );
}

#[test]
fn a_book_without_a_theme_has_mdbooks() {
    let page = Html::parse_document(&Fixture::good().page("demo.html"));
    assert_eq!(select(&page, "#mdbook-sidebar").len(), 1);
}

#[test]
fn what_the_theme_cannot_be_made_of() {
    check_with(
        themed,
        &[
            Row {
                name: "a sheet that nobody knows",
                changes: &[("theme/css/more.css", Write("p { color: red; }\n"))],
                says: &[
                    "theme/css/more.css: the sheet has no place in the order of the sheets; \
                     list it in ci/src/book/theme/sheets.rs, or remove it",
                ],
            },
            Row {
                name: "a font that is not there",
                changes: &[(
                    "theme/css/shell.css",
                    Append("@font-face {\n    src: url(\"../fonts/no.woff2\");\n}\n"),
                )],
                says: &["theme/css/shell.css:…"],
            },
            Row {
                name: "no background",
                changes: &[(
                    "theme/css/tokens.css",
                    Swap("--bg: light-dark(", "--bg: somehow("),
                )],
                says: &[
                    "theme/css/tokens.css: the page's background `--bg: light-dark(…, …)` is not there; \
                     define it: the browser's own bar takes its colours",
                ],
            },
            Row {
                name: "a page that nothing describes",
                changes: &[("src/demo.md", Swap("It shows {{two}} \"programs\".", ""))],
                says: &[
                    "src/demo.md: the page has no paragraph that could describe it to a search engine; \
                     begin it with one that says what the reader will get from it",
                ],
            },
            Row {
                name: "an address that is none",
                changes: &[(
                    "book.toml",
                    Swap("https://example.org/a/book/", "example.org"),
                )],
                says: &[
                    "book.toml:11: `example.org` is not where a book can stand: an http(s) address that ends in `/`; \
                     write `site = \"https://…/\"` in [preprocessor.book], or correct MDBOOK_PREPROCESSOR__BOOK__SITE",
                ],
            },
            Row {
                name: "no address",
                changes: &[(
                    "book.toml",
                    Swap("site = \"https://example.org/a/book/\"\n", ""),
                )],
                says: &["book.toml: it does not say where the book is published; …"],
            },
            Row {
                name: "the sources for a theme",
                changes: &[("book.toml", Swap("theme = \"target/theme\"\n", ""))],
                says: &[
                    "book.toml: mdBook would take the theme's sources for a theme; \
                     set `theme = \"target/theme\"` in [output.html]: it is made there",
                ],
            },
            Row {
                name: "the sources for a theme, by name",
                changes: &[(
                    "book.toml",
                    Swap("theme = \"target/theme\"", "theme = \"./theme\""),
                )],
                says: &["book.toml:21: mdBook would take the theme's sources for a theme; …"],
            },
            Row {
                name: "a script that mdBook does not copy",
                changes: &[
                    ("theme/js/search.js", Write("")),
                    (
                        "book.toml",
                        Swap(
                            "additional-js = [",
                            "additional-js = [\"theme/js/boot.js\"] # [",
                        ),
                    ),
                ],
                says: &[
                    "book.toml:22: the pages load `theme/js/search.js`, and mdBook does not copy it; \
                     name it in `additional-js` in [output.html]",
                ],
            },
            Row {
                name: "a link on the page for what is not found",
                changes: &[("src/404.md", Write("# Nothing\n\n[x](dmeo.html)\n"))],
                says: &[
                    "src/404.md:3: the link `dmeo.html` leads nowhere: there is no `dmeo.html`; correct the address",
                ],
            },
        ],
    );
}

#[test]
fn a_theme_without_its_template_is_no_theme() {
    let fixture = themed(&[
        ("theme/page.hbs", Remove),
        ("book.toml", Swap("theme = \"target/theme\"\n", "")),
    ]);
    let page = Html::parse_document(&fixture.page("demo.html"));
    assert_eq!(select(&page, "#mdbook-sidebar").len(), 1);
}
