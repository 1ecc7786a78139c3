//! What was found out by trying: where a lock is held, and who warns of it.
#![cfg(not(model))]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::str;
use std::sync::LazyLock;
use std::time::Duration;

use harness::{settle, table, transcript};

/// Far longer than any of these takes.
const LIMIT: Duration = Duration::from_mins(1);

const EDITIONS: [&str; 2] = ["2021", "2024"];

// ---- Where the lock is held ----

/// The cases of one program: group, code, and `held` or `free`.
type Cases = Vec<(String, String, String)>;

/// What the program prints that is compiled for `edition`; or the compiler's reason not to.
fn observe(program: &str, edition: &str) -> Result<Cases, String> {
    let built = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{program}_{edition}"));
    let output = Command::new("rustc")
        .args(["--edition", edition, "-o"])
        .arg(&built)
        .arg(format!("examples/{program}.rs"))
        .output()
        .unwrap();
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let shown = transcript(Command::new(built), LIMIT);
    let mut group = "";
    let mut cases = Cases::new();
    for line in shown.lines() {
        match line
            .strip_prefix("  ")
            .and_then(|case| case.split_once("  "))
        {
            Some((found, code)) => cases.push((group.into(), code.into(), found.into())),
            None => group = line,
        }
    }
    Ok(cases)
}

/// One program, compiled for both editions.
static HELD: LazyLock<[Cases; 2]> =
    LazyLock::new(|| EDITIONS.map(|edition| observe("held", edition).unwrap()));

/// Both editions' findings about the cases of a group, side by side.
fn both(group: &str) -> Vec<[String; 3]> {
    let [old, new] = &*HELD;
    let rows: Vec<_> = old
        .iter()
        .zip(new)
        .filter(|((its, _, _), _)| its == group)
        .map(|((_, code, old), (_, same, new))| {
            assert_eq!(code, same);
            [format!("`{code}`"), old.clone(), new.clone()]
        })
        .collect();
    assert!(!rows.is_empty(), "no case of `{group}`");
    rows
}

fn settle_group(name: &str, group: &str) {
    let rows = both(group);
    table(
        name,
        &["code", "2021", "2024"],
        rows.iter().map(<[_; 3]>::as_slice),
    );
}

/// Checks that the lock is held in this case in these editions, and in no other.
fn held_in(code: &str, editions: &[&str]) {
    for (edition, cases) in EDITIONS.iter().zip(&*HELD) {
        let found = cases.iter().find(|(_, its, _)| its == code);
        let (_, _, found) = found.unwrap_or_else(|| panic!("no case `{code}`"));
        assert_eq!(
            found == "held",
            editions.contains(edition),
            "{code} is {found} in {edition}"
        );
    }
}

/// A guard that has a name is held to the end of the block, unless it is moved; a reference made of it keeps it, too. One that a `let` uses on the way is
/// gone after the statement, and before the `else` of a `let … else`.
#[test]
fn what_a_let_holds() {
    held_in("let _guard = m.lock(); here();", &EDITIONS);
    held_in("let list = &*m.lock(); here();", &EDITIONS);
    held_in("let guard = m.lock(); drop(guard); here();", &[]);
    held_in("let _ = m.lock(); here();", &[]);
    held_in("let len = m.lock().len(); here();", &[]);
    held_in(
        "let Some(last) = m.lock().get(9).copied() else { here(); return };",
        &[],
    );
    settle_group("held-variables", "variables");
}

/// A guard without a name is held to the end of its statement, whatever else that does. An operand of `&&` or `||` is the exception. The left
/// side of an assignment comes after the right one; that of a `+=` does if both are of primitive types, and else comes first.
#[test]
fn what_an_expression_holds() {
    held_in("call(m.lock().len(), here);", &EDITIONS);
    held_in("let row = (m.lock().len(), here());", &EDITIONS);
    held_in("m.lock().push(2); here();", &[]);
    // Both sides primitive, and not.
    held_in("m.lock()[0] += { here(); 2 };", &[]);
    held_in("*m.lock() += { here(); Apple };", &EDITIONS);
    held_in("let none = m.lock().is_empty() || { here(); true };", &[]);
    settle_group("held-expressions", "expressions");
}

/// A guard in the condition of an `if` is gone before the block. In what an `if let` or a `match` looks at it is held in the block, and in the edition of 2021
/// in the `else` too.
#[test]
fn what_a_branch_holds() {
    held_in("if m.lock().len() == 1 { here() }", &[]);
    held_in("if let Some(last) = m.lock().pop() { here() }", &EDITIONS);
    held_in("match m.lock().len() { n => here() }", &EDITIONS);
    held_in("match { m.lock().len() } { n => here() }", &["2021"]);
    held_in(
        "if let Some(last) = m.lock().get(9) {} else { here() }",
        &["2021"],
    );
    settle_group("held-branches", "branches");
}

