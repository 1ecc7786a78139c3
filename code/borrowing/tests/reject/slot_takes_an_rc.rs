use std::rc::Rc;
use std::thread;

use borrowing::message::Slot;

fn main() {
    let slot = Slot::new();
    let mine = Rc::new(1);
    slot.send(Rc::clone(&mine));
    thread::scope(|s| {
        s.spawn(|| drop(slot.receive()));
        drop(mine);
    });
}
