use scoped_threads::stages::one_lifetime;

fn main() {
    let course = String::from("north");

    one_lifetime::scope(|s| {
        s.spawn(|| {
            s.spawn(|| println!("heading {course}"));
        });
    });
}
