//! Two exclusive references to one number in safe code, by a bug of the compiler.

#![forbid(unsafe_code)]

static FOREVER: &&() = &&();

/// Says that it needs `'b` to be longer than `'a`, without saying so.
fn pass<'a, 'b, T>(_: &'a &'b (), value: &'b mut T) -> &'a mut T {
    value
}

/// Makes a borrow as long as the caller likes. It should not compile.
fn extend<'b, T>(value: &mut T) -> &'b mut T {
    let pass: for<'x> fn(_, &'x mut T) -> &'b mut T = pass;
    pass(FOREVER, value)
}

fn main() {
    let mut number = 0;
    let one: &mut i32 = extend(&mut number);
    let other: &mut i32 = extend(&mut number);
    println!("The same number: {}", std::ptr::eq(one, other));
}
