//! Charts drawn from recorded measurements, compared with what they were when somebody looked at them.

use std::path::Path;

use ci::book::charts::{chart, machine, quantity_of, ratio};
use ci::book::orderings::{executions, models, orderings};
use ci::measurements::Measured;

/// Stands for the repository's root: has `measurements/`.
fn root() -> &'static Path {
    Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/charts"
    ))
}

fn measured() -> Measured {
    Measured::load(root())
}

fn fails(toml: &str) -> String {
    format!("{:#}", chart(&measured(), toml).unwrap_err())
}

/// Compares with `tests/fixtures/charts/NAME.html`; `SNAPSHOTS=overwrite` writes it anew.
fn is_as_seen(name: &str, html: &str) {
    assert!(
        !html.contains('#'),
        "a colour belongs into charts.css:\n{html}"
    );
    snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .normalize_paths(false)
        .eq(html, snapbox::Data::read_from(&root().join(name), None));
}

/// A chart passes through Markdown whole: it has no blank line, which would end the HTML.
fn draws(name: &str, toml: &str) {
    let html = chart(&measured(), toml).unwrap();
    assert!(!html.contains("\n\n"), "{html}");
    is_as_seen(&format!("{name}.html"), &html);
}

#[test]
fn bars() {
    let toml = include_str!("fixtures/charts/bars.toml");
    draws("bars", toml);
}

#[test]
fn lines() {
    let toml = include_str!("fixtures/charts/lines.toml");
    draws("lines", toml);
}

#[test]
fn lines_of_bytes() {
    let toml = include_str!("fixtures/charts/bytes.toml");
    draws("bytes", toml);
}

#[test]
fn lines_by_steps() {
    draws("share", include_str!("fixtures/charts/share.toml"));
}

#[test]
fn a_wrong_fence_says_what_is_wrong() {
    let cases = [
        ("group = ", "string values must be quoted"),
        (
            "group = 'demo/lock'\ntitle = 'T'\ncolour = 'red'",
            "unknown field `colour`",
        ),
        ("group = 'demo/lock'", "missing field `title`"),
        (
            "group = 'demo/none'\ntitle = 'T'",
            "no measurement of `demo/none`",
        ),
        (
            "group = 'other/none'\ntitle = 'T'",
            "no measurement of `other/none`",
        ),
        (
            "group = 'demo/lock'\ntitle = 'T'\nreference = 'sdt'",
            "`reference` names `sdt`, which `demo/lock` doesn't have; it has AtomicU64::fetch_add",
        ),
        (
            "group = 'demo/lock'\ntitle = 'T'\nfloor = 'sdt'",
            "`floor` names `sdt`",
        ),
        (
            "group = 'demo/lock'\ntitle = 'T'\nseries = ['sdt']",
            "`series` names `sdt`",
        ),
        (
            "group = 'demo/lock'\ntitle = 'T'\nseries = ['book']\nreference = 'channel'",
            "`series` leaves out",
        ),
        (
            "group = 'demo/lock'\ntitle = 'T'\nkind = 'lines'",
            "has no x",
        ),
        (
            "group = 'demo/many'\ntitle = 'T'",
            "write `kind = \"lines\"`",
        ),
    ];
    for (toml, message) in cases {
        let error = fails(toml);
        assert!(error.contains(message), "{toml}\n{error}");
    }
}

#[test]
fn numbers_in_a_sentence() {
    assert_eq!(
        quantity_of(&measured(), "demo/spawn-join/pthread (floor)").unwrap(),
        "63 µs"
    );
    assert_eq!(
        quantity_of(&measured(), "demo/many/std/1000").unwrap(),
        "86 ms"
    );
    assert_eq!(
        ratio(&measured(), "demo/spawn-join/book", "demo/spawn-join/std").unwrap(),
        "1.01"
    );
    let error = ratio(&measured(), "demo/spawn-join/book", "demo/lock/book")
        .unwrap_err()
        .to_string();
    assert!(error.contains("not measured together"), "{error}");
    let error = quantity_of(&measured(), "demo/many/std")
        .unwrap_err()
        .to_string();
    assert!(error.contains("it has book/1, book/3"), "{error}");
    let error = quantity_of(&measured(), "demo/std")
        .unwrap_err()
        .to_string();
    assert!(error.contains("write `section/subject/id`"), "{error}");
}

#[test]
fn the_machine_is_described_and_not_named() {
    assert_eq!(
        machine(&measured()).unwrap(),
        "Measured on Example CPU @ 2.60GHz, 2 cores, 8 GiB, Linux 6.1.0, with rustc 1.95.0, on 2026-01-31 at commit `0123456789ab`."
    );
    // Another day, and another commit.
    let several = tempfile::tempdir().unwrap();
    let directory = several.path().join("measurements");
    std::fs::create_dir(&directory).unwrap();
    let file = |of: &Path| of.join("measurements/linux-x86_64-2-cores.json");
    let text = std::fs::read_to_string(file(root())).unwrap();
    let text =
        text.replacen("2026-01-31", "2026-02-01", 1)
            .replacen("0123456789ab", "ba9876543210", 2);
    std::fs::write(file(several.path()), text).unwrap();
    assert_eq!(
        machine(&Measured::load(several.path())).unwrap(),
        "Measured on Example CPU @ 2.60GHz, 2 cores, 8 GiB, Linux 6.1.0, with rustc 1.95.0, on 2026-01-31 at commits \
         `0123456789ab`, `ba9876543210`; on 2026-02-01 at commit `ba9876543210`."
    );
    let nothing = tempfile::tempdir().unwrap();
    assert!(
        machine(&Measured::load(nothing.path()))
            .unwrap_err()
            .to_string()
            .contains("there are no measurements")
    );
}

#[test]
fn tables_of_what_was_verified() {
    is_as_seen("orderings.html", &orderings(root(), "demo").unwrap());
    assert_eq!(
        orderings(root(), "demo/lib.rs").unwrap(),
        orderings(root(), "demo").unwrap()
    );
    assert!(
        orderings(root(), "demo/bil.rs")
            .unwrap_err()
            .to_string()
            .contains("in src/bil.rs")
    );
    is_as_seen("models.html", &models(root(), "demo").unwrap());
    assert_eq!(
        executions(root(), "demo::the_last_of_three_readers_frees_it").unwrap(),
        "15,164"
    );
    let error = executions(root(), "demo::join").unwrap_err().to_string();
    assert_eq!(
        error,
        "`demo` has no model `join`; it has join_returns_the_value, the_last_of_three_readers_frees_it"
    );
    assert!(
        orderings(root(), "dmeo")
            .unwrap_err()
            .to_string()
            .contains("no section `dmeo`")
    );
    assert!(
        models(root(), "empty")
            .unwrap_err()
            .to_string()
            .contains("`empty` has no verified.json")
    );
}
