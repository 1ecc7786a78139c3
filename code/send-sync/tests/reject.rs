//! Programs of *Send and Sync* that the compiler must refuse.
#![cfg(not(model))]

use harness::rejects;

/// An `Rc` can't be moved into a thread.
#[test]
fn an_rc_can_not_be_moved_into_a_thread() {
    rejects("rc_moved", "E0277");
}

/// One field that isn't `Send`, however deep inside, makes the whole type not `Send`, and the compiler names each type on the way
/// to it.
#[test]
fn the_compiler_names_the_way_to_the_field() {
    rejects("rc_deep_inside", "E0277");
}

/// A raw pointer can't be moved into a thread.
#[test]
fn a_raw_pointer_can_not_be_moved_into_a_thread() {
    rejects("pointer_moved", "E0277");
}

/// A closure that uses one field captures that field alone: a `Send` around it doesn't help.
#[test]
fn a_captured_field_goes_without_its_struct() {
    rejects("field_captured", "E0277");
}

/// `Send` can't be implemented without `unsafe`.
#[test]
fn send_is_unsafe_to_implement() {
    rejects("safe_impl", "E0200");
}

/// A `PhantomData<Cell<()>>` takes `Sync` away.
#[test]
fn a_phantom_cell_takes_sync_away() {
    rejects("opted_out", "E0277");
}

/// A handle with a raw pointer's `PhantomData` can't be moved into a thread.
#[test]
fn a_phantom_pointer_keeps_a_handle_on_its_thread() {
    rejects("handle_stays", "E0277");
}

/// A constant that calls a function with the bound refuses to compile when a type isn't `Send`.
#[test]
fn an_assertion_fails_to_compile() {
    rejects("assertion_fails", "E0277");
}

/// Behind `impl Trait` the auto traits show through: a function whose body changes can take `Send` away from its callers.
#[test]
fn auto_traits_show_through_impl_trait() {
    rejects("behind_impl_trait", "E0277");
}

/// The future of an `async` function that holds an `Rc` across an `.await` isn't `Send`.
#[test]
fn an_rc_across_an_await_makes_a_future_that_stays() {
    rejects("rc_across_await", "");
}

/// A guard that was used and then given to `drop` before the `.await` still makes a future that isn't `Send`.
#[test]
fn dropping_a_guard_before_the_await_is_not_enough() {
    rejects("guard_dropped_before_await", "");
}

// ---- What a laxer bound would let through ----

/// A lock without an `unsafe impl` isn't `Sync`, because its `UnsafeCell` isn't.
#[test]
fn a_lock_is_not_sync_by_itself() {
    rejects("lock_without_impl", "E0277");
}

/// A `Lock` of an `Rc` can't be shared.
#[test]
fn a_lock_of_an_rc_can_not_be_shared() {
    rejects("lock_of_an_rc", "E0277");
}

/// A `Lock` of an `Rc` can't be sent.
#[test]
fn a_lock_of_an_rc_can_not_be_sent() {
    rejects("lock_of_an_rc_sent", "E0277");
}

/// A `Lock` of what is `Sync` and not `Send` can't be shared.
#[test]
fn a_lock_of_a_guard_can_not_be_shared() {
    rejects("lock_of_a_guard", "E0277");
}

/// An `RwLock` of a `Cell` can't be shared.
#[test]
fn an_rwlock_of_a_cell_can_not_be_shared() {
    rejects("rwlock_of_a_cell", "E0277");
}

/// A guard of a `Cell` can't be shared.
#[test]
fn a_guard_of_a_cell_can_not_be_shared() {
    rejects("guard_of_a_cell", "E0277");
}

/// A guard of a part that is a `Cell` can't be shared, whatever the whole is.
#[test]
fn a_mapped_guard_of_a_cell_can_not_be_shared() {
    rejects("mapped_guard_of_a_cell", "E0277");
}

/// A guard is invariant: what it refers to can't be replaced by something that doesn't live as long.
#[test]
fn a_guard_does_not_shorten_lives() {
    rejects("guard_of_a_reference", "E0597");
}

/// A guard of a part is invariant: what it refers to can't be replaced by something that doesn't live as long.
#[test]
fn a_mapped_guard_does_not_shorten_lives() {
    rejects("mapped_guard_of_a_reference", "E0597");
}

/// A reentrant lock's guard can't be sent.
#[test]
fn a_reentrant_guard_can_not_be_sent() {
    rejects("reentrant_guard_sent", "E0277");
}

/// A reentrant lock's guard of a `Cell` can't be shared.
#[test]
fn a_reentrant_guard_of_a_cell_can_not_be_shared() {
    rejects("reentrant_guard_of_a_cell", "E0277");
}

/// A `Lock`'s guard can't be sent.
#[test]
fn a_guard_can_not_be_sent() {
    rejects("guard_sent", "E0277");
}

/// An `Arc` of a `Cell` can't be sent.
#[test]
fn an_arc_of_a_cell_can_not_be_sent() {
    rejects("arc_of_a_cell", "E0277");
}

/// An `Arc` of what is `Sync` and not `Send` can't be sent.
#[test]
fn an_arc_of_a_guard_can_not_be_sent() {
    rejects("arc_of_a_guard", "E0277");
}

/// An `Arc` of what is `Sync` and not `Send` can't be shared.
#[test]
fn an_arc_of_a_guard_can_not_be_shared() {
    rejects("arc_of_a_guard_shared", "E0277");
}

/// A `Box` of an `Rc` can't be sent.
#[test]
fn a_box_of_an_rc_can_not_be_sent() {
    rejects("box_of_an_rc", "E0277");
}

/// A `Box` of a `Cell` can't be shared.
#[test]
fn a_box_of_a_cell_can_not_be_shared() {
    rejects("box_of_a_cell", "E0277");
}

/// An iterator over a slice of `Cell`s can't be sent, though a `Cell` can.
#[test]
fn an_iterator_over_cells_can_not_be_sent() {
    rejects("iterator_of_cells", "E0277");
}

/// A channel's end that carries an `Rc` can't be sent.
#[test]
fn a_sender_of_an_rc_can_not_be_sent() {
    rejects("sender_of_an_rc", "E0277");
}

/// A `Receiver` can't be shared.
#[test]
fn a_receiver_can_not_be_shared() {
    rejects("receiver_shared", "E0277");
}

/// A `OnceLock` of what is `Sync` and not `Send` can't be shared.
#[test]
fn a_once_lock_of_a_guard_can_not_be_shared() {
    rejects("once_lock_of_a_guard", "E0277");
}
