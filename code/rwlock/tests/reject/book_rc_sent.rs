use std::rc::Rc;

use rwlock::RwLock;

fn main() {
    let chart = Rc::new("Skagerrak");
    let lock = RwLock::new(Rc::clone(&chart));
    std::thread::spawn(move || drop(lock));
}
