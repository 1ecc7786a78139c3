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

    use parking::Flag;
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
            // SAFETY: none. This is the planted fault.
            "use-after-free" => unsafe { stress::use_after_free() },
            "leak" => stress::leak(),
            unknown => panic!("--planted race|use-after-free|leak, not {unknown:?}"),
        }
    }
}
