//! What rustdoc shows of a library's items: of another crate's, which it puts in where they are re-exported.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use scraper::{ElementRef, Html, Node, Selector};

/// A crate that has both, side by side. `rustdoc` reads what the compiler has noted of each, so that both are written alike.
const BOTH: &str = "
pub mod theirs {
    pub mod sync { #[doc(inline)] pub use std::sync::*; }
    pub mod thread { #[doc(inline)] pub use std::thread::*; }
    pub mod cell { #[doc(inline)] pub use std::cell::*; }
    pub mod rc { #[doc(inline)] pub use std::rc::*; }
}
pub mod ours {
    #[doc(inline)] pub use ::sync::*;
}
pub mod unstable {
    #[doc(inline)] pub use std::{alloc::*, bstr::*, cell::*, clone::*, marker::*, ops::*, pin::*};
}
";

/// An item: a struct, an enum, a function, an alias.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) declaration: String,
    pub(crate) standing: Standing,
    /// Whether the standard library's sources have it.
    pub(crate) is_stds: bool,
    pub(crate) methods: Vec<Method>,
    /// The `impl`s of traits, auto traits among them.
    pub(crate) impls: Vec<Impl>,
}

/// The head of an `impl` of a trait, and the types that it says the trait has.
#[derive(Debug)]
pub(crate) struct Impl {
    pub(crate) head: String,
    pub(crate) types: Vec<String>,
}

/// A method or an associated function, and the head of the `impl` around it.
#[derive(Debug)]
pub(crate) struct Method {
    pub(crate) around: String,
    pub(crate) signature: String,
    pub(crate) standing: Standing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Stable,
    Unstable,
    Deprecated,
}

/// The items by their paths, such as `thread::Builder`.
pub(crate) type Api = BTreeMap<String, Item>;

/// Has rustdoc describe both, and reads what it has written: std's, ours, and what in std an `impl` may be about and is unstable.
pub(crate) fn both() -> (Api, Api, Api) {
    let out = document();
    let mut theirs = Api::new();
    for module in ["cell", "rc", "sync", "thread"] {
        let prefix = if module == "sync" {
            String::new()
        } else {
            format!("{module}::")
        };
        read(&out.join("theirs").join(module), &prefix, &mut theirs);
    }
    let mut ours = Api::new();
    read(&out.join("ours"), "", &mut ours);
    let mut unstable = Api::new();
    read(&out.join("unstable"), "", &mut unstable);
    unstable.retain(|_, item| item.standing == Standing::Unstable);
    if let Some(folder) = out.parent() {
        // What is left lying about there is in nobody's way.
        let _ = fs::remove_dir_all(folder);
    }
    (theirs, ours, unstable)
}

fn document() -> PathBuf {
    let test = env::current_exe().expect("a test knows its own path");
    // <target>/debug/deps/tables-0123456789abcdef
    let deps = test.parent().expect("a test is in a folder");
    let profile = deps.parent().expect("and that in a profile's");
    let target = profile.parent().expect("and that in the target folder");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let name = if profile.ends_with("debug") {
        "dev"
    } else {
        "release"
    };
    let mut build = Command::new(cargo);
    build
        .args(["build", "--quiet", "--locked", "--lib", "--package", "sync"])
        .args(["--profile", name, "--target-dir"])
        .arg(target);
    finish(build, "cargo build");

    // Another process may compare at the same time.
    let out = profile.join(format!("differences-{}", process::id()));
    // Pages of an earlier run would be read as well.
    let _ = fs::remove_dir_all(&out);
    fs::create_dir_all(&out).expect("the target folder can be written to");
    let source = out.join("both.rs");
    fs::write(&source, BOTH).expect("the target folder can be written to");
    let mut rustdoc = Command::new(env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into()));
    rustdoc
        .arg(&source)
        .args([
            "--crate-name",
            "both",
            "--edition",
            "2024",
            "--cap-lints",
            "allow",
            "--extern",
        ])
        .arg(format!("sync={}", profile.join("libsync.rlib").display()))
        .arg(format!("-Ldependency={}", deps.display()))
        .arg("--out-dir")
        .arg(&out);
    finish(rustdoc, "rustdoc");
    out.join("both")
}

fn finish(mut command: Command, what: &str) {
    let finished = command.output().expect("the command can be started");
    let complaint = String::from_utf8_lossy(&finished.stderr);
    assert!(finished.status.success(), "{what}: {complaint}");
}

/// The items of a module, and of those in it. What is in a module that is std's as a whole is std's.
fn read(folder: &Path, prefix: &str, api: &mut Api) {
    let entries = fs::read_dir(folder).unwrap_or_else(|_| panic!("no {}", folder.display()));
    for entry in entries {
        let path = entry.expect("the folder can be read").path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if path.is_dir() {
            let item = page(&path.join("index.html"));
            if !item.is_stds || item.standing == Standing::Unstable {
                read(&path, &format!("{prefix}{name}::"), api);
            }
            api.insert(format!("{prefix}{name}"), item);
        } else if let [_kind, name, "html"] = name.split('.').collect::<Vec<_>>()[..] {
            api.insert(format!("{prefix}{name}"), page(&path));
        }
    }
}

fn page(path: &Path) -> Item {
    let text = fs::read_to_string(path).unwrap_or_else(|_| panic!("no {}", path.display()));
    let html = Html::parse_document(&text);
    let all = |selector: &str| -> Vec<ElementRef<'_>> { html.select(&parsed(selector)).collect() };
    let source = all("#main-content .main-heading a.src");
    let source = source
        .first()
        .and_then(|it| it.attr("href"))
        .unwrap_or_default();
    let is_stds = ["/src/std/", "/src/core/", "/src/alloc/"]
        .iter()
        .any(|of| source.contains(of));
    let declaration = all("#main-content > pre.item-decl code");
    let mut methods = Vec::new();
    for block in all("#implementations-list > details") {
        let head = block.select(&parsed("summary > section.impl > h3")).next();
        let head = head.map(written).unwrap_or_default();
        for section in block.select(&parsed("section.method")) {
            let signature = section.select(&parsed("h4")).next();
            let info = section.next_siblings().find_map(ElementRef::wrap);
            methods.push(Method {
                around: head.clone(),
                signature: signature.map(written).unwrap_or_default(),
                standing: info.map_or(Standing::Stable, standing),
            });
        }
    }
    let sections = "#trait-implementations-list section.impl, \
                    #synthetic-implementations-list section.impl";
    let implementation = |section: ElementRef<'_>| {
        let head = section.select(&parsed("h3")).next().map(written);
        // Of one that can be opened the head is the summary, and what it says comes after that.
        let opened = section.parent().and_then(|it| it.parent());
        let opened = opened
            .and_then(ElementRef::wrap)
            .filter(|it| it.value().name() == "details");
        let types = opened.map_or(Vec::new(), |it| {
            let types = parsed("section.associatedtype h4");
            it.select(&types).map(written).collect()
        });
        Impl {
            head: head.unwrap_or_default(),
            types,
        }
    };
    let info = all("#main-content > .item-info");
    Item {
        declaration: declaration
            .first()
            .copied()
            .map(written)
            .unwrap_or_default(),
        standing: info.first().copied().map_or(Standing::Stable, standing),
        is_stds,
        methods,
        impls: all(sections).into_iter().map(implementation).collect(),
    }
}

/// What stands beside an item, if it is what says so.
fn standing(info: ElementRef<'_>) -> Standing {
    let has = |class: &str| {
        let marks = parsed(&format!(".stab.{class}"));
        let found = info.select(&marks).next().is_some();
        found && info.attr("class") == Some("item-info")
    };
    match (has("unstable"), has("deprecated")) {
        (true, _) => Standing::Unstable,
        (_, true) => Standing::Deprecated,
        _ => Standing::Stable,
    }
}

/// The text of a declaration, without what opens on a click.
fn written(element: ElementRef<'_>) -> String {
    fn add(element: ElementRef<'_>, text: &mut String) {
        for child in element.children() {
            match child.value() {
                Node::Text(found) => text.push_str(&found.replace('\u{a0}', " ")),
                Node::Element(inner) if inner.attr("class") == Some("tooltip") => {}
                Node::Element(_) => {
                    // A block begins with a new line, of which the text has nothing.
                    if let Some(inner) = ElementRef::wrap(child) {
                        if inner.value().name() == "div" {
                            text.push(' ');
                        }
                        add(inner, text);
                    }
                }
                _ => {}
            }
        }
    }
    let mut text = String::new();
    add(element, &mut text);
    text
}

fn parsed(selector: &str) -> Selector {
    Selector::parse(selector).expect("a selector of our own")
}
