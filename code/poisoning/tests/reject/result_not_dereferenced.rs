use std::sync::Mutex;

static DEPTH: Mutex<u32> = Mutex::new(7);

fn main() {
    *DEPTH.lock() += 1;
}
