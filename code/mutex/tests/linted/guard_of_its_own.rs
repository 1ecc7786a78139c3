//! A guard that isn't the standard library's, in what an `if let` looks at.

struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        println!("unlocked");
    }
}

impl Guard {
    fn first(&self) -> Option<u32> {
        None
    }
}

fn main() {
    if let Some(first) = Guard.first() {
        println!("{first}");
    } else {
        println!("nothing yet");
    }
    println!("done");
}
