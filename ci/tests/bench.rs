//! What `cargo book bench` makes of a recorded run.

use std::path::Path;

use ci::bench::{Origin, Sample, criterion, merge, printed, slug};
use ci::measurements::{Machine, Measurements};

fn origin(date: &str) -> Origin {
    Origin {
        machine: Machine {
            cpu: "Example CPU".into(),
            cores: 2,
            memory: 1 << 33,
            os: "Linux 6.1.0".into(),
        },
        compiler: "1.95.0".into(),
        commit: "0123456789ab".into(),
        date: date.into(),
    }
}

fn sample(group: &str, id: &str, x: Option<u64>, value: f64) -> Sample {
    Sample {
        group: group.into(),
        id: id.into(),
        x,
        unit: "ns".into(),
        value,
    }
}

#[test]
fn criterions_files_are_read() {
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bench/criterion");
    let mut samples: Vec<String> = criterion(&recorded)
        .unwrap()
        .iter()
        .map(|s| format!("{} {} {:?} {:.0} {}", s.group, s.id, s.x, s.value, s.unit))
        .collect();
    samples.sort();
    assert_eq!(
        samples,
        [
            "threads/many std Some(1) 63274 ns",
            "threads/many std Some(10) 299585 ns",
            "threads/spawn-join pthread (floor) None 5 ns",
            "threads/spawn-join std None 29996 ns",
        ]
    );
}

#[test]
fn printed_measures_are_read_and_brought_to_one_unit() {
    let output = "noise\n\
        measure: threads/memory/std/10 = 12.5 KiB\n\
        measure: threads/switches/pthread (floor) = 3 switches\n\
        measure: threads/start/std = 1.5 ms\n";
    let samples: Vec<_> = printed(output)
        .unwrap()
        .into_iter()
        .map(|s| (s.group, s.id, s.x, s.unit, s.value))
        .collect();
    let expected = [
        ("threads/memory", "std", Some(10), "B", 12_800.0),
        ("threads/switches", "pthread (floor)", None, "switches", 3.0),
        ("threads/start", "std", None, "ns", 1_500_000.0),
    ];
    assert_eq!(
        samples,
        expected.map(|(group, id, x, unit, value)| (
            group.to_owned(),
            id.to_owned(),
            x,
            unit.to_owned(),
            value
        ))
    );
    for wrong in [
        "threads/memory = 1 B",
        "threads/memory/std 1 B",
        "threads/memory/std = 1",
        "threads/memory/std/ten = 1 B",
        "threads/memory/std = NaN B",
    ] {
        let error = printed(&format!("measure: {wrong}"))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("write `measure: section/subject/id[/x] = number unit`"),
            "{error}"
        );
    }
}

#[test]
fn passes_are_summed_up_and_other_groups_stay() {
    let pass = |a, b| {
        vec![
            sample("threads/spawn-join", "std", None, a),
            sample("threads/spawn-join", "book", None, b),
        ]
    };
    let first = merge(
        None,
        &origin("2026-01-01"),
        &[vec![
            sample("mutex/lock", "std", Some(2), 7.0),
            sample("threads/gone", "std", None, 7.0),
        ]],
    )
    .unwrap();
    let passes = [pass(30.0, 20.0), pass(10.0, 10.0), pass(20.0, 30.0)];
    let both = merge(Some(first), &origin("2026-01-02"), &passes).unwrap();

    let names: Vec<_> = both.groups.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["mutex/lock", "threads/spawn-join"],
        "a section that is measured again has the groups that it has now"
    );
    assert_eq!(both.groups["mutex/lock"].date, "2026-01-01");
    let group = &both.groups["threads/spawn-join"];
    assert_eq!((group.date.as_str(), group.passes), ("2026-01-02", 3));
    let (book, std) = (&group.results[0], &group.results[1]);
    assert_eq!((book.id.as_str(), std.id.as_str()), ("book", "std"));
    assert_eq!(std.passes, [30.0, 10.0, 20.0]);
    assert_eq!(
        format!("{} {} {}", std.low, std.median, std.high),
        "10 20 30"
    );
    assert_eq!(slug(&both.machine).split('-').next_back(), Some("cores"));

    // What is written is what the charts read.
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("machine.json");
    std::fs::write(&path, serde_json::to_string_pretty(&both).unwrap()).unwrap();
    assert_eq!(Measurements::load(&path).unwrap(), both);
}

#[test]
fn a_measure_that_a_pass_lacks_is_an_error() {
    let passes = [
        vec![
            sample("a/b", "std", None, 1.0),
            sample("a/b", "book", None, 1.0),
        ],
        vec![sample("a/b", "std", None, 1.0)],
    ];
    let error = merge(None, &origin("2026-01-01"), &passes)
        .unwrap_err()
        .to_string();
    assert_eq!(error, "`a/b/book` was measured 1 times in 2 passes");
    let mut other = sample("a/b", "std", None, 1.0);
    other.unit = "B".into();
    let error = merge(
        None,
        &origin("2026-01-01"),
        &[vec![sample("a/b", "std", None, 1.0)], vec![other]],
    )
    .unwrap_err();
    assert_eq!(error.to_string(), "`a/b/std` has two units");
}
