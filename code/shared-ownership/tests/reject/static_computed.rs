static HARBOUR: String = String::from("Riga");

fn main() {
    println!("{HARBOUR}");
}
