//! `get_unchecked` past the end, in a program with debug assertions.

fn main() {
    let rates = [4, 40];
    let class = std::hint::black_box(2);
    // SAFETY: none. There is no rate for this class.
    let rate = unsafe { rates.get_unchecked(class) };
    println!("{rate}");
}
