fn sell(left: &u32) {
    *left -= 1;
}

fn main() {
    sell(&40);
}
