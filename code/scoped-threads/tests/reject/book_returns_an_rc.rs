use std::rc::Rc;

fn main() {
    scoped_threads::scope(|s| {
        s.spawn(|| Rc::new([54, 10]));
    });
}
