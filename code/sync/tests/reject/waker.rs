use std::task::{Wake, Waker};

use sync::Arc;

struct Bell;

impl Wake for Bell {
    fn wake(self: std::sync::Arc<Self>) {}
}

fn main() {
    let _waker = Waker::from(Arc::new(Bell));
}
