fn main() {
    println!("nothing is wrong here");
}
