fn main() {
    scoped_threads::scope(|s| {
        let course = String::from("north");
        s.spawn(|| println!("heading {course}"));
    });
}
