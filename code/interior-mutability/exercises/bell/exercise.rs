//! # A bell whose listeners may add listeners
//!
//! Everybody who listens hears the bell, in the order in which they came; and who comes while it rings hears it too.

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
        let listeners = self.listeners.borrow().len();
        todo!("call each of {listeners}, with nothing borrowed");
    }
}
