use mutex::Mutex;

fn main() {
    let list = Mutex::new(vec![1]);
    let guard = list.lock();
    let inner = list.into_inner();
    println!("{guard:?} {inner:?}");
}
