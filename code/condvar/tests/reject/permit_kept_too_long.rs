use condvar::Semaphore;

fn main() {
    let berths = Semaphore::new(2);
    let berth = berths.acquire();
    drop(berths);
    println!("{berth:?}");
}
