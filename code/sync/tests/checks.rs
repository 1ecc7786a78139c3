//! The statements that *Under the names of std* makes.
#![cfg(not(model))]

use std::any::TypeId;
use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;

use harness::{hangs, run, watchdog};
use quote::ToTokens;

mod twins;

/// The programs on std's paths and on the book's are one text: nothing differs but the imports, and in those nothing but
/// paths.
#[test]
fn nothing_changes_but_paths() {
    for name in twins::PROGRAMS {
        let (theirs, ours) = (twins::text(name), twins::text(&twins::book(name)));
        assert_eq!(ours, twins::twin(&theirs), "{name}");
        let rest = |text: &str| -> Vec<String> {
            let lines = text.lines().filter(|line| !twins::is_import(line));
            lines.map(str::to_owned).collect()
        };
        assert_eq!(rest(&ours), rest(&theirs), "{name}");
        let shown = fs::read_to_string(twins::file(name, "diff")).unwrap_or_default();
        assert_eq!(shown, twins::diff(&theirs, &ours), "{name}");
        // And everything does: none of the book's types is left to std.
        for module in ["cell", "rc", "sync", "thread"] {
            assert!(!ours.contains(&format!("std::{module}")), "{name}");
        }
    }
}

/// Run on std's primitives and on the book's, each of the programs prints the same.
#[test]
fn both_ways_print_the_same() {
    for name in twins::PROGRAMS {
        let shown = run(name);
        assert!(!shown.is_empty());
        assert_eq!(run(&twins::book(name)), shown, "{name}");
    }
}

/// Three of the programs are more than a hundred lines long. Together they name nearly everything that the book has built and std has as stable. What they leave out are names
/// of results, errors and guards that needn't be named, and `LazyCell`.
#[test]
fn the_programs_use_nearly_everything() {
    let long = twins::PROGRAMS.map(|name| twins::text(name).lines().count() > 100);
    assert_eq!(long.iter().filter(|long| **long).count(), 3);
    let words: BTreeSet<String> = twins::PROGRAMS
        .iter()
        .flat_map(|name| named(&twins::text(&twins::book(name))))
        .collect();
    let built = names_of_the_facade();
    assert!(built.contains("Mutex") && built.contains("park_timeout"));
    let unused: Vec<&str> = built
        .iter()
        .filter(|name| !words.contains(*name))
        .map(String::as_str)
        .collect();
    assert_eq!(
        unused,
        [
            "BarrierWaitResult",
            "BorrowError",
            "BorrowMutError",
            "LazyCell",
            "LockResult",
            "Ref",
            "RefMut",
            "TryLockResult",
            "WaitTimeoutResult"
        ]
    );
}

/// What a program names of the facade: by an import, or with the module before it.
fn named(text: &str) -> BTreeSet<String> {
    let file = syn::parse_file(text).expect("it is Rust");
    let mut names = BTreeSet::new();
    for item in &file.items {
        if let syn::Item::Use(found) = item
            && matches!(&found.tree, syn::UseTree::Path(path) if path.ident == "sync")
        {
            leaves(&found.tree, &mut names);
        }
    }
    // `thread::spawn` in code: of the tokens alone the text is written so.
    let text = file.into_token_stream().to_string();
    for after in text.split("thread :: ").skip(1) {
        let name = after.split(|c: char| !c.is_alphanumeric() && c != '_');
        names.extend(name.take(1).map(str::to_owned));
    }
    names
}

/// What the facade has that the book has built and std has as stable: no guard of a part, and nothing of `nonpoison`.
fn names_of_the_facade() -> BTreeSet<String> {
    let text = fs::read_to_string("src/lib.rs").expect("the library has a text");
    let file = syn::parse_file(&text).expect("it is Rust");
    let mut names = BTreeSet::new();
    for item in &file.items {
        match item {
            syn::Item::Use(found) => leaves(&found.tree, &mut names),
            syn::Item::Mod(module) if module.ident != "nonpoison" => {
                let items = module.content.iter().flat_map(|(_, items)| items);
                for item in items {
                    if let syn::Item::Use(found) = item {
                        leaves(&found.tree, &mut names);
                    }
                }
            }
            _ => {}
        }
    }
    names.retain(|name| !name.starts_with("Mapped"));
    names
}

/// The names that an import brings in, unless it is std's.
fn leaves(tree: &syn::UseTree, names: &mut BTreeSet<String>) {
    match tree {
        syn::UseTree::Path(path) if path.ident != "std" => leaves(&path.tree, names),
        syn::UseTree::Name(name) => {
            names.insert(name.ident.to_string());
        }
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, names)),
        _ => {}
    }
}

/// A program that parks by the book's `park` and is unparked by std's handle waits for ever: each has a token of its own.
#[test]
fn half_a_change_waits_for_ever() {
    hangs("half");
    assert_eq!(run("whole"), "unparked\nand on\n");
}

/// A thread that std has started can be parked and unparked by the book's functions, as long as it is by these alone.
#[test]
fn the_book_parks_stds_threads() {
    watchdog(Duration::from_mins(1), || {
        let (sender, receiver) = std::sync::mpsc::channel();
        let parked = std::thread::spawn(move || {
            sender.send(sync::thread::current()).unwrap();
            sync::thread::park();
        });
        receiver.recv().unwrap().unpark();
        assert!(parked.join().is_ok());
    });
}

/// std's `Arc` of a closure becomes one of a `dyn Fn` by itself, and can be called.
#[test]
fn stds_arc_coerces() {
    let call: std::sync::Arc<dyn Fn(u32) -> u32> = std::sync::Arc::new(|depth| depth + 1);
    assert_eq!(call(6), 7);
}

/// std's `Arc` of a reference may be dropped after what it refers to.
#[test]
fn stds_arc_may_dangle() {
    let (ship, tide);
    tide = 7;
    ship = std::sync::Arc::new(&tide);
    assert_eq!(**ship, 7);
}

/// An atomic, a channel, a `OnceLock` from the book's paths is the standard library's own type.
#[test]
fn what_is_passed_on_is_stds() {
    let same = [
        (
            TypeId::of::<sync::atomic::AtomicBool>(),
            TypeId::of::<std::sync::atomic::AtomicBool>(),
        ),
        (
            TypeId::of::<sync::mpsc::Sender<u8>>(),
            TypeId::of::<std::sync::mpsc::Sender<u8>>(),
        ),
        (
            TypeId::of::<sync::OnceLock<u8>>(),
            TypeId::of::<std::sync::OnceLock<u8>>(),
        ),
        (
            TypeId::of::<sync::LazyLock<u8>>(),
            TypeId::of::<std::sync::LazyLock<u8>>(),
        ),
        (
            TypeId::of::<sync::thread::LocalKey<u8>>(),
            TypeId::of::<std::thread::LocalKey<u8>>(),
        ),
    ];
    assert!(same.iter().all(|(ours, theirs)| ours == theirs));
    assert_ne!(
        TypeId::of::<sync::Mutex<u8>>(),
        TypeId::of::<std::sync::Mutex<u8>>()
    );
}
