use std::sync::mpsc;
use std::thread;

fn main() {
    let (sender, receiver) = mpsc::channel();
    sender.send(7).unwrap();
    thread::scope(|s| {
        s.spawn(|| receiver.try_recv());
        s.spawn(|| receiver.try_recv());
    });
}
