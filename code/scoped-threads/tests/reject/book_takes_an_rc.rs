use std::rc::Rc;

fn main() {
    let chart = Rc::new([54, 10]);
    scoped_threads::scope(|s| {
        s.spawn(|| println!("{chart:?}"));
    });
}
