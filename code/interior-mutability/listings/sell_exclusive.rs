//! `left` is shared, so nobody changes it; `sold` is nobody else's.

#[inline(never)]
pub fn sell(left: &u32, sold: &mut u32) {
    let before = *left;
    *sold += 1;
    if *left != before {
        changed();
    }
}

#[inline(never)]
pub fn changed() {
    println!("changed");
}
