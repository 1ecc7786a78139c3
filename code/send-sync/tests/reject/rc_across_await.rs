use std::future::{Future, ready};
use std::rc::Rc;

fn spawn(task: impl Future + Send + 'static) {
    drop(task);
}

async fn sail() {
    let chart = Rc::new("north");
    ready(()).await;
    println!("{chart}");
}

fn main() {
    spawn(sail());
}
