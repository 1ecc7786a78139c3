use std::thread;

fn main() {
    let mut visits = 0;
    thread::scope(|s| {
        s.spawn(|| visits += 1);
        println!("so far: {visits}");
    });
}
