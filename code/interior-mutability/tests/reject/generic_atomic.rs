use std::sync::atomic::Atomic;

fn main() {
    let _seats: Option<Atomic<u32>> = None;
}
