//! `cargo book new`: lays out a section from the files in ci/templates, all of it or nothing.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context as _, Result, bail, ensure};
use clap::Args;
use ignore::WalkBuilder;

use crate::bless;
use crate::browser;
use crate::stages::{Context, LIMIT, Outcome};
use crate::test::{cargo_test, must_pass};
use crate::workspace::Workspace;

/// Lay out a new section: its pages, its crate and their entries
///
/// Writes src/NAME.md and src/NAME/build.md with the headings that every section has, pages for its
/// exercises and checks, and code/NAME with a first primitive, its tests, models, bench and exercise; enters all in SUMMARY.md and Cargo.toml; and
/// blesses the section, so that the book builds and its tests pass.
#[derive(Debug, Args)]
pub struct Arguments {
    /// What page and crate are called, for example `shared-ownership`
    name: String,
    /// What the reader sees, for example "Shared ownership"
    title: String,
    /// Leave outputs, diagnostics and verified.json to a later `cargo book bless NAME`
    #[arg(long)]
    no_bless: bool,
}

/// Files of a section and the templates that they are made from. `@name@`, `@crate@` and `@title@` in
/// either are replaced.
const TEMPLATES: [(&str, &str); 25] = [
    ("src/@name@.md", include_str!("../templates/page.md")),
    ("src/@name@/build.md", include_str!("../templates/build.md")),
    (
        "src/@name@/exercises.md",
        include_str!("../templates/exercises.md"),
    ),
    ("src/@name@/hints.md", include_str!("../templates/hints.md")),
    (
        "src/@name@/solutions.md",
        include_str!("../templates/solutions.md"),
    ),
    (
        "src/@name@/checks.md",
        include_str!("../templates/checks.md"),
    ),
    (
        "code/@name@/exercises/support.rs",
        include_str!("../templates/exercises/support.rs.txt"),
    ),
    (
        "code/@name@/exercises/publish/main.rs",
        include_str!("../templates/exercises/main.rs.txt"),
    ),
    (
        "code/@name@/exercises/publish/exercise.rs",
        include_str!("../templates/exercises/exercise.rs.txt"),
    ),
    (
        "code/@name@/exercises/publish/tests.rs",
        include_str!("../templates/exercises/tests.rs.txt"),
    ),
    (
        "code/@name@/exercises/publish/hint.md",
        include_str!("../templates/exercises/hint.md"),
    ),
    (
        "code/@name@/exercises/publish/solution.rs",
        include_str!("../templates/exercises/solution.rs.txt"),
    ),
    (
        "code/@name@/exercises/publish/wrong/nothing.rs",
        include_str!("../templates/exercises/nothing.rs.txt"),
    ),
    (
        "code/@name@/exercises/publish/wrong/lucky.rs",
        include_str!("../templates/exercises/lucky.rs.txt"),
    ),
    (
        "code/@name@/Cargo.toml",
        include_str!("../templates/Cargo.toml.txt"),
    ),
    (
        "code/@name@/src/lib.rs",
        include_str!("../templates/lib.rs.txt"),
    ),
    (
        "code/@name@/examples/raise.rs",
        include_str!("../templates/example.rs.txt"),
    ),
    (
        "code/@name@/tests/checks.rs",
        include_str!("../templates/checks.rs.txt"),
    ),
    (
        "code/@name@/tests/outputs.rs",
        include_str!("../templates/outputs.rs.txt"),
    ),
    (
        "code/@name@/tests/reject.rs",
        include_str!("../templates/reject.rs.txt"),
    ),
    (
        "code/@name@/tests/reject/given_away.rs",
        include_str!("../templates/rejected.rs.txt"),
    ),
    (
        "code/@name@/tests/models.rs",
        include_str!("../templates/models.rs.txt"),
    ),
    (
        "code/@name@/tests/planted.rs",
        include_str!("../templates/planted.rs.txt"),
    ),
    (
        "code/@name@/tests/stress.rs",
        include_str!("../templates/stress.rs.txt"),
    ),
    (
        "code/@name@/benches/@name@.rs",
        include_str!("../templates/bench.rs.txt"),
    ),
];

/// Names that would be ambiguous in a `use` or in `cargo book bless`, or that cargo refuses.
const RESERVED: [&str; 13] = [
    "alloc",
    "benches",
    "book",
    "build",
    "core",
    "deps",
    "examples",
    "proc-macro",
    "social",
    "src",
    "std",
    "target",
    "test",
];

