//! Programs that the compiler must refuse.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use trybuild::TestCases;

const FOLDER: &str = "tests/reject";
const TESTS: &str = "tests/reject.rs";

/// Checks that the compiler refuses `tests/reject/NAME.rs` with the diagnostic in `NAME.stderr`, whose errors all
/// have the code `code`.
///
/// The first call of a process has all programs of the folder compiled at once.
///
/// # Panics
///
/// When the program compiles, when the diagnostic differs, when it has another code, and when the folder holds
/// a file that belongs to no test. With `TRYBUILD=overwrite` in the environment the diagnostics are written.
pub fn rejects(name: &str, code: &str) {
    static ALL_AS_RECORDED: LazyLock<bool> = LazyLock::new(|| compile(&programs()));
    /// One at a time: each starts cargo in the same folder.
    static ALONE: Mutex<()> = Mutex::new(());

    let folder = Path::new(FOLDER);
    let tests = fs::read_to_string(TESTS).unwrap_or_else(|error| panic!("{TESTS}: {error}"));
    if let Err(reason) = survey(folder, &tests) {
        panic!("{reason}");
    }
    let program = folder.join(name).with_extension("rs");
    let diagnostic = program.with_extension("stderr");
    assert!(program.exists(), "there is no {}", program.display());
    assert!(
        overwrites() || diagnostic.exists(),
        "there is no {}\nUpdate with TRYBUILD=overwrite",
        diagnostic.display()
    );

    // trybuild says of a batch only that something in it failed. To learn whether it was this program, it is
    // compiled once more, by itself.
    if !*ALL_AS_RECORDED {
        let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        assert!(
            compile(std::slice::from_ref(&program)),
            "{} is not refused as {} says: see above",
            program.display(),
            diagnostic.display()
        );
    }
    let text = fs::read_to_string(&diagnostic).expect("the diagnostic was there a moment ago");
    assert_eq!(
        codes(&text),
        BTreeSet::from([code]),
        "the error codes in {}",
        diagnostic.display()
    );
}

/// Whether the diagnostics are being recorded.
fn overwrites() -> bool {
    env::var_os("TRYBUILD").is_some_and(|action| action == "overwrite")
}

/// The programs of the folder that can be compared with something.
fn programs() -> Vec<PathBuf> {
    let mut programs: Vec<_> = fs::read_dir(FOLDER)
        .into_iter()
        .flatten()
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter(|path| overwrites() || path.with_extension("stderr").exists())
        .collect();
    programs.sort();
    programs
}

/// Has trybuild compile the programs. Whether each was refused as recorded.
fn compile(programs: &[PathBuf]) -> bool {
    catch_unwind(|| {
        let cases = TestCases::new();
        for program in programs {
            cases.compile_fail(program);
        }
        // The cases run as they are dropped, here.
    })
    .is_ok()
}

/// Checks that every file of the folder belongs to a program, and that the text of the tests names every program.
fn survey(folder: &Path, tests: &str) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        let shown = path.display();
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("rs") => {
                let name = path
                    .file_stem()
                    .and_then(|name| name.to_str())
                    .unwrap_or_default();
                if !tests.contains(&format!("\"{name}\"")) {
                    return Err(format!("{shown}: no test in {TESTS} names it"));
                }
            }
            Some("stderr") if path.with_extension("rs").exists() => {}
            Some("stderr") => return Err(format!("{shown}: its program is gone")),
            _ => return Err(format!("{shown}: neither a program nor a diagnostic")),
        }
    }
    Ok(())
}

/// The codes of the errors in a diagnostic. An error without a code counts as the code "".
fn codes(diagnostic: &str) -> BTreeSet<&str> {
    diagnostic
        .lines()
        .filter_map(|line| line.strip_prefix("error"))
        .filter_map(|rest| match rest.strip_prefix('[') {
            Some(rest) => rest.split(']').next(),
            None => rest.starts_with(':').then_some(""),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_codes() {
        let one =
            "error[E0382]: borrow of moved value: `v`\n --> a.rs:1:1\n  |\n1 | error[E9999]\n";
        assert_eq!(codes(one), BTreeSet::from(["E0382"]));
        let three = "warning: unused\nerror: expected `;`\nerror[E0373]: x\nerror[E0382]: y\nerror[E0382]: z\n";
        assert_eq!(codes(three), BTreeSet::from(["", "E0373", "E0382"]));
    }

    #[test]
    fn every_file_belongs_to_a_test() {
        let folder = env::temp_dir().join(format!("harness-survey-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let write = |name: &str| fs::write(folder.join(name), "").unwrap();
        let reason = |tests: &str| survey(&folder, tests).unwrap_err();

        write("moved.rs");
        write("moved.stderr");
        assert_eq!(survey(&folder, r#"rejects("moved", "E0382")"#), Ok(()));
        assert!(
            reason(r#"rejects("move", "E0382")"#).ends_with("no test in tests/reject.rs names it")
        );

        write("gone.stderr");
        assert!(reason(r#""moved""#).ends_with("gone.stderr: its program is gone"));
        fs::remove_file(folder.join("gone.stderr")).unwrap();

        write("notes.txt");
        assert!(reason(r#""moved""#).ends_with("notes.txt: neither a program nor a diagnostic"));
        fs::remove_dir_all(&folder).unwrap();
    }
}
