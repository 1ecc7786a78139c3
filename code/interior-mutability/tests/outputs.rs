//! What the examples print.
#![cfg(not(model))]

use harness::{hangs, outputs};

outputs! {
    two_references: "two_references";
    takes: "takes";
    several_cells: "several_cells";
    borrows: "borrows";
    double_borrow: "double_borrow";
    narrowed: "narrowed";
    once: "once";
    held_across_a_call: "held_across_a_call";
    let_go_before_the_call: "let_go_before_the_call";
    match_holds: "match_holds";
    match_lets_go: "match_lets_go";
    if_let_else: "if_let_else";
    bell_calls_back: "bell_calls_back";
    bell_lets_go: "bell_lets_go";
    left_empty: "left_empty";
    not_left_empty: "not_left_empty";
    changed_copy: "changed_copy";
    cycle: "cycle";
    cycle_weak: "cycle_weak";
    forgotten: "forgotten";
    atomics_by_target: "atomics_by_target";
    #[cfg(target_os = "linux")] no_system_call: "no_system_call";
}

#[test]
#[cfg(target_os = "linux")]
fn rwlock_hangs() {
    hangs("rwlock_hangs");
}

#[test]
#[cfg(target_os = "linux")]
fn second_read_hangs() {
    hangs("second_read_hangs");
}
