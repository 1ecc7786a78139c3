use mutex::{Mutex, MutexGuard};

fn main() {
    let pair = Mutex::new((1, 2));
    let mut kept = None;
    drop(MutexGuard::map(pair.lock(), |pair| {
        kept = Some(&mut pair.0);
        &mut pair.1
    }));
    println!("{kept:?}");
}
