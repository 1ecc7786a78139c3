//! What the optimiser makes of a function, against what the book shows.
//!
//! A program in `listings/` is compiled by the compiler alone, with `-O` and without cargo, so that nothing but its
//! text decides what becomes of it. Two things are taken from one compilation: the assembly of a function, which the
//! book shows and which belongs to one processor and one system, and the compiler's own representation of it just
//! before, from which [`Listing`] answers on every machine.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

use regex::{Captures, Regex};
use rustc_demangle::demangle;
use snapbox::assert::DEFAULT_ACTION_ENV;
use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

use crate::transcript;

const FOLDER: &str = "listings";

/// A program of this kind runs in milliseconds.
const LIMIT: Duration = Duration::from_mins(1);

/// The machine whose assembly the book shows.
const SHOWN: bool = cfg!(all(target_arch = "x86_64", target_os = "linux"));

/// A function as the optimiser left it.
#[derive(Debug)]
pub struct Listing {
    /// Its lines in LLVM's representation, symbols demangled.
    representation: String,
}

impl Listing {
    /// The functions that it calls, by their paths without the crate, such as `std::io::stdio::_print` or
    /// `branch`. What stands for an instruction or a hint to the optimiser is no call.
    #[must_use]
    pub fn calls(&self) -> BTreeSet<String> {
        static CALL: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?m)\b(?:call|invoke)\b[^@;\n]*@([^\s(]+)\("));
        CALL.captures_iter(&self.representation)
            .map(|call| call[1].to_owned())
            .filter(|name| !name.starts_with("llvm."))
            .collect()
    }

    /// In how many places it decides between two ways or two values.
    #[must_use]
    pub fn decisions(&self) -> usize {
        static DECISION: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?m)^\s*(?:%\S+ = (?:tail )?select |br i1 |switch )"));
        DECISION.find_iter(&self.representation).count()
    }

    /// Whether the number `value` stands in it anywhere as an operand.
    #[must_use]
    pub fn uses(&self, value: i64) -> bool {
        let operand = pattern(&format!(r"(?m)\bi(?:8|16|32|64) {value}(?:[,\s)]|$)"));
        operand.is_match(&self.representation)
    }
}

/// Compiles `listings/NAME.rs` with optimisation, compares the assembly of its function `function` with
/// `listings/NAME.s`, and returns what can be asked of it. The function has to be `pub` and `#[inline(never)]`: it is
/// compiled as a library's, whose callers the optimiser doesn't know.
///
/// The assembly is compared on x86-64 Linux only. Labels, sections and other directives to the assembler are left out.
///
/// # Panics
///
/// When the program doesn't compile or has no such function, and when the assembly differs, with the
/// difference. With `SNAPSHOTS=overwrite` in the environment the file is written instead.
#[must_use = "what the listing shows is to be asserted too"]
pub fn listing(name: &str, function: &str) -> Listing {
    let folder = scratch(name);
    let (assembly, representation) = (folder.join("listing.s"), folder.join("listing.ll"));
    let mut rustc = rustc(name);
    // Intermediate files go where the results do. Named one by one, these would have the others in the working folder,
    // where another test's compiler has its own of the same names.
    rustc
        .args(["--crate-type", "lib", "--emit", "asm,llvm-ir", "--out-dir"])
        .arg(&folder);
    if cfg!(target_arch = "x86_64") {
        rustc.args(["-C", "llvm-args=-x86-asm-syntax=intel"]);
    }
    compile(name, &mut rustc);
    let read = |path| fs::read_to_string(path).expect("the compiler wrote it");
    let (assembly, representation) = (read(assembly), read(representation));
    if SHOWN {
        let shown = of_assembly(&assembly, function)
            .unwrap_or_else(|| panic!("`{name}` has no function `{function}` after optimisation"));
        compare(name, "s", shown);
    }
    let representation = of_representation(&representation, function)
        .unwrap_or_else(|| panic!("`{name}` has no function `{function}` after optimisation"));
    Listing { representation }
}

/// Compiles `listings/NAME.rs` with optimisation, runs it, and compares its transcript with `listings/NAME.out`.
///
/// # Panics
///
/// When it doesn't compile, and when the transcript differs. With `SNAPSHOTS=overwrite` in the environment the
/// file is written instead.
pub fn optimised(name: &str) {
    let program = scratch(name).join(format!("program{}", env::consts::EXE_SUFFIX));
    compile(
        name,
        rustc(name)
            .args(["--crate-type", "bin", "-o"])
            .arg(&program),
    );
    compare(name, "out", transcript(Command::new(program), LIMIT));
}

fn source(name: &str) -> PathBuf {
    Path::new(FOLDER).join(name).with_extension("rs")
}

fn compare(name: &str, extension: &str, shown: String) {
    let path = source(name).with_extension(extension);
    let recorded = Data::read_from(&path, Some(DataFormat::Text)).raw();
    Assert::new()
        .action_env(DEFAULT_ACTION_ENV)
        .eq(shown, recorded);
}

