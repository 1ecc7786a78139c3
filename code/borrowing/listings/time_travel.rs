//! An arm of a `match` is removed because of what comes after it.

const RATES: [u32; 2] = [4, 40];

// ANCHOR: fees
/// What a ship of a class pays to pass, and for each ton.
#[inline(never)]
pub fn fees(class: usize) -> (u32, u32) {
    let toll = match class {
        0 => 7,
        1 => 11,
        _ => 13,
    };
    // SAFETY: none. Nothing says that there is a rate for this class.
    let rate = unsafe { *RATES.get_unchecked(class) };
    (toll, rate)
}
// ANCHOR_END: fees

// ANCHOR: main
fn main() {
    let class = std::hint::black_box(2);
    let (toll, _rate) = fees(class);
    println!("A ship of class {class} pays {toll}.");
}
// ANCHOR_END: main
