//! What differs between std and the book, found out from both.
#![cfg(not(model))]

use std::mem::size_of;
use std::sync::LazyLock;

use differences::{Difference, Found, Kind, explained};
use harness::table;

mod differences;
mod shown;

static FOUND: LazyLock<Found> = LazyLock::new(differences::find);

fn rows(kind: Kind) -> Vec<(&'static str, Vec<&'static Difference>)> {
    explained(&FOUND.differences, kind)
}

/// The names of what differs, and the reason.
fn names(kind: Kind) -> Vec<[String; 2]> {
    let name = |it: &&Difference| it.name();
    rows(kind)
        .iter()
        .map(|(why, of)| {
            let names: Vec<String> = of.iter().map(name).collect();
            [names.join(", "), (*why).to_owned()]
        })
        .collect()
}

/// Each item of the facade is the book's or the standard library's.
#[test]
fn each_item_is_the_books_or_stds() {
    let named = |names: &[String]| {
        if names.is_empty() {
            return "–".to_owned();
        }
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        names.join(", ")
    };
    let rows: Vec<[String; 3]> = FOUND
        .whose
        .iter()
        .map(|it| {
            let module = match it.module.as_str() {
                "" => "`sync`".to_owned(),
                name => format!("`sync::{name}`"),
            };
            [module, named(&it.books), named(&it.stds)]
        })
        .collect();
    table(
        "whose",
        &["Module", "The book's", "The standard library's"],
        rows.iter().map(<[_; 3]>::as_slice),
    );
}

/// What std has, stable, and the book hasn't: each has a reason.
#[test]
fn what_std_has_and_the_book_has_not() {
    let rows = names(Kind::Missing);
    table(
        "missing",
        &["std has", "and the book hasn't, because"],
        rows.iter().map(<[_; 2]>::as_slice),
    );
}

/// Some traits of std's are unstable, so that the book's types can't have them: the compiler and std alone make use of them.
#[test]
fn what_only_std_can_implement() {
    let rows: Vec<[String; 3]> = rows(Kind::Unstable)
        .iter()
        .map(|(what_for, of)| {
            let types: Vec<String> = of.iter().map(|it| format!("`{}`", it.item)).collect();
            let name = format!("`{}`", of[0].what);
            [name, types.join(", "), (*what_for).to_owned()]
        })
        .collect();
    table(
        "unstable",
        &["Trait", "Types of std's that have it", "What it is for"],
        rows.iter().map(<[_; 3]>::as_slice),
    );
}

/// What both have, with other bounds or another signature: each has a reason.
#[test]
fn what_both_have_and_differently() {
    let mut lines: Vec<[String; 4]> = Vec::new();
    for (why, of) in rows(Kind::Changed) {
        for difference in of {
            let [theirs, ours] = difference.sides();
            let name = difference.name();
            match lines.last_mut() {
                // Methods that differ in the same way.
                Some(last) if last[1..] == [theirs.clone(), ours.clone(), why.to_owned()] => {
                    last[0] += &format!(", {name}");
                }
                _ => lines.push([name, theirs, ours, why.to_owned()]),
            }
        }
    }
    table(
        "changed",
        &["What", "In std", "Here", "Why"],
        lines.iter().map(<[_; 4]>::as_slice),
    );
}

/// What the book has and std hasn't, or has as unstable: each has a reason.
#[test]
fn what_the_book_has_and_std_has_not() {
    let rows = names(Kind::More);
    table(
        "more",
        &["The book has", "What it is"],
        rows.iter().map(<[_; 2]>::as_slice),
    );
}

/// What `{:?}` and `{}` show of the book's types is what they show of std's, but for these.
#[test]
fn what_is_shown_otherwise() {
    let [theirs, ours] = shown::both();
    assert!(theirs.len() > 40 && theirs.len() == ours.len());
    let pairs = theirs.iter().zip(&ours);
    let rows: Vec<[String; 3]> = pairs
        .filter(|(theirs, ours)| theirs != ours)
        .map(|((what, theirs), (_, ours))| {
            [
                (*what).to_owned(),
                format!("`{theirs}`"),
                format!("`{ours}`"),
            ]
        })
        .collect();
    table(
        "shown",
        &["What", "In std", "Here"],
        rows.iter().map(<[_; 3]>::as_slice),
    );
}

/// How large the types are, on 64-bit Linux, in bytes.
#[test]
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
fn how_large_the_types_are() {
    macro_rules! sizes {
        ($($name:literal: $theirs:ty, $ours:ty;)*) => {
            [$([
                format!("`{}`", $name),
                size_of::<$theirs>().to_string(),
                size_of::<$ours>().to_string(),
            ]),*]
        };
    }
    let rows = sizes! {
        "Mutex<u32>": std::sync::Mutex<u32>, sync::Mutex<u32>;
        "MutexGuard<u32>": std::sync::MutexGuard<'_, u32>, sync::MutexGuard<'_, u32>;
        "RwLock<u32>": std::sync::RwLock<u32>, sync::RwLock<u32>;
        "RwLockReadGuard<u32>": std::sync::RwLockReadGuard<'_, u32>, sync::RwLockReadGuard<'_, u32>;
        "RwLockWriteGuard<u32>": std::sync::RwLockWriteGuard<'_, u32>, sync::RwLockWriteGuard<'_, u32>;
        "Condvar": std::sync::Condvar, sync::Condvar;
        "Barrier": std::sync::Barrier, sync::Barrier;
        "Option<Arc<u32>>": Option<std::sync::Arc<u32>>, Option<sync::Arc<u32>>;
        "thread::JoinHandle<u32>": std::thread::JoinHandle<u32>, sync::thread::JoinHandle<u32>;
        "thread::Thread": std::thread::Thread, sync::thread::Thread;
        "cell::RefCell<u32>": std::cell::RefCell<u32>, sync::cell::RefCell<u32>;
        "cell::OnceCell<u32>": std::cell::OnceCell<u32>, sync::cell::OnceCell<u32>;
    };
    table(
        "sizes",
        &["Type", "std, bytes", "the book, bytes"],
        rows.iter().map(<[_; 3]>::as_slice),
    );
}
