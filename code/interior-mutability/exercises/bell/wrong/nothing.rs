//! Fails because nobody is called.
//! Caught by: `everybody_hears_it_in_order`: "left: []".

use std::cell::RefCell;
use std::rc::Rc;

/// What is done when the bell rings.
pub type Listener = Rc<dyn Fn(&Bell)>;

/// A bell without a clapper.
#[derive(Default)]
pub struct Bell {
    listeners: RefCell<Vec<Listener>>,
}

impl Bell {
    /// Notes `listener`.
    pub fn listen(&self, listener: Listener) {
        self.listeners.borrow_mut().push(listener);
    }

    /// Calls nobody.
    pub fn ring(&self) {}
}
