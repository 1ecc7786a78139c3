use std::cell::Cell;
use std::sync::Arc;
use std::thread;

use send_sync::{ReentrantLock, ReentrantLockGuard};

type Kept = Arc<ReentrantLockGuard<'static, u32>>;

static LOCK: ReentrantLock<u32> = ReentrantLock::new(0);

thread_local! {
    static KEPT: Cell<Option<Kept>> = const { Cell::new(None) };
}

fn main() {
    let ours = Arc::new(LOCK.lock());
    thread::scope(|s| {
        s.spawn(|| KEPT.set(Some(Arc::clone(&ours))));
    });
    drop(ours);
}
