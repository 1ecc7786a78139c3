//! Every order in which two threads can each read a counter and then write what they read plus one.

/// The counter after the steps of threads A and B, taken in this order.
fn count(order: &str) -> u32 {
    let mut counter = 0;
    let mut seen = [None, None];
    for thread in order.chars() {
        let seen = &mut seen[usize::from(thread == 'B')];
        match *seen {
            None => *seen = Some(counter),    // a thread's first step reads
            Some(read) => counter = read + 1, // its second writes
        }
    }
    counter
}

fn main() {
    for order in ["AABB", "ABAB", "ABBA", "BAAB", "BABA", "BBAA"] {
        println!("{order}: {}", count(order));
    }
}
