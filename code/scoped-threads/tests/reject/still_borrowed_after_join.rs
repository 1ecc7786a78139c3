use std::thread;

fn main() {
    let mut log = vec!["anchor up"];

    thread::scope(|s| {
        s.spawn(|| log.push("sails set")).join().unwrap();
        println!("{} entries", log.len());
    });
}
