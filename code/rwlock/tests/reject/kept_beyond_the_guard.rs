use std::sync::RwLock;

fn main() {
    let names = RwLock::new(vec![String::from("Vega")]);
    let reader = names.read().unwrap();
    let first = &reader[0];
    drop(reader);
    names.write().unwrap().clear();
    println!("{first}");
}
