//! Something to be done by the destructor of a thread-local.

use std::cell::RefCell;

struct AtEnd(RefCell<Option<Box<dyn FnOnce()>>>);

impl Drop for AtEnd {
    fn drop(&mut self) {
        self.0.take().into_iter().for_each(|body| body());
    }
}

thread_local! {
    static AT_END: AtEnd = const { AtEnd(RefCell::new(None)) };
}

/// Has the calling thread call it when its closure is done.
pub(crate) fn at_end(body: impl FnOnce() + 'static) {
    AT_END.with(|slot| slot.0.replace(Some(Box::new(body))));
}
