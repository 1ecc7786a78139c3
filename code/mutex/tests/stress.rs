//! The flag on real threads, for the sanitizers. `--planted race | use-after-free | leak` commits that
//! fault instead, and must be reported for it.

#[cfg(not(all(not(model), unix)))]
fn main() {}

#[cfg(all(not(model), unix))]
fn main() {
    stress::main(&[("raise and wait", real::raise_and_wait)], real::commit);
}

#[cfg(all(not(model), unix))]
mod real {
    use std::cell::UnsafeCell;
    use std::hint::black_box;

    use mutex::Flag;
    use stress::both;

    #[derive(Default)]
    struct Shared {
        flag: Flag,
        value: UnsafeCell<u32>,
    }

    // SAFETY: what is right uses the value as the flag allows. What is planted doesn't.
    unsafe impl Sync for Shared {}

    fn write_and_raise(shared: &Shared) {
        // SAFETY: nobody else touches the value before the flag is up.
        unsafe { *shared.value.get() = 7 };
        shared.flag.raise();
    }

    pub(super) fn raise_and_wait() {
        for _ in 0..1000 {
            let shared = Shared::default();
            both(
                || write_and_raise(&shared),
                || {
                    while !shared.flag.is_raised() {
                        platform::thread::yield_now();
                    }
                    // SAFETY: the flag is up, so the value is written and nobody writes to it any more.
                    assert_eq!(unsafe { *shared.value.get() }, 7);
                },
            );
        }
    }

    pub(super) fn commit(fault: &str) {
        match fault {
            "race" => {
                let shared = Shared::default();
                // SAFETY: none. This is the planted race: nobody has waited for the flag.
                both(
                    || write_and_raise(&shared),
                    || black_box(unsafe { *shared.value.get() }),
                );
            }
            "use-after-free" => {
                let freed = Box::into_raw(Box::new(7));
                // SAFETY: it came out of a box a line ago.
                drop(unsafe { Box::from_raw(freed) });
                // SAFETY: none. This is the planted fault.
                black_box(unsafe { freed.read_volatile() });
            }
            "leak" => {
                // Nothing on this thread's stack or in its registers is to remember it.
                both(
                    || std::mem::forget(black_box(Box::new([0_u8; 4096]))),
                    || (),
                );
            }
            unknown => panic!("--planted race|use-after-free|leak, not {unknown:?}"),
        }
    }
}
