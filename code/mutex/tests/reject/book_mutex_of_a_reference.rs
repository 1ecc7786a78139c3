use mutex::Mutex;

static NAME: Mutex<&'static str> = Mutex::new("Wega");

fn rename<'a>(mutex: &Mutex<&'a str>, name: &'a str) {
    *mutex.lock() = name;
}

fn main() {
    let name = String::from("Spica");
    rename(&NAME, &name);
}
