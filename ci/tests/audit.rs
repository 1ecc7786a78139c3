//! The audit of four small sections: one whose orderings are right, one with an ordering that is too weak, one with
//! everything that the audit complains about, and one whose excuses are good.
//!
//! One file and one test for each: they build and run models, which share `<target>/model` with the real ones.

use std::fs;
use std::path::Path;
use std::time::Duration;

use ci::audit;
use ci::stages::{Context, Outcome};
use ci::verified::{FILE_NAME, Verdict, Verified};
use ci::workspace::Section;

fn context() -> Context {
    Context::new(Duration::from_mins(10)).unwrap()
}

fn section(name: &str) -> Section {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/ordering")
        .join(name);
    Section {
        name: format!("ordering-{name}"),
        dir,
    }
}

/// What the audit says of a section that has something wrong, the first line.
fn complaint(name: &str) -> String {
    match audit::bless(&context(), &[section(name)]) {
        Ok(()) => panic!("`{name}` passes the audit"),
        Err(error) => format!("{error:#}"),
    }
}

/// The line of the fixture's source that has `text`.
fn line(name: &str, text: &str) -> usize {
    let source = fs::read_to_string(section(name).dir.join("src/lib.rs")).unwrap();
    source.lines().position(|line| line.contains(text)).unwrap() + 1
}

#[test]
fn an_ordering_that_is_too_weak_fails_before_anything_is_weakened() {
    let complaint = complaint("wrong");
    let expected = "ci/fixtures/ordering/wrong/tests/models.rs: the model `a_reader_sees_the_value` fails with the \
                    orderings as they are: Causality violation";
    assert!(complaint.contains(expected), "{complaint}");
    assert!(
        !section("wrong").dir.join(FILE_NAME).exists(),
        "a section that fails must not be recorded"
    );
}

#[test]
fn what_is_needless_unexplained_unexecuted_or_out_of_date_is_named_with_its_line() {
    let complaint = complaint("needless");
    let file = "ci/fixtures/ordering/needless/src/lib.rs";
    let expected = [
        format!(
            "{file}:{}: `self.ready.swap(1, Ordering::AcqRel)` in `OneShot::put` with Release instead of AcqRel passes \
             every model; weaken it, write a model that notices, or say above it `// AUDIT: AcqRel -> Release \
             survives: reason`",
            line("needless", "swap(")
        ),
        format!(
            "{file}:{}: `Acquire -> Relaxed` does not survive: the model `a_reader_sees_the_value` fails with",
            line("needless", "// AUDIT: Acquire")
        ),
        format!(
            "{file}:{}: `SeqCst -> Acquire` is for an ordering that `self.ready.load(Ordering::Acquire)` doesn't have",
            line("needless", "// AUDIT: SeqCst")
        ),
        format!(
            "{file}:{}: `self.ready.load(Ordering::Relaxed)` has no ORDERING comment",
            line("needless", "load(Ordering::Relaxed) == 1")
        ),
        format!(
            "{file}:{}: `self.ready.load(Ordering::Relaxed)` is said to be wrong, and a model that passes executes it",
            line("needless", "let _ =")
        ),
        format!(
            "{file}:{}: no model executes `self.ready.load(Ordering::Relaxed)` in `OneShot::is_ready`",
            line("needless", "load(Ordering::Relaxed) == 1")
        ),
    ];
    for expected in &expected {
        assert!(
            complaint.contains(expected),
            "missing: {expected}\n{complaint}"
        );
    }
    // AcqRel -> Acquire is noticed, and so is no complaint.
    assert_eq!(complaint.lines().count(), 1 + expected.len(), "{complaint}");
}

#[test]
fn excuses_are_recorded_with_their_reasons() {
    let verified = blessed("excused");
    let mutants: Vec<_> = verified
        .orderings
        .iter()
        .flat_map(|site| {
            site.mutants
                .iter()
                .map(move |m| (site.function.as_str(), m.to.name(), m.verdict))
        })
        .collect();
    assert_eq!(
        mutants,
        [
            ("OneShot::put", "Acquire", Verdict::Killed),
            ("OneShot::put", "Release", Verdict::Excused),
            ("OneShot::get", "Relaxed", Verdict::Killed),
        ]
    );
    assert!(
        verified.orderings[0].mutants[1]
            .reason
            .starts_with("a second `put`, which")
    );
    let hint = verified
        .orderings
        .iter()
        .find(|site| site.function == "OneShot::is_ready")
        .unwrap();
    assert_eq!(
        hint.unmodelled.as_deref(),
        Some("it has no effect that a model could see.")
    );
}

#[test]
fn what_is_right_is_recorded_the_same_each_time_and_compared() {
    let verified = blessed("right");
    let store = &verified.orderings[0];
    assert_eq!(
        (store.function.as_str(), store.code.as_str()),
        ("OneShot::put", "self.ready.store(1, Ordering::Release)")
    );
    assert_eq!(
        store.why,
        "Release: publishes the value; pairs with the load in `get`."
    );
    let mutant = &store.mutants[0];
    assert_eq!(
        (mutant.to.name(), mutant.by.as_str()),
        ("Relaxed", "a_reader_sees_the_value")
    );
    assert!(
        mutant.message.starts_with("Causality violation"),
        "{}",
        mutant.message
    );
    assert!(
        mutant
            .trace
            .iter()
            .any(|step| step.contains("T1  lib.rs") && step.contains("store")),
        "{:#?}",
        mutant.trace
    );

    let section = section("right");
    let again = || audit::run(&context(), std::slice::from_ref(&section));
    assert!(matches!(again().unwrap(), Outcome::Passed { .. }));
    let file = section.dir.join(FILE_NAME);
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("publishes the value", "publishes it")).unwrap();
    let outcome = again();
    fs::write(&file, text).unwrap();
    let Outcome::Failed(what) = outcome.unwrap() else {
        panic!("the audit passes what was not recorded")
    };
    assert!(
        what.contains("isn't what was recorded; run `cargo book bless ordering-right`"),
        "{what}"
    );
}

/// The facts that `bless` records, which must be the same the second time. They are not kept: they hold for one
/// compiler, and these fixtures are to pass with any.
fn blessed(name: &str) -> Verified {
    let section = section(name);
    let record = || {
        audit::bless(&context(), std::slice::from_ref(&section)).unwrap();
        fs::read_to_string(section.dir.join(FILE_NAME)).unwrap()
    };
    let (first, second) = (record(), record());
    assert!(first == second, "{first}\n{second}");
    Verified::load(&section.dir).unwrap().unwrap()
}
