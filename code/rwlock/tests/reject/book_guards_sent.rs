use rwlock::RwLock;

fn main() {
    let tide = RwLock::new(3);
    std::thread::scope(|s| {
        let reading = tide.read();
        s.spawn(move || drop(reading));
        let writing = tide.write();
        s.spawn(move || drop(writing));
    });
}
