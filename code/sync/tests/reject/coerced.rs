use sync::Arc;

fn main() {
    let call: Arc<dyn Fn(u32) -> u32> = Arc::new(|depth| depth + 1);
    println!("{}", call(6));
}
