use std::rc::Rc;
use std::thread;

fn main() {
    let depths = Rc::new(vec![12, 9, 14]);
    let theirs = Rc::clone(&depths);
    let deepest = thread::spawn(move || theirs.iter().max().copied());
    println!("{depths:?}: {:?}", deepest.join().unwrap());
}
