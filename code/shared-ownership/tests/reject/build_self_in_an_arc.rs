use shared_ownership::Arc;

struct Buoy;

impl Buoy {
    fn share(self: Arc<Self>) -> Arc<Self> {
        self
    }
}

fn main() {
    Arc::new(Buoy).share();
}
