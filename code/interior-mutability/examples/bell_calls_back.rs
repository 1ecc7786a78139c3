//! A list of functions to call, one of which changes the list.

use std::cell::RefCell;

#[derive(Default)]
struct Bell {
    listeners: RefCell<Vec<fn(&Bell)>>,
}

impl Bell {
    fn listen(&self, listener: fn(&Bell)) {
        self.listeners.borrow_mut().push(listener);
    }

    fn ring(&self) {
        for listener in self.listeners.borrow().iter() {
            listener(self);
        }
    }
}

fn main() {
    let bell = Bell::default();
    bell.listen(|_| println!("The doors are closed."));
    bell.listen(|bell| bell.listen(|_| println!("Too late.")));
    bell.ring();
}
