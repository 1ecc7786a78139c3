//! The guard is gone before the `match`.

use std::sync::Mutex;

fn main() {
    let apples = Mutex::new(vec![180, 165]);
    let apple = apples.lock().unwrap().pop();
    match apple {
        Some(weight) if weight < 170 => {
            println!("{weight} grams: put back");
            apples.lock().unwrap().push(weight);
        }
        Some(weight) => println!("{weight} grams: sold"),
        None => println!("sold out"),
    }
    println!("{} are left", apples.lock().unwrap().len());
}
