fn sell(left: &u32) {
    // SAFETY: there is none.
    unsafe { *std::ptr::from_ref(left).cast_mut() -= 1 };
}

fn main() {
    sell(&40);
}
