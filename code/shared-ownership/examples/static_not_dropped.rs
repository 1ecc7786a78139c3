//! A static is not dropped when the program ends.

struct Lamp(&'static str);

impl Drop for Lamp {
    fn drop(&mut self) {
        println!("{} is put out", self.0);
    }
}

static LIGHTHOUSE: Lamp = Lamp("the lighthouse");

fn main() {
    let lantern = Lamp("the lantern");
    println!("{} and {} burn", LIGHTHOUSE.0, lantern.0);
}
