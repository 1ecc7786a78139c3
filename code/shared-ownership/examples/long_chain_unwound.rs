//! The same list, taken apart in a loop.

use std::sync::Arc;

struct Link(Option<Arc<Link>>);

impl Drop for Link {
    fn drop(&mut self) {
        let mut next = self.0.take();
        while let Some(mut link) = next.and_then(Arc::into_inner) {
            next = link.0.take();
        }
    }
}

fn main() {
    let mut chain = None;
    for _ in 0..1_000_000 {
        chain = Some(Arc::new(Link(chain)));
    }
    println!("a chain of a million links");
    drop(chain);
    println!("dropped");
}
