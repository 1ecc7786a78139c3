//! Fails because who comes while it rings isn't in the copy. If nobody does, it is right.
//! Caught by: `who_comes_while_it_rings_hears_it`: "who heard the first ring (left)".

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

    /// Calls everybody who listened when it began.
    pub fn ring(&self) {
        let listeners = self.listeners.borrow().clone();
        for listener in listeners {
            listener(self);
        }
    }
}
