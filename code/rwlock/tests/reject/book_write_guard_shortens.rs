use rwlock::{RwLock, RwLockWriteGuard};

fn shortened<'a, 'b>(
    guard: RwLockWriteGuard<'a, &'static str>,
    _shorter: &'b str,
) -> RwLockWriteGuard<'a, &'b str> {
    guard
}

fn main() {
    let harbour = RwLock::new("Arendal");
    let shorter = String::from("Grimstad");
    *shortened(harbour.write(), &shorter) = &shorter;
    drop(shorter);
    println!("{}", harbour.read());
}
