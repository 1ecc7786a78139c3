use interior_mutability::RefMut;

fn shorten<'a>(
    guard: RefMut<'a, &'static str>,
) -> RefMut<'a, &'a str> {
    guard
}

fn main() {
    let _ = shorten;
}
