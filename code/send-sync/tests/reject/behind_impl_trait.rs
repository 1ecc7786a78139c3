use std::rc::Rc;
use std::thread;

fn soundings() -> impl Iterator<Item = u32> {
    let depths = Rc::new([7, 9, 12]);
    (0..3).map(move |n| depths[n])
}

fn main() {
    let soundings = soundings();
    thread::spawn(move || soundings.sum::<u32>()).join().unwrap();
}
