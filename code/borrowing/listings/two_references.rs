//! One shared and one exclusive reference: the optimiser removes the branch.

#[inline(never)]
pub fn f(shared: &i32, exclusive: &mut i32) {
    let before = *shared;
    *exclusive += 1;
    let after = *shared;
    if before != after {
        both_are_one();
    }
}

#[inline(never)]
pub fn both_are_one() {
    println!("Both lead to one number.");
}
