//! Two threads and `main` own one list.

use std::sync::Arc;
use std::thread;

fn main() {
    let depths = Arc::new(vec![12, 9, 14]);

    let shallowest = thread::spawn({
        let depths = Arc::clone(&depths);
        move || depths.iter().min().copied()
    });
    let deepest = thread::spawn({
        let depths = Arc::clone(&depths);
        move || depths.iter().max().copied()
    });

    let shallowest = shallowest.join().unwrap().unwrap();
    let deepest = deepest.join().unwrap().unwrap();
    println!("{depths:?}: between {shallowest} and {deepest} m");
    println!("owners left: {}", Arc::strong_count(&depths));
}
