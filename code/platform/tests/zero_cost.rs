//! `platform` costs nothing: a lock on it is the same machine code as a lock on std.
#![cfg(not(any(model, miri)))]

use std::path::{Path, PathBuf};
use std::process::Command;

/// A lock on `platform` compiles to the assembly of the same lock on std's atomics and cell.
#[test]
fn a_lock_is_the_same_code_as_on_std() {
    let on_std = functions(&assembly("zero_cost_on_std"));
    let on_platform = functions(&assembly("zero_cost_on_platform"));
    assert_eq!(
        on_std.matches("zero_cost_").count(),
        2,
        "not the two functions:\n{on_std}"
    );
    assert!(on_std.lines().count() > 10, "hardly code:\n{on_std}");
    assert_eq!(on_std, on_platform);
}

/// Compiles an example, optimised, and returns its assembly.
fn assembly(example: &str) -> String {
    // A directory of its own: the one in use is locked while the tests are being built.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("zero-cost");
    let output = Command::new(env!("CARGO"))
        .args([
            "rustc",
            "--locked",
            "--offline",
            "--release",
            "--package",
            "platform",
        ])
        .args(["--example", example, "--target-dir"])
        .arg(&target)
        .args(["--", "--emit", "asm", "-C", "codegen-units=1"])
        // Neither instrumentation nor another target: both locks as they are shipped here.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    std::fs::read_to_string(newest(&target.join("release/examples"), example)).unwrap()
}

/// The assembly of the last build: an older compiler or profile leaves files of other names.
fn newest(directory: &Path, example: &str) -> PathBuf {
    let files = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let assembly = files.filter(|path| {
        let name = path.file_stem().unwrap().to_str().unwrap();
        path.extension() == Some("s".as_ref()) && name.starts_with(&format!("{example}-"))
    });
    assembly
        .max_by_key(|path| path.metadata().unwrap().modified().unwrap())
        .expect("assembly")
}

/// The instructions and labels, without directives, which tell files apart.
fn functions(assembly: &str) -> String {
    let lines = assembly.lines().map(str::trim);
    let code = lines.filter(|line| {
        let label = line.ends_with(':') && !line.starts_with(".Lfunc_");
        label || !line.starts_with(['.', '#', ';'])
    });
    code.flat_map(|line| [line, "\n"]).collect()
}
