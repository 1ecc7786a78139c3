use std::thread;

fn main() {
    let mut has_come = false;
    thread::scope(|s| {
        let clerk = s.spawn(|| {
            while !has_come {
                thread::park();
            }
        });
        has_come = true;
        clerk.thread().unpark();
    });
}
