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

    /// The listener at a place. The borrow ends here.
    fn listener(&self, place: usize) -> Option<Listener> {
        self.listeners.borrow().get(place).cloned()
    }

    /// Calls everybody who listens.
    pub fn ring(&self) {
        let mut place = 0;
        while let Some(listener) = self.listener(place) {
            listener(self);
            place += 1;
        }
    }
}
