//! Fails because the list is borrowed while a listener wants to add to it.
//! Caught by: `who_comes_while_it_rings_hears_it`: "RefCell already borrowed".

use std::cell::RefCell;
use std::rc::Rc;

/// What is done when the bell rings.
pub type Listener = Rc<dyn Fn(&Bell)>;

/// A bell.
#[derive(Default)]
pub struct Bell {
    listeners: RefCell<Vec<Listener>>,
}

impl Bell {
    /// Has `listener` called at every ring, from now on.
    pub fn listen(&self, listener: Listener) {
        self.listeners.borrow_mut().push(listener);
    }

    /// Calls everybody who listens.
    pub fn ring(&self) {
        for listener in self.listeners.borrow().iter() {
            listener(self);
        }
    }
}
