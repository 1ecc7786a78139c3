//! A shared closure whose type is forgotten, by way of a box.

use sync::Arc;

fn main() {
    let call: Box<dyn Fn(u32) -> u32> = Box::new(|depth| depth + 1);
    let call: Arc<dyn Fn(u32) -> u32> = Arc::from(call);
    println!("{}", call(6));
}
