use shared_ownership::Arc;

fn main() {
    let (shared, quay);
    quay = String::from("north");
    shared = Arc::new(&quay);
    println!("{shared}");
}