/// A guard in the condition of a `while` is gone before the block. In what a `while let` or a `for` looks at it is held in the block; if
/// that is itself a block, in the edition of 2021 only.
#[test]
fn what_a_loop_holds() {
    held_in("while m.lock().len() == 1 { here(); break }", &[]);
    held_in(
        "while let Some(last) = m.lock().pop() { here() }",
        &EDITIONS,
    );
    held_in("for n in m.lock().clone() { here() }", &EDITIONS);
    held_in("for n in { m.lock().clone() } { here() }", &["2021"]);
    held_in(
        "while let Some(last) = { m.lock().pop() } { here() }",
        &["2021"],
    );
    settle_group("held-loops", "loops");
}

/// A guard in the last expression of a block is gone with the block in the edition of 2024. In that of 2021 it outlives the block's variables, and lives
/// as long as the statement around the block.
#[test]
fn what_the_end_of_a_block_holds() {
    held_in(
        "let len = { let at_end = AtEnd(here); m.lock().len() };",
        &["2021"],
    );
    held_in("call({ m.lock().len() }, here);", &["2021"]);
    settle_group("held-ends", "ends of blocks");
}

/// In a chain of conditions a guard in a `let` is held for the rest of the chain and in the block, and gone in the `else`. The edition of 2021 has no chains.
#[test]
fn what_a_chain_holds() {
    let refused = observe("held_in_chains", "2021").unwrap_err();
    assert!(
        refused.contains("let chains are only allowed in Rust 2024 or later"),
        "{refused}"
    );
    let cases = observe("held_in_chains", "2024").unwrap();
    let found: Vec<_> = cases.iter().map(|(_, _, found)| &**found).collect();
    // In the rest of the chain, in the block, in the `else`; after a condition without `let`, in the block and in the chain; in a loop.
    assert_eq!(found, ["held", "held", "free", "free", "free", "held"]);
    let rows: Vec<_> = cases
        .into_iter()
        .map(|(_, code, found)| [format!("`{code}`"), "refused".to_owned(), found])
        .collect();
    table(
        "held-chains",
        &["code", "2021", "2024"],
        rows.iter().map(<[_; 3]>::as_slice),
    );
}

// ---- Who warns ----

/// The warnings that are about locks and guards, and the one about what is forgotten.
const LINTS: [&str; 14] = [
    "let_underscore_lock",
    "if_let_rescope",
    "tail_expr_drop_order",
    "clippy::await_holding_lock",
    "clippy::if_let_mutex",
    "clippy::let_underscore_lock",
    "clippy::manual_while_let_some",
    "clippy::mem_forget",
    "clippy::mut_mutex_lock",
    "clippy::mutex_atomic",
    "clippy::mutex_integer",
    "clippy::significant_drop_in_scrutinee",
    "clippy::significant_drop_tightening",
    "clippy::while_let_loop",
];

/// The programs that they are tried on.
const PROGRAMS: [&str; 15] = [
    "tests/reject/underscore.rs",
    "examples/match_holds.rs",
    "examples/one_at_a_time.rs",
    "examples/two_at_a_time.rs",
    "tests/linted/two_locks_for_one_job.rs",
    "examples/if_let_else.rs",
    "tests/linted/guard_of_its_own.rs",
    "tests/linted/block_end.rs",
    "tests/linted/held_too_long.rs",
    "tests/linted/across_an_await.rs",
    "tests/linted/exclusive_and_locked.rs",
    "tests/linted/a_flag.rs",
    "tests/linted/a_number.rs",
    "examples/locks_twice.rs",
    "examples/forgotten.rs",
];

/// Has clippy look at a program.
fn clippy(program: &str, edition: &str, arguments: &[&str]) -> Output {
    static SYSROOT: LazyLock<String> = LazyLock::new(|| {
        let asked = Command::new("rustc")
            .args(["--print", "sysroot"])
            .output()
            .unwrap();
        str::from_utf8(&asked.stdout).unwrap().trim().to_owned()
    });
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("linted");
    fs::create_dir_all(&folder).unwrap();
    Command::new(Path::new(&*SYSROOT).join("bin/clippy-driver"))
        .args(["--edition", edition, "--emit", "metadata", "--out-dir"])
        .arg(folder)
        .args(arguments)
        .arg(program)
        .output()
        .unwrap()
}

