use std::thread;

fn main() {
    let job: Box<dyn Fn()> = Box::new(|| println!("done"));
    thread::spawn(job);
}
