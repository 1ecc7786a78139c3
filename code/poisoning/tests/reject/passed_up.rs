use std::error::Error;
use std::sync::Mutex;

fn depth(gauge: &Mutex<u32>) -> Result<u32, Box<dyn Error>> {
    Ok(*gauge.lock()?)
}

fn main() {
    println!("{:?}", depth(&Mutex::new(7)));
}
