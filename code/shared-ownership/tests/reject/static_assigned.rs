static DEPTHS: [u32; 3] = [12, 9, 14];

fn main() {
    DEPTHS[1] = 10;
    println!("{DEPTHS:?}");
}
