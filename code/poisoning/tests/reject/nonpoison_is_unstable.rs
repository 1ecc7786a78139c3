use std::sync::nonpoison::Mutex;

fn main() {
    println!("{}", Mutex::new(7).lock());
}
