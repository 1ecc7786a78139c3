use send_sync::{Guard, Lock};

type Ship = &'static str;

static SHIP: Lock<Ship> = Lock::new("Adler");

fn rename<'a>(mut guard: Guard<'_, &'a str>, name: &'a str) {
    *guard = name;
}

fn main() {
    let name = String::from("Bussard");
    rename(SHIP.lock(), &name);
}
