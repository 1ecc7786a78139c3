use mutex::Mutex;

fn main() {
    let list = Mutex::new(vec![1]);
    let guard = list.lock();
    let first = &guard[0];
    drop(guard);
    println!("{first}");
}
