use sync::Arc;

fn main() {
    let (ship, tide);
    tide = 7;
    ship = Arc::new(&tide);
    println!("{ship}");
}
