fn main() {
    let numbers = vec![1, 2, 3];
    let thread = threads::spawn(|| println!("{numbers:?}"));
    thread.join().unwrap();
}
