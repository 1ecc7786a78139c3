use std::error::Error;
use std::sync::Mutex;

static DEPTH: Mutex<u32> = Mutex::new(7);

fn depth() -> Result<u32, Box<dyn Error + Send + Sync>> {
    Ok(*DEPTH.lock()?)
}

fn main() {
    println!("{:?}", depth());
}
