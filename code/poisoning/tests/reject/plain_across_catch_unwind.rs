use mutex::Mutex;
use std::panic::catch_unwind;

fn main() {
    let holds = Mutex::new([6, 0]);
    let result = catch_unwind(|| {
        holds.lock()[0] -= 5;
        panic!("the crane lifts four");
    });
    println!("{result:?} {holds:?}");
}
