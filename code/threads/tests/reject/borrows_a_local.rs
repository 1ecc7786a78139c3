use std::thread;

fn main() {
    let ships = vec!["Aurora", "Borea"];
    let crier = thread::spawn(|| {
        for ship in &ships {
            println!("{ship} has docked.");
        }
    });
    crier.join().unwrap();
}
