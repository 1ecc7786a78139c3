use std::sync::Arc;

fn main() {
    let depths = Arc::new(vec![12, 9, 14]);
    depths.sort();
    println!("{depths:?}");
}
