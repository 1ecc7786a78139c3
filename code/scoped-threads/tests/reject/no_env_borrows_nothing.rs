use scoped_threads::stages::no_env;

fn main() {
    let course = String::from("north");

    no_env::scope(|s| {
        s.spawn(|| println!("heading {course}"));
    });
}
