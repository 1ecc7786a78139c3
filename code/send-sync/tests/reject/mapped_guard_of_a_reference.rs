use send_sync::{Guard, Lock, MappedGuard};

type Ship = &'static str;

static SHIP: Lock<Ship> = Lock::new("Adler");

fn rename<'a>(mut guard: MappedGuard<'_, Ship, &'a str>, name: &'a str) {
    *guard = name;
}

fn main() {
    let name = String::from("Bussard");
    rename(Guard::map(SHIP.lock(), |ship| ship), &name);
}