/// Lays the section out.
///
/// # Errors
/// When the name or the title won't do, when a file can't be written, and when the new section does
/// not pass its tests. Nothing is left behind then.
pub fn run(arguments: &Arguments) -> Result<()> {
    let (name, title) = (arguments.name.as_str(), arguments.title.trim());
    let context = Context::new(LIMIT)?;
    let workspace = &context.workspace;
    check_name(workspace, name)?;
    ensure!(
        !title.is_empty() && !title.contains(['\n', '[', ']', '"', '\\']),
        "the title has to be one line without brackets, quotes and backslashes"
    );

    let mut layout = Layout::default();
    let done = lay_out(&context, name, title, &mut layout).and_then(|()| {
        if arguments.no_bless {
            Ok(())
        } else {
            bless::sections(&Context::new(LIMIT)?, Some(name))
        }
    });
    if let Err(error) = done {
        layout.undo();
        return Err(error.context(format!("nothing was laid out for `{name}`")));
    }
    println!(
        "laid out src/{name}.md, the pages in src/{name} and code/{name}; its entries are in src/SUMMARY.md and Cargo.toml"
    );
    if arguments.no_bless {
        println!("next: `cargo book bless {name}`, and the book builds");
    }
    Ok(())
}

/// Stage: a new section in a copy of the repository: it is blessed, the book builds with it, and its
/// tests pass.
///
/// # Errors
/// When one of them fails.
pub fn stage(context: &Context) -> Result<Outcome> {
    // The pages of the new section need their social pictures, or the strict build refuses them.
    if let Err(missing) = browser::tools() {
        return Ok(Outcome::NotRun(missing));
    }
    let workspace = &context.workspace;
    fs::create_dir_all(&workspace.target)?;
    let copy = tempfile::Builder::new()
        .prefix("new-")
        .tempdir_in(&workspace.target)?;
    copy_sources(&workspace.root, copy.path())?;
    for arguments in [
        ["new", "a-new-section", "A new section"].as_slice(),
        &["build"],
    ] {
        let mut command = Command::new(env::current_exe()?);
        // The same target directory, so that nothing but the new section is built anew.
        command
            .current_dir(copy.path())
            .env("CARGO_TARGET_DIR", &workspace.target)
            .args(arguments);
        must_pass(
            context,
            &format!("cargo book {}", arguments[0]),
            &mut command,
        )?;
    }
    let mut command = workspace.cargo();
    command
        .current_dir(copy.path())
        .args(["test", "--locked", "--package", "a-new-section"]);
    cargo_test(context, "cargo test -p a-new-section", &mut command)
}

/// Copies what git would: nothing that is ignored.
fn copy_sources(from: &Path, to: &Path) -> Result<()> {
    for entry in WalkBuilder::new(from)
        .hidden(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .build()
    {
        let entry = entry?;
        let path = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_some_and(|kind| kind.is_dir()) {
            fs::create_dir_all(path)?;
        } else {
            fs::copy(entry.path(), path)?;
        }
    }
    Ok(())
}

fn check_name(workspace: &Workspace, name: &str) -> Result<()> {
    let word = |word: &str| {
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    ensure!(
        name.split('-').all(word) && name.starts_with(|c: char| c.is_ascii_lowercase()),
        "`{name}` is no name for a section: lowercase letters and digits, words joined by `-`"
    );
    ensure!(
        !RESERVED.contains(&name) && syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_ok(),
        "`{name}` is no name for a section: Rust, cargo or this tool uses it"
    );
    for path in [
        format!("code/{name}"),
        format!("src/{name}"),
        format!("src/{name}.md"),
    ] {
        ensure!(
            !workspace.root.join(&path).exists(),
            "`{name}` is taken: there is {path}"
        );
    }
    let manifest = fs::read_to_string(workspace.root.join("Cargo.toml"))?;
    let lock = fs::read_to_string(workspace.root.join("Cargo.lock")).unwrap_or_default();
    ensure!(
        !manifest
            .lines()
            .any(|line| line.starts_with(&format!("{name} =")))
            && !lock
                .lines()
                .any(|line| line == format!("name = \"{name}\"")),
        "`{name}` is taken: the workspace depends on a crate of that name"
    );
    Ok(())
}

fn lay_out(context: &Context, name: &str, title: &str, layout: &mut Layout) -> Result<()> {
    let root = &context.workspace.root;
    let fill = |text: &str| {
        text.replace("@name@", name)
            .replace("@crate@", &name.replace('-', "_"))
            .replace("@title@", title)
    };
    for directory in ["code", "src"] {
        layout.directory(root.join(directory).join(name))?;
    }
    for (path, template) in TEMPLATES {
        layout.create(&root.join(fill(path)), &fill(template))?;
    }
    layout.edit(&root.join("src/SUMMARY.md"), |summary| {
        with_entry(summary, name, title)
    })?;
    layout.edit(&root.join("Cargo.toml"), |manifest| {
        with_dependency(manifest, name)
    })?;
    // A new member has to be in the lock file, and nothing else in it may change.
    layout.edit(&root.join("Cargo.lock"), |lock| Ok(lock.to_owned()))?;
    let mut command = context.workspace.cargo();
    command.args(["update", "--workspace", "--offline"]);
    must_pass(context, "cargo update --workspace", &mut command)?;
    Ok(())
}

/// What has been written so far, to be taken back if the rest fails.
#[derive(Debug, Default)]
struct Layout {
    made: Vec<PathBuf>,
    edited: Vec<(PathBuf, String)>,
}

impl Layout {
    fn directory(&mut self, path: PathBuf) -> Result<()> {
        fs::create_dir(&path).with_context(|| format!("{} can't be made", path.display()))?;
        self.made.push(path);
        Ok(())
    }

    fn create(&mut self, path: &Path, text: &str) -> Result<()> {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)
                .with_context(|| format!("{} can't be made", parent.display()))?;
        }
        self.made.push(path.to_path_buf());
        fs::write(path, text).with_context(|| format!("{} can't be written", path.display()))
    }

    fn edit(&mut self, path: &Path, edit: impl FnOnce(&str) -> Result<String>) -> Result<()> {
        let before = fs::read_to_string(path)
            .with_context(|| format!("{} can't be read", path.display()))?;
        let after = edit(&before)?;
        self.edited.push((path.to_path_buf(), before));
        fs::write(path, after).with_context(|| format!("{} can't be written", path.display()))
    }

    fn undo(&self) {
        for (path, before) in &self.edited {
            if let Err(error) = fs::write(path, before) {
                eprintln!("warning: {} could not be restored: {error}", path.display());
            }
        }
        for path in self.made.iter().rev() {
            let _ = if path.is_dir() {
                fs::remove_dir_all(path)
            } else {
                fs::remove_file(path)
            };
        }
    }
}

