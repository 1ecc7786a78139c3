use mutex::{MappedMutexGuard, Mutex, MutexGuard};

static NAME: Mutex<&'static str> = Mutex::new("Wega");

fn rename<'a>(mut part: MappedMutexGuard<'_, &'a str>, name: &'a str) {
    *part = name;
}

fn main() {
    let name = String::from("Spica");
    rename(MutexGuard::map(NAME.lock(), |name| name), &name);
}
