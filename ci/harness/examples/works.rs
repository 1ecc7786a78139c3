//! Never ends, and never waits either.

fn main() {
    loop {
        std::hint::spin_loop();
    }
}