/// The summary with the section as the last one before the appendices.
fn with_entry(summary: &str, name: &str, title: &str) -> Result<String> {
    let mut lines: Vec<&str> = summary.lines().collect();
    let end = lines
        .iter()
        .position(|line| line.trim() == "---")
        .unwrap_or(lines.len());
    let Some(last) = lines[..end]
        .iter()
        .rposition(|line| line.trim_start().starts_with("- "))
    else {
        bail!("src/SUMMARY.md: no list of sections to enter this one in");
    };
    let entry = format!("- [{title}]({name}.md)");
    let build = format!("  - [Build it]({name}/build.md)");
    let exercises = format!("  - [Exercises: {title}]({name}/exercises.md)");
    let hints = format!("    - [Hints: {title}]({name}/hints.md)");
    let solutions = format!("    - [Solutions: {title}]({name}/solutions.md)");
    let checks = format!("  - [What was checked: {title}]({name}/checks.md)");
    let entries = [&entry, &build, &exercises, &hints, &solutions, &checks].map(String::as_str);
    lines.splice(last + 1..=last, entries);
    Ok(lines.join("\n") + "\n")
}

/// The manifest with the section's crate among the book's own.
fn with_dependency(manifest: &str, name: &str) -> Result<String> {
    let own = |line: &str| line.contains(" = { path = \"code/");
    let entry = format!("{name} = {{ path = \"code/{name}\" }}");
    let mut lines: Vec<&str> = manifest.lines().collect();
    let Some(last) = lines.iter().rposition(|line| own(line)) else {
        bail!("Cargo.toml: no dependency on a crate of code/ in [workspace.dependencies]");
    };
    let place = lines
        .iter()
        .position(|line| own(line) && *line > entry.as_str())
        .unwrap_or(last + 1);
    lines.insert(place, &entry);
    Ok(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_entered_after_the_last_one_and_before_the_appendices() {
        let summary = "# Summary\n\n[Start](index.md)\n\n# Part\n\n- [A](a.md)\n  - [Build it](a/build.md)\n\n\
                       ---\n\n[Z](z.md)\n";
        assert_eq!(
            with_entry(summary, "b-c", "B and C").unwrap(),
            "# Summary\n\n[Start](index.md)\n\n# Part\n\n- [A](a.md)\n  - [Build it](a/build.md)\n\
             - [B and C](b-c.md)\n  - [Build it](b-c/build.md)\n  - [Exercises: B and C](b-c/exercises.md)\n    \
             - [Hints: B and C](b-c/hints.md)\n    - [Solutions: B and C](b-c/solutions.md)\n  \
             - [What was checked: B and C](b-c/checks.md)\n\n---\n\n[Z](z.md)\n"
        );
        assert!(with_entry("# Summary\n", "b", "B").is_err());
    }

    #[test]
    fn crates_are_entered_in_the_order_of_their_names() {
        let manifest = "[workspace.dependencies]\nharness = { path = \"ci/harness\" }\n\
                        platform = { path = \"code/platform\" }\nthreads = { path = \"code/threads\" }\n\nlibc = \"0.2\"\n";
        let with = |name| with_dependency(manifest, name).unwrap();
        assert!(
            with("mutex").contains("ci/harness\" }\nmutex = { path = \"code/mutex\" }\nplatform")
        );
        assert!(
            with("rwlock")
                .contains("code/platform\" }\nrwlock = { path = \"code/rwlock\" }\nthreads")
        );
        assert!(with("zeta").contains("code/threads\" }\nzeta = { path = \"code/zeta\" }\n\nlibc"));
    }
}
