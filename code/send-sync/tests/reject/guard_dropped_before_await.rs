use std::future::{Future, ready};
use std::sync::Mutex;

fn spawn(task: impl Future + Send + 'static) {
    drop(task);
}

static BERTHS: Mutex<u32> = Mutex::new(3);

async fn moor() {
    let mut berths = BERTHS.lock().unwrap();
    *berths -= 1;
    drop(berths);
    ready(()).await;
}

fn main() {
    spawn(moor());
}
