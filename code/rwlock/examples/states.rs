//! Who would be let in? `try_read` and `try_write` ask, and never wait.

use std::sync::RwLock;

fn main() {
    let tides = RwLock::new(vec![3, 1, 4]);
    let ask = |when| {
        let read = tides.try_read().is_ok();
        let write = tides.try_write().is_ok();
        println!("{when}: read {read}, write {write}");
    };
    ask("nobody is in");

    let reader = tides.read().unwrap();
    ask("a reader is in");
    println!("{} tides", reader.len());
    drop(reader);

    let mut writer = tides.write().unwrap();
    ask("a writer is in");
    writer.push(1);
    drop(writer);

    println!("{:?}", tides.into_inner().unwrap());
}
