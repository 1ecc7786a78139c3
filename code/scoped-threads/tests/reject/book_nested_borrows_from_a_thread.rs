fn main() {
    scoped_threads::scope(|s| {
        s.spawn(|| {
            let course = String::from("north");
            s.spawn(|| println!("heading {course}"));
        });
    });
}
