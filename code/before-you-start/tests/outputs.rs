//! Each program that the front matter shows prints what it shows.
#![cfg(not(model))]

use harness::{hangs, output};

#[test]
fn processes() {
    output("processes");
}

#[test]
fn orders() {
    output("orders");
}

#[test]
fn lost_update() {
    output("lost_update");
}

#[test]
fn deadlock() {
    hangs("deadlock");
}

#[test]
fn forgotten_guard() {
    output("forgotten_guard");
}

#[test]
fn starvation() {
    output("starvation");
}

#[test]
fn greeting() {
    output("greeting");
}
