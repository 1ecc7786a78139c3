//! Programs that the compiler refuses. Each is named after the mistake.
#![cfg(not(model))]

use harness::rejects;

/// Two scoped threads can't both borrow a variable exclusively.
#[test]
fn two_threads_can_not_both_write_a_variable() {
    rejects("two_threads_write", "E0499");
}

/// One thread can't read a variable while another holds an exclusive reference to it.
#[test]
fn one_thread_can_not_read_what_another_may_write() {
    rejects("one_reads_one_writes", "E0502");
}

/// A thread that nothing joins can't borrow a local variable of the thread that started it.
#[test]
fn a_spawned_thread_can_not_borrow_a_local() {
    rejects("thread_outlives_data", "E0373");
}

/// Two threads can't share a `Cell`, although no exclusive reference to it exists: it isn't `Sync`.
#[test]
fn a_cell_can_not_be_shared_between_threads() {
    rejects("cell_shared", "E0277");
}

/// A `static` must be `Sync`, so a `Cell` can't be one, even in a program with one thread.
#[test]
fn a_static_must_be_sync() {
    rejects("cell_in_a_static", "E0277");
}

/// A `static mut` can't be written without `unsafe`.
#[test]
fn a_static_mut_needs_unsafe() {
    rejects("static_mut_in_safe_code", "E0133");
}

/// A mutex's guard can't be sent to another thread.
#[test]
fn a_guard_can_not_be_sent() {
    rejects("guard_sent", "E0277");
}

/// Stable Rust has no way to write `impl !Send`.
#[test]
fn a_negative_impl_is_unstable() {
    rejects("opting_out_by_hand", "E0658");
}

/// A boxed closure whose type doesn't say `Send` can't be sent, whatever the closure holds.
#[test]
fn a_trait_object_is_send_only_if_its_type_says_so() {
    rejects("boxed_closure_sent", "E0277");
}

/// A struct with one field that isn't `Send` can't be sent.
#[test]
fn one_field_that_is_not_send_is_enough() {
    rejects("one_field_is_enough", "E0277");
}
