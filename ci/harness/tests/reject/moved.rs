fn main() {
    let name = String::from("Ada");
    drop(name);
    println!("{name}");
}
