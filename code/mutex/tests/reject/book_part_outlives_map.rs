use mutex::{Mutex, MutexGuard};

fn main() {
    let list = Mutex::new(vec![1]);
    let mut kept = None;
    drop(MutexGuard::map(list.lock(), |list| {
        kept = Some(&mut list[0]);
        list
    }));
    println!("{kept:?}");
}
