use std::thread;

fn main() {
    let ships = vec!["Aurora", "Borea"];
    let crier = thread::spawn(move || {
        for ship in &ships {
            println!("{ship} has docked.");
        }
    });
    println!("{} ships are expected.", ships.len());
    crier.join().unwrap();
}
