fn f(shared: &i32, exclusive: &mut i32) {
    *exclusive += *shared;
}

fn main() {
    let mut number = 1;
    f(&number, &mut number);
}
