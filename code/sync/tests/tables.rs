//! What differs between std and the book, found out from both.
#![cfg(not(model))]

use std::sync::LazyLock;

use differences::{Found, Kind};

mod differences;

static FOUND: LazyLock<Found> = LazyLock::new(differences::find);

#[test]
fn dump() {
    for it in &FOUND.differences {
        println!("{:?} | {} | {} | {:?}", it.kind, it.item, it.what, it.how);
    }
    for it in &FOUND.whose {
        println!("{it:?}");
    }
    for kind in [Kind::Missing, Kind::Unstable, Kind::Changed, Kind::More] {
        differences::explained(&FOUND.differences, kind);
    }
}
