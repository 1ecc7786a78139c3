use std::thread;

fn main() {
    let ships = vec!["Aurora", "Borea"];
    let list = &ships;
    let crier = thread::spawn(move || {
        for ship in list {
            println!("{ship} has docked.");
        }
    });
    crier.join().unwrap();
}
