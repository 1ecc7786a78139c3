use std::fmt::Display;

use shared_ownership::Arc;

fn main() {
    let number = Arc::new(5);
    let shown: Arc<dyn Display> = number;
    println!("{shown}");
}
