use std::thread;

fn main() {
    let mut kept = None;

    thread::scope(|s| {
        kept = Some(s.spawn(|| "land"));
    });
    println!("{}", kept.unwrap().join().unwrap());
}
