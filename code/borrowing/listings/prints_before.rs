//! The same with an arm that prints: it stays, because printing might not come back.

const RATES: [u32; 2] = [4, 40];

// ANCHOR: rate
/// What a ship of a class pays for each ton.
#[inline(never)]
pub fn rate(class: usize) -> u32 {
    match class {
        0 | 1 => {}
        _ => println!("There is no class {class}."),
    }
    // SAFETY: none. Nothing says that there is a rate for this class.
    unsafe { *RATES.get_unchecked(class) }
}
// ANCHOR_END: rate
