//! What the examples of *Reader-writer locks* print.
#![cfg(not(model))]

use harness::{hangs, output, outputs};

outputs! {
    readers_meet: "readers_meet";
    states: "states";
    replaced: "replaced";
    many_read: "many_read";
    parking_lot_recursive: "parking_lot_recursive";
    overtaken: "overtaken";
    if_let_lets_go: "if_let_lets_go";
    two_berths: "two_berths";
    one_berth: "one_berth";
    upgradable: "upgradable";
    downgraded: "downgraded";
    poisoned_by_writers: "poisoned_by_writers";
}

#[test]
fn readers_meet_mutex() {
    hangs("readers_meet_mutex");
}

#[test]
fn parking_lot_hangs() {
    hangs("parking_lot_hangs");
}

#[test]
fn book_hangs() {
    hangs("book_hangs");
}

/// What std's lock does when a writer waits is the platform's to say; a thread that waits for itself may panic.
#[cfg(target_os = "linux")]
mod on_linux {
    use super::{hangs, output};

    #[test]
    fn held_too_long() {
        output("held_too_long");
    }

    #[test]
    fn readers_never_meet() {
        hangs("readers_never_meet");
    }

    #[test]
    fn recursive_read() {
        hangs("recursive_read");
    }

    #[test]
    fn recursive_read_mended() {
        output("recursive_read_mended");
    }

    #[test]
    fn match_hangs() {
        hangs("match_hangs");
    }

    #[test]
    fn both_upgrade() {
        hangs("both_upgrade");
    }
}
