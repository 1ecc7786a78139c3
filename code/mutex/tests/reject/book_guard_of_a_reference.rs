use mutex::{Mutex, MutexGuard};

static NAME: Mutex<&'static str> = Mutex::new("Wega");

fn rename<'a>(mut guard: MutexGuard<'_, &'a str>, name: &'a str) {
    *guard = name;
}

fn main() {
    let name = String::from("Spica");
    rename(NAME.lock(), &name);
}
