//! What differs between std and the book, found out from both.
// What std has depends on the system. The page is about Linux.
#![cfg(all(not(model), target_os = "linux"))]

use std::collections::BTreeSet;
use std::mem::size_of;
use std::sync::LazyLock;

use differences::{Difference, Found, Kind, explained};
use harness::{bullets, table};

mod differences;
mod shown;

static FOUND: LazyLock<Found> = LazyLock::new(differences::find);

/// A point for each reason: what differs, and why.
fn reasoned(kind: Kind) -> Vec<String> {
    let name = |it: &&Difference| it.name();
    explained(&FOUND.differences, kind)
        .iter()
        .map(|(why, of)| {
            let names: Vec<String> = of.iter().map(name).collect();
            format!("{}. {why}", names.join(", "))
        })
        .collect()
}

fn code(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// Each item of the facade is the book's or the standard library's.
#[test]
fn each_item_is_the_books_or_stds() {
    let points = FOUND.whose.iter().map(|it| {
        let module = match it.module.as_str() {
            "" => "sync".to_owned(),
            name => format!("sync::{name}"),
        };
        let stds = match it.stds.as_slice() {
            [] => String::new(),
            stds => format!(" The standard library's own: {}.", code(stds)),
        };
        format!("**`{module}`**: {}.{stds}", code(&it.books))
    });
    bullets("whose", points);
}

/// Two signatures are the same only if their bounds are, lifetimes among them; the names of parameters and the order of bounds don't count.
#[test]
fn a_bound_that_is_lost_is_found() {
    let same = |[one, other]: [&str; 2]| {
        let around = "impl<'scope, 'env> Scope<'scope, 'env>";
        differences::compared(around, one) == differences::compared(around, other)
    };
    let whole =
        "fn spawn<F, T>(f: F) -> J<T> where F: FnOnce() -> T + Send + 'static, T: Send + 'static";
    let renamed =
        "fn spawn<G, R: 'static + Send>(work: G) -> J<R> where G: Send + 'static + FnOnce() -> R";
    assert!(same([whole, renamed]));
    for lost in [
        "fn spawn<F, T>(f: F) -> J<T> where F: FnOnce() -> T + Send, T: Send + 'static",
        "fn spawn<F, T>(f: F) -> J<T> where F: FnOnce() -> T + Send + 'static, T: Send",
        "fn spawn<F, T>(f: F) -> J<T> where F: FnOnce() -> T + 'static, T: Send + 'static",
        "fn spawn<F, T>(f: F) -> J<T> where F: FnOnce() -> T + Send + 'scope, T: Send + 'static",
    ] {
        assert!(!same([whole, lost]), "{lost}");
    }
    let scoped = "fn spawn<F>(&'scope self, f: F) where F: FnOnce() + 'scope";
    assert!(!same([
        scoped,
        "fn spawn<F>(&'scope self, f: F) where F: FnOnce() + 'env"
    ]));
    assert!(!same([
        scoped,
        "fn spawn<F>(&self, f: F) where F: FnOnce() + 'scope"
    ]));
    let sizes = "fn of<const N: usize, const M: usize>() -> [[u8; N]; M]";
    assert!(!same([
        sizes,
        "fn of<const N: usize, const M: usize>() -> [[u8; M]; N]"
    ]));
}

/// What std has, stable, and the book hasn't: each has a reason.
#[test]
fn what_std_has_and_the_book_has_not() {
    bullets("missing", reasoned(Kind::Missing));
}

/// Some traits of std's are unstable, so that the book's types can't have them: the compiler and std alone make use of them.
#[test]
fn what_only_std_can_implement() {
    let rows = explained(&FOUND.differences, Kind::Unstable);
    let points = rows.iter().map(|(what_for, of)| {
        let types: Vec<String> = of.iter().map(|it| it.item.clone()).collect();
        format!("**`{}`** ({}). {what_for}", of[0].what, code(&types))
    });
    bullets("unstable", points);
}

/// What both have, with other bounds or another signature: each has a reason.
#[test]
fn what_both_have_and_differently() {
    let mut points = Vec::new();
    for (why, of) in explained(&FOUND.differences, Kind::Changed) {
        // Those that differ in the same way are one point.
        let mut ways: Vec<([String; 2], Vec<String>)> = Vec::new();
        for difference in of {
            let (sides, name) = (difference.sides(), difference.name());
            match ways.iter_mut().find(|(known, _)| *known == sides) {
                Some((_, names)) => names.push(name),
                None => ways.push((sides, vec![name])),
            }
        }
        let ways: Vec<String> = ways
            .iter()
            .map(|([theirs, ours], names)| {
                format!("{}: in std {theirs}, here {ours}.", names.join(", "))
            })
            .collect();
        points.push(format!("{} {why}", ways.join(" ")));
    }
    bullets("changed", points);
}

/// What the book has and std hasn't, or has as unstable: each has a reason.
#[test]
fn what_the_book_has_and_std_has_not() {
    let nightly = reasoned(Kind::Nightly).into_iter();
    let nightly = nightly.map(|point| point + " Unstable in std.");
    bullets("more", nightly.chain(reasoned(Kind::More)));
}

/// What `{:?}`, `{:#?}` and `{}` show of the book's types is what they show of std's, but for these. Each type that has them in both was tried.
#[test]
fn what_is_shown_otherwise() {
    let [theirs, ours] = shown::both();
    let tried: BTreeSet<(String, &str)> = ours
        .iter()
        .map(|it| (it.of.to_owned(), it.by.name()))
        .collect();
    assert!(tried.len() > 30);
    assert_eq!(tried, FOUND.shown);
    assert_eq!(theirs.len(), ours.len());
    let pairs = theirs.iter().zip(&ours);
    let differ = pairs.filter(|(theirs, ours)| theirs != ours);
    // What differs in the same way is one point.
    let mut ways: Vec<(&str, [&str; 2], Vec<&str>)> = Vec::new();
    for (theirs, ours) in differ {
        // Some can be told apart on several lines alone.
        let (by, texts) = if theirs.text == ours.text {
            ("{:#?}", [theirs, ours].map(|it| it.alternate.as_str()))
        } else {
            (ours.by.mark(), [theirs, ours].map(|it| it.text.as_str()))
        };
        match ways.iter_mut().find(|it| (it.0, it.1) == (by, texts)) {
            Some((.., whats)) => whats.push(ours.what),
            None => ways.push((by, texts, vec![ours.what])),
        }
    }
    let points = ways.iter().map(|(by, [theirs, ours], whats)| {
        let whats = whats.join(", ");
        format!("{whats}, by `{by}`: in std `{theirs}`, here `{ours}`.")
    });
    bullets("shown", points);
}

/// How large the types are, on 64-bit Linux, in bytes.
#[test]
#[cfg(target_pointer_width = "64")]
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
