use std::rc::Rc;
use std::sync::mpsc;
use std::thread;

fn main() {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let rc = Rc::new(0);
        sender.send(Rc::clone(&rc)).unwrap();
    });
    drop(receiver.recv());
}
