use std::sync::Mutex;

static LOG: Mutex<Vec<&str>> = Mutex::new(Vec::new());

fn main() {
    let mut log = LOG.lock();
    log.push("cast off");
}
