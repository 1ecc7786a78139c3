use std::thread;

fn main() {
    let mut log = vec!["anchor up"];

    thread::scope(|s| {
        s.spawn(|| log.push("sails set"));
        println!("{} entries", log.len());
    });
}
