//! A writer waits, and a thousand readers go before it.

use std::thread;

use parking_lot::RwLock;

fn main() {
    let notice = RwLock::new("closed");
    let mut overtook = 0;
    thread::scope(|s| {
        let mut reader = notice.read();
        s.spawn(|| *notice.write() = "open");
        // Plain readers are refused as soon as the writer waits.
        while notice.try_read().is_some() {}
        for _ in 0..1_000 {
            let next = notice.read_recursive(); // one enters
            drop(reader); // before the other leaves
            reader = next;
            overtook += usize::from(*reader == "closed");
        }
    });
    println!("{overtook} of 1000 readers overtook the writer");
    println!("then: {}", notice.read());
}
