//! Nothing is borrowed while a function of somebody else's runs.

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
        let listeners = self.listeners.borrow().clone();
        for listener in listeners {
            listener(self);
        }
    }
}

fn main() {
    let bell = Bell::default();
    bell.listen(|_| println!("The doors are closed."));
    bell.listen(|bell| bell.listen(|_| println!("Too late.")));
    bell.ring();
    println!("--");
    bell.ring();
}
