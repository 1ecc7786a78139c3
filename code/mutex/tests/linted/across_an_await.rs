//! A guard lives across an `.await`.

use std::future::ready;
use std::sync::Mutex;

async fn add(apples: &Mutex<Vec<u32>>) {
    let mut apples = apples.lock().unwrap();
    ready(()).await;
    apples.push(165);
}

fn main() {
    let apples = Mutex::new(vec![180]);
    drop(add(&apples));
}
