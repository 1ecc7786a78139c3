use shared_ownership::Flag;

fn main() {
    let flag = Flag::new();
    drop(flag);
    flag.raise();
}
