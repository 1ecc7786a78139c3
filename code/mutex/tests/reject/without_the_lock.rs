use std::sync::Mutex;

fn main() {
    let apples = Mutex::new(vec![180]);
    apples.push(165);
}
