use std::thread;

fn main() {
    let lookout = thread::spawn(|| {
        let ship = String::from("Aurora");
        &ship
    });
    println!("{} comes in.", lookout.join().unwrap());
}
