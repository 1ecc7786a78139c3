// Included by `on_std.rs` and `on_book.rs`, which say whose types these are.

/// Copies in and out.
#[unsafe(no_mangle)]
pub extern "Rust" fn zero_cost_get_set(cell: &Cell<u64>) {
    cell.set(cell.get() + 1);
}

/// Replaces.
#[unsafe(no_mangle)]
pub extern "Rust" fn zero_cost_take(cell: &Cell<Option<Box<u64>>>) -> Option<Box<u64>> {
    cell.take()
}

/// Replaces, and drops.
#[unsafe(no_mangle)]
pub extern "Rust" fn zero_cost_set_box(cell: &Cell<Box<u64>>, new: Box<u64>) {
    cell.set(new);
}

/// Exchanges.
#[unsafe(no_mangle)]
pub extern "Rust" fn zero_cost_swap(one: &Cell<[u64; 4]>, other: &Cell<[u64; 4]>) {
    if !std::ptr::eq(one, other) {
        let copy = one.get();
        one.set(other.get());
        other.set(copy);
    }
}

/// Borrows exclusively.
#[unsafe(no_mangle)]
pub extern "Rust" fn zero_cost_borrow_mut(cell: &RefCell<u64>) {
    *cell.borrow_mut() += 1;
}

/// Borrows, shared.
#[unsafe(no_mangle)]
pub extern "Rust" fn zero_cost_borrow(cell: &RefCell<u64>) -> u64 {
    *cell.borrow()
}

/// Lends a part.
#[unsafe(no_mangle)]
pub extern "Rust" fn zero_cost_map(cell: &RefCell<(u64, u64)>) -> Ref<'_, u64> {
    Ref::map(cell.borrow(), |pair| &pair.1)
}

/// Ends a borrow.
#[unsafe(no_mangle)]
pub extern "Rust" fn zero_cost_drop(guard: RefMut<'_, u64>) {
    drop(guard);
}

/// Looks at what was written once.
#[unsafe(no_mangle)]
pub extern "Rust" fn zero_cost_once(cell: &OnceCell<u64>) -> Option<&u64> {
    cell.get()
}
