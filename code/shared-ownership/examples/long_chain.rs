//! A list whose links own the next one: a million destructors deep.

use std::sync::Arc;

#[expect(dead_code, reason = "held for its destructor")]
struct Link(Option<Arc<Link>>);

fn main() {
    let mut chain = None;
    for _ in 0..1_000_000 {
        chain = Some(Arc::new(Link(chain)));
    }
    println!("a chain of a million links");
    drop(chain);
    println!("dropped");
}
