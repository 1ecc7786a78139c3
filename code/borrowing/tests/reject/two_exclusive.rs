fn exchange(one: &mut i32, other: &mut i32) {
    (*one, *other) = (*other, *one);
}

fn main() {
    let mut numbers = [1, 2];
    exchange(&mut numbers[0], &mut numbers[1]);
    let mut number = 1;
    exchange(&mut number, &mut number);
}
