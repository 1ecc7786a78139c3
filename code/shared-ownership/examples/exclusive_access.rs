//! When an `Arc` gives exclusive access, and when it doesn't.

use std::sync::Arc;

fn main() {
    let mut depths = Arc::new(vec![12, 9, 14]);
    Arc::get_mut(&mut depths).unwrap().sort_unstable();
    println!("one owner: {depths:?}");

    let theirs = Arc::clone(&depths);
    println!("two owners: {:?}", Arc::get_mut(&mut depths));

    Arc::make_mut(&mut depths).push(17);
    println!("mine {depths:?}, theirs {theirs:?}");

    let depths = Arc::into_inner(depths).unwrap();
    println!("no Arc any more: {depths:?}");
}