/// A folder for what the compiler writes. Its name is no other test's: a folder for each process, and in it one for
/// each program and caller.
fn scratch(name: &str) -> PathBuf {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let test = env::current_exe().expect("a test knows its own path");
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = test
        .parent()
        .expect("a test is in a folder")
        .join("../listings")
        .join(env::var("CARGO_PKG_NAME").unwrap_or_default())
        .join(format!("{name}-{number}"));
    fs::create_dir_all(&folder).expect("the target folder can be written to");
    folder
}

/// The compiler that cargo uses, told what all these programs have in common. Nothing of it depends on where the
/// repository is, nor on cargo's settings.
fn rustc(name: &str) -> Command {
    let source = source(name);
    assert!(source.exists(), "there is no {}", source.display());
    let mut command = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    command.arg(source).args([
        "--edition=2024",
        "--crate-name=listing",
        // What isn't called in one of the two ways of compiling it is in the other.
        "--cap-lints=allow",
        "-Copt-level=3",
        "-Ccodegen-units=1",
        "-Cdebuginfo=0",
        "-Cpanic=unwind",
    ]);
    command
}

fn compile(name: &str, rustc: &mut Command) {
    let finished = rustc.output().expect("the compiler could not be started");
    assert!(
        finished.status.success(),
        "`{FOLDER}/{name}.rs` does not compile:\n{}",
        String::from_utf8_lossy(&finished.stderr)
    );
}

/// The instructions of a function in GNU assembly.
fn of_assembly(text: &str, function: &str) -> Option<String> {
    let lines = text.lines().map(with_names);
    let mut shown = String::new();
    for line in lines
        .skip_while(|line| *line != format!("{function}:"))
        .take_while(|line| !line.starts_with(".Lfunc_end"))
    {
        let is_label = line.ends_with(':');
        if !is_label && line.trim_start().starts_with(['.', '#']) {
            continue;
        }
        // A call through the table in which the linker enters addresses is a call.
        let line = line
            .replace("qword ptr [rip + ", "[")
            .replace("@GOTPCREL]", "]")
            .replace("[rip + ", "[");
        let line = match line.trim_start().split_once('\t') {
            Some((instruction, operands)) => format!("    {instruction:<7} {operands}"),
            None if is_label => line,
            None => format!("    {}", line.trim()),
        };
        shown.push_str(&line);
        shown.push('\n');
    }
    (!shown.is_empty()).then_some(shown)
}

/// The lines of a function in LLVM's representation.
fn of_representation(text: &str, function: &str) -> Option<String> {
    let head = format!("@{function}(");
    let mut shown = String::new();
    for line in text
        .lines()
        .map(with_names)
        .skip_while(|line| !(line.starts_with("define ") && line.contains(&head)))
        .take_while(|line| line != "}")
    {
        shown.push_str(&line);
        shown.push('\n');
    }
    (!shown.is_empty()).then_some(shown)
}

/// A line with names for its symbols, and constants without their hashes.
fn with_names(line: &str) -> String {
    static SYMBOL: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b_(?:ZN|R)\w+"));
    static CONSTANT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\.L(?:alloc|anon)[._]\w+"));
    let line = SYMBOL.replace_all(line, |symbol: &Captures<'_>| {
        let name = format!("{:#}", demangle(&symbol[0]));
        name.strip_prefix("listing::").unwrap_or(&name).to_owned()
    });
    CONSTANT.replace_all(&line, "constant").into_owned()
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of our own")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_instructions_and_labels_and_nothing_for_the_assembler() {
        let text = "\t.globl\t_ZN7listing1f17h0123456789abcdefE\n_ZN7listing1f17h0123456789abcdefE:\n\
                    \t.cfi_startproc\n\tinc\tdword ptr [rsi]\n\tje\t.LBB1_2\n\
                    \tlea\trdi, [rip + .Lalloc_0123]\n\
                    \tcall\tqword ptr [rip + _ZN7listing6branch17h0123456789abcdefE@GOTPCREL]\n\
                    .LBB1_2:\n\tret\n.Lfunc_end1:\n\tnop\n";
        let shown = "f:\n    inc     dword ptr [rsi]\n    je      .LBB1_2\n    lea     rdi, [constant]\n    \
                     call    [branch]\n.LBB1_2:\n    ret\n";
        assert_eq!(of_assembly(text, "f").as_deref(), Some(shown));
        assert_eq!(of_assembly(text, "g"), None);
    }

    #[test]
    fn knows_calls_decisions_and_numbers() {
        let text = "define void @_ZN7listing1f17h0123456789abcdefE(i32 %x) #0 {\n  %a = icmp eq i32 %x, 13\n  \
                    br i1 %a, label %b, label %c\n  %s = select i1 %a, i32 7, i32 11\n  \
                    tail call void @llvm.assume(i1 %a)\n  tail call fastcc void @branch(ptr @data)\n  \
                    br label %c\n  %k = add i32 %x, 130\n}\ndefine void @g() {\n  call void @other()\n}\n";
        let representation = of_representation(text, "f").unwrap();
        let listing = Listing { representation };
        assert_eq!(listing.calls(), BTreeSet::from(["branch".to_owned()]));
        assert_eq!(listing.decisions(), 2);
        assert!(listing.uses(11));
        assert!(!listing.uses(13), "only compared with");
        assert!(!listing.uses(1));
    }
}
