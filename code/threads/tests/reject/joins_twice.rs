use std::thread;

fn main() {
    let lookout = thread::spawn(|| "Aurora comes in.");
    println!("{}", lookout.join().unwrap());
    println!("{}", lookout.join().unwrap());
}
