use std::sync::Condvar;

fn main() {
    let whistle = Condvar::new();
    whistle.wait();
}
