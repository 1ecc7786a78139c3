//! Fails because who comes while the list is away is lost when it is put back.
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

    /// Calls everybody who listens.
    pub fn ring(&self) {
        let listeners = self.listeners.take();
        for listener in &listeners {
            listener(self);
        }
        self.listeners.replace(listeners);
    }
}
