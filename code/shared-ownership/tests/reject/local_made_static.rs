use std::thread;

fn main() {
    let depths = vec![12, 9, 14];
    let lasting: &'static [u32] = &depths;
    let deepest = thread::spawn(move || lasting.iter().max());
    println!("{:?}", deepest.join().unwrap());
}
