//! Figures drawn from recorded executions, compared with what they were when somebody looked at them.

use std::fs;
use std::path::Path;

use ci::book::figures::figure as draw;
use regex::Regex;
use scraper::{Html, Selector};

/// Stands for the repository's root: has `code/`.
fn root() -> &'static Path {
    Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/figures"
    ))
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("ci/ is in the repository")
}

fn fails(toml: &str) -> String {
    format!("{:#}", draw(root(), toml).unwrap_err())
}

/// Compares with `tests/fixtures/figures/NAME.html`; `SNAPSHOTS=overwrite` writes it anew. A figure passes through Markdown
/// whole: it has no blank line, which would end the HTML.
fn draws(name: &str, toml: &str) {
    let html = draw(root(), toml).unwrap();
    assert!(!html.contains("\n\n"), "{html}");
    assert!(
        !html.contains("style="),
        "a style belongs into figures.css:\n{html}"
    );
    snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .normalize_paths(false)
        .eq(html, snapbox::Data::read_from(&root().join(name), None));
}

#[test]
fn every_shape() {
    draws(
        "shapes.html",
        "of = 'demo/shapes'\ncaption = 'All of *them*.'",
    );
}

#[test]
fn one_outcome_has_no_choice() {
    draws("one.html", "of = 'demo/one'\ncaption = 'One.'");
}

#[test]
fn the_page_chooses_and_orders_the_outcomes() {
    let html = draw(
        root(),
        "of = 'demo/shapes'\nshow = ['never ends', 'it ends, `Ok`']\ncaption = 'C'",
    )
    .unwrap();
    let (first, second) = (
        html.find("never ends").unwrap(),
        html.find("it ends").unwrap(),
    );
    assert!(first < second);
    let html = draw(
        root(),
        "of = 'demo/many'\nshow = ['outcome 6']\ncaption = 'C'",
    )
    .unwrap();
    assert!(!html.contains("outcome 1") && !html.contains("fieldset"));
}

#[test]
fn what_is_not_drawn_is_counted() {
    let all = draw(root(), "of = 'demo/shapes'\ncaption = 'C'").unwrap();
    assert!(
        all.contains("of each outcome a shortest one is drawn. [✓]"),
        "{all}"
    );
    let show = |names: &str| {
        let toml = format!("of = 'demo/many'\nshow = [{names}]\ncaption = 'C'");
        draw(root(), &toml).unwrap()
    };
    let one = show("'outcome 6'");
    assert!(
        one.contains("<p class=\"steps-name\">outcome 6, 1 of 7 orders</p>"),
        "{one}"
    );
    assert!(
        one.contains("a shortest one of this outcome is drawn. The other 6 end otherwise. [✓]"),
        "{one}"
    );
    let two = show("'outcome 6', 'outcome 1'");
    assert!(
        two.contains(
            "of each of these outcomes a shortest one is drawn. The other 5 end otherwise. [✓]"
        ),
        "{two}"
    );
}

#[test]
fn a_wrong_fence_says_what_is_wrong() {
    let cases = [
        ("of = ", "string values must be quoted"),
        ("of = 'demo/one'", "missing field `caption`"),
        (
            "of = 'demo/one'\ncaption = 'C'\ncolour = 'red'",
            "unknown field `colour`",
        ),
        (
            "of = 'one'\ncaption = 'C'",
            "`of = \"one\"` names no figure; write `section/figure`",
        ),
        (
            "of = 'demo/none'\ncaption = 'C'",
            "there is no code/demo/figures/none.json",
        ),
        ("of = '../demo/none'\ncaption = 'C'", "names no figure"),
        (
            "of = 'demo/torn'\ncaption = 'C'",
            "code/demo/figures/torn.json isn't what a recorder writes",
        ),
        ("of = 'demo/wrong'\ncaption = 'C'", "thread 3 has no name"),
        (
            "of = 'demo/shapes'\ncaption = 'C'\nshow = ['ends']",
            "`show` names `ends`, which `demo/shapes` doesn't come to; it has `it ends, `Ok``, `never ends`",
        ),
        (
            "of = 'demo/shapes'\ncaption = 'C'\nshow = []",
            "`show` is empty",
        ),
        (
            "of = 'demo/many'\ncaption = 'C'",
            "`demo/many` has 7 outcomes, more than 6; choose with `show`",
        ),
    ];
    for (toml, message) in cases {
        let error = fails(toml);
        assert!(error.contains(message), "{toml}\n{error}");
    }
}

/// What is in the figures' fences of the pages.
fn fences(dir: &Path, found: &mut Vec<toml::Table>) {
    let fence = Regex::new(r"(?ms)^ *```figure\n(.*?)^ *```$").unwrap();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            fences(&path, found);
        } else if path.extension().is_some_and(|it| it == "md") {
            let text = fs::read_to_string(path).unwrap();
            let all = fence.captures_iter(&text);
            found.extend(all.map(|fence| fence[1].parse::<toml::Table>().unwrap()));
        }
    }
}

/// Every figure that is recorded can be drawn as the pages show it, and as a whole if no page does: each step is a row with its
/// number, stands in one lane, and names what it happens after.
#[test]
fn every_recorded_figure_can_be_drawn() {
    let select = |css: &str| Selector::parse(css).unwrap();
    let mut specs = Vec::new();
    fences(&repository().join("src"), &mut specs);
    assert!(specs.len() >= 10, "{} figures", specs.len());
    for section in fs::read_dir(repository().join("code")).unwrap() {
        let section = section.unwrap();
        let name = section.file_name().into_string().unwrap();
        for file in fs::read_dir(section.path().join("figures"))
            .into_iter()
            .flatten()
        {
            let path = file.unwrap().path();
            let of = format!("{name}/{}", path.file_stem().unwrap().to_str().unwrap());
            if !specs.iter().any(|spec| spec["of"].as_str() == Some(&of)) {
                specs.push(toml::Table::from_iter([
                    ("of".to_owned(), of.into()),
                    ("caption".to_owned(), "C".into()),
                ]));
            }
        }
    }
    for spec in specs {
        let of = spec["of"].as_str().unwrap();
        let (section, name) = of.split_once('/').unwrap();
        let path = repository().join(format!("code/{section}/figures/{name}.json"));
        let recorded: figure::Figure =
            serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let mut outcomes = recorded.outcomes;
        if let Some(names) = spec.get("show") {
            let names = names.as_array().unwrap();
            outcomes.retain(|it| names.iter().any(|name| name.as_str() == Some(&it.name)));
        }
        let html = draw(repository(), &spec.to_string()).unwrap();
        let html = Html::parse_fragment(&html);
        let has = |css: &str| html.select(&select(css)).count();
        let edges: usize = outcomes.iter().map(|outcome| outcome.edges.len()).sum();
        let steps: usize = outcomes.iter().map(|outcome| outcome.steps.len()).sum();
        assert_eq!(has("step-figure"), outcomes.len(), "{of}");
        assert_eq!(has("tbody tr"), steps, "{of}");
        assert_eq!(has("tbody .step"), steps, "{of}");
        assert_eq!(has(".step em"), edges, "{of}");
        // Each arrow has one beginning, one end and one head.
        assert_eq!(has(".leaves"), edges, "{of}");
        assert_eq!(has(".gutter b"), edges, "{of}");
    }
}