/// Those of the lints that say something of the program, each with the level at which it does.
fn fired(program: &str, edition: &str, arguments: &[&str]) -> BTreeSet<(String, String)> {
    let json = [&["--error-format=json"], arguments].concat();
    let output = clippy(program, edition, &json);
    let between = |line: &str, start: &str| {
        let (_, rest) = line.split_once(start)?;
        Some(rest.split('"').next()?.to_owned())
    };
    str::from_utf8(&output.stderr)
        .unwrap()
        .lines()
        .filter_map(|line| {
            let lint = between(line, r#""code":{"code":""#)?;
            let level = between(line, r#""level":""#)?;
            LINTS.contains(&&*lint).then_some((lint, level))
        })
        .collect()
}

/// Which warnings of the compiler and of clippy are about a guard, which programs they speak of, in which edition, and whether one has to ask for them.
/// By default nothing at all is said of a `match` or a `while let` that holds a lock, of a method that locks twice, or of a forgotten guard. Two of the lints
/// have nothing to say of any of the programs.
#[test]
fn who_warns_of_a_guard() {
    let warn: Vec<&str> = LINTS.iter().flat_map(|&lint| ["-W", lint]).collect();
    let mut rows = Vec::new();
    let mut silent = BTreeSet::from(LINTS);
    for program in PROGRAMS {
        let asked = EDITIONS.map(|edition| fired(program, edition, &warn));
        let by_default = EDITIONS.map(|edition| fired(program, edition, &[]));
        let of = |all: &BTreeSet<(String, String)>, lint: &str| {
            all.iter()
                .find(|(name, _)| name == lint)
                .map(|(_, level)| level.clone())
        };
        let file = Path::new(program).file_name().unwrap().to_str().unwrap();
        let before = rows.len();
        for lint in LINTS {
            let found = asked.each_ref().map(|asked| of(asked, lint).is_some());
            if !found.contains(&true) {
                continue;
            }
            silent.remove(lint);
            let level = by_default.iter().find_map(|all| of(all, lint));
            let level = level.unwrap_or_else(|| "off".to_owned());
            let (by, name) = match lint.strip_prefix("clippy::") {
                Some(name) => ("clippy", name),
                None => ("rustc", lint),
            };
            let editions = match found {
                [true, true] => "both",
                [true, false] => "2021",
                _ => "2024",
            };
            rows.push([
                format!("`{file}`: `{name}`"),
                format!("{by}: {level}"),
                editions.to_owned(),
            ]);
        }
        if rows.len() == before {
            rows.push([format!("`{file}`: none"), String::new(), String::new()]);
        }
    }
    let unasked = |file: &str| {
        let file = format!("`{file}`: ");
        rows.iter()
            .filter(|row| row[0].starts_with(&file))
            .all(|row| row[1].is_empty() || row[1].ends_with(": off"))
    };
    for file in [
        "match_holds.rs",
        "one_at_a_time.rs",
        "locks_twice.rs",
        "forgotten.rs",
    ] {
        assert!(unasked(file), "somebody warns of {file}");
        for edition in EDITIONS {
            let output = clippy(&format!("examples/{file}"), edition, &[]);
            assert_eq!(str::from_utf8(&output.stderr), Ok(""), "{file}");
        }
    }
    assert!(!unasked("underscore.rs"));
    let silent: Vec<_> = silent.into_iter().collect();
    assert_eq!(
        silent,
        ["clippy::let_underscore_lock", "clippy::while_let_loop"]
    );
    table(
        "lints",
        &["program: lint", "by default", "edition"],
        rows.iter().map(<[_; 3]>::as_slice),
    );
}

/// What clippy says of a program, as the book shows it.
fn said(name: &str, program: &str, edition: &str, arguments: &[&str]) {
    let output = clippy(program, edition, arguments);
    settle(
        format!("traces/{name}.txt"),
        str::from_utf8(&output.stderr).unwrap(),
    );
}

/// Clippy's `significant_drop_in_scrutinee`, if one asks for it, finds a guard that a `while let` holds in its block. It is one of the *nursery*, and the
/// loop that lets go has no warning.
#[test]
fn clippy_finds_what_a_while_let_holds() {
    let lint = "clippy::significant_drop_in_scrutinee";
    let speaks_of = |program: &str, asked: &str| {
        let all = fired(program, "2024", &["-W", asked]);
        all.iter().any(|(name, _)| name == lint)
    };
    assert!(speaks_of("examples/one_at_a_time.rs", "clippy::nursery"));
    assert!(!speaks_of("examples/two_at_a_time.rs", "clippy::nursery"));
    let program = "examples/one_at_a_time.rs";
    said("lint-while-let", program, "2024", &["-W", lint]);
}

/// Clippy's `if_let_mutex`, which is on by default, refuses in the edition of 2021 an `else` that locks what its `if let` has locked. In that of 2024 it has
/// nothing to say.
#[test]
fn clippy_refuses_an_else_that_locks_again() {
    let program = "examples/if_let_else.rs";
    let error = ("clippy::if_let_mutex".to_owned(), "error".to_owned());
    assert!(fired(program, "2021", &[]).contains(&error));
    assert!(fired(program, "2024", &[]).is_empty());
    said("lint-if-let", program, "2021", &[]);
}

/// In the edition of 2021 a guard in the last expression of a block outlives the block's variables: the compiler refuses a guard of one of these, and says so.
#[test]
fn the_end_of_a_block_outlives_its_variables_in_2021() {
    let output = Command::new("rustc")
        .args(["--edition", "2021", "--emit", "metadata", "--out-dir"])
        .arg(env!("CARGO_TARGET_TMPDIR"))
        .arg("examples/own_mutex.rs")
        .output()
        .unwrap();
    let text = str::from_utf8(&output.stderr).unwrap();
    assert!(text.starts_with("error[E0597]"), "{text}");
    settle("traces/own-mutex-2021.txt", text);
}
