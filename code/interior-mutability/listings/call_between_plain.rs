//! A call of something that the compiler knows nothing of.

unsafe extern "C" {
    safe fn anything();
}

#[inline(never)]
pub fn watch(number: &u32) {
    let before = *number;
    anything();
    if *number != before {
        changed();
    }
}

#[inline(never)]
pub fn changed() {
    println!("changed");
}
