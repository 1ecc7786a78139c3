//! Every order in which two threads can each read a counter and then write what they read plus one.

const READ: bool = false;

/// The counter after the steps of threads A and B, taken in `order`.
fn count(order: &str) -> u32 {
    let mut counter = 0;
    let mut seen = [None, None];
    for name in order.chars() {
        let thread = usize::from(name == 'B');
        match seen[thread] {
            None => seen[thread] = Some(counter), // its first step reads
            Some(read) => counter = read + 1,     // its second writes
        }
    }
    counter
}

fn main() {
    let _ = READ;
    for order in ["AABB", "ABAB", "ABBA", "BAAB", "BABA", "BBAA"] {
        println!("{order}: {}", count(order));
    }
}
