use scoped_threads::Builder;

fn main() {
    let course = String::from("north");
    let spawned = Builder::new().spawn(|| println!("{course}"));
    spawned.unwrap().join().unwrap();
}
