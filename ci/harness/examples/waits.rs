//! Waits for what never comes.

fn main() {
    println!("waiting");
    loop {
        std::thread::park();
    }
}
