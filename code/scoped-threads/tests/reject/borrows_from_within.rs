use std::thread;

fn main() {
    thread::scope(|s| {
        let course = String::from("north");
        s.spawn(|| println!("heading {course}"));
    });
}
