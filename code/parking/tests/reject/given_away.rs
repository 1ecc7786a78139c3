use parking::Flag;

fn main() {
    let flag = Flag::new();
    drop(flag);
    flag.raise();
}
