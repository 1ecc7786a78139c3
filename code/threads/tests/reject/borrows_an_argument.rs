use std::thread::{self, JoinHandle};

fn announce(ships: &[&'static str]) -> JoinHandle<()> {
    thread::spawn(move || {
        for ship in ships {
            println!("{ship} has docked.");
        }
    })
}

fn main() {
    announce(&["Aurora", "Borea"]).join().unwrap();
}
