use std::thread;

struct Place(*mut u32);

// SAFETY: each place is used by one thread at a time.
unsafe impl Send for Place {}

fn main() {
    let mut depth = 7;
    let place = Place(&raw mut depth);
    thread::scope(|s| {
        s.spawn(move || {
            // SAFETY: nobody else uses it before the scope ends.
            unsafe { *place.0 += 1 };
        });
    });
}
