use sync::Arc;

struct Ship;

impl Ship {
    fn moor(self: Arc<Self>) {}
}

fn main() {
    Arc::new(Ship).moor();
}
