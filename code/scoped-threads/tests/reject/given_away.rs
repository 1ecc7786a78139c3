use scoped_threads::Flag;

fn main() {
    let flag = Flag::new();
    drop(flag);
    flag.raise();
}
