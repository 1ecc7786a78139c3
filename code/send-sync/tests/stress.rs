//! The flag on real threads, for the sanitizers. `--planted race | use-after-free | leak` commits that
//! fault instead, and must be reported for it.
//!
//! No libtest and no `std::thread`: a sanitizer can't see into the standard library, which was built
//! without it, and would report what is right.

#[cfg(all(not(model), unix))]
#[expect(
    unsafe_code,
    reason = "bare pthreads, and faults that safe code can't commit"
)]
mod stress {
    use std::cell::UnsafeCell;
    use std::ffi::c_void;
    use std::hint::black_box;
    use std::ptr;

    use send_sync::Flag;

    struct Shared {
        flag: Flag,
        value: UnsafeCell<u32>,
    }

    /// What a thread runs.
    type Body = extern "C" fn(*mut c_void) -> *mut c_void;

    /// Runs both at once, on the same data, to their ends.
    fn both(shared: &Shared, one: Body, other: Body) {
        let data = ptr::from_ref(shared).cast_mut().cast();
        // SAFETY: zeroed is how a `pthread_t` starts on every system with pthreads.
        let mut thread = unsafe { std::mem::zeroed() };
        // SAFETY: the pointers are valid, and `data` lives until the join below.
        let status = unsafe { libc::pthread_create(&raw mut thread, ptr::null(), one, data) };
        assert_eq!(status, 0, "no thread to be had");
        other(data);
        // SAFETY: the thread was started above and is joined once.
        let status = unsafe { libc::pthread_join(thread, ptr::null_mut()) };
        assert_eq!(status, 0, "the thread can't be joined");
    }

    extern "C" fn write_and_raise(data: *mut c_void) -> *mut c_void {
        // SAFETY: `both` passes a `Shared`.
        let shared = unsafe { &*data.cast::<Shared>() };
        // SAFETY: nobody else touches the value before the flag is up.
        unsafe { *shared.value.get() = 7 };
        shared.flag.raise();
        ptr::null_mut()
    }

    extern "C" fn wait_and_read(data: *mut c_void) -> *mut c_void {
        // SAFETY: `both` passes a `Shared`.
        let shared = unsafe { &*data.cast::<Shared>() };
        while !shared.flag.is_raised() {
            platform::thread::yield_now();
        }
        // SAFETY: the flag is up, so the value is written and nobody writes to it any more.
        assert_eq!(unsafe { *shared.value.get() }, 7);
        ptr::null_mut()
    }

    extern "C" fn read_at_once(data: *mut c_void) -> *mut c_void {
        // SAFETY: `both` passes a `Shared`.
        let shared = unsafe { &*data.cast::<Shared>() };
        // SAFETY: none. This is the planted race: nobody has waited for the flag.
        black_box(unsafe { *shared.value.get() });
        ptr::null_mut()
    }

    fn shared() -> Shared {
        Shared {
            flag: Flag::new(),
            value: UnsafeCell::new(0),
        }
    }

    pub(super) fn run(planted: Option<&str>) {
        match planted {
            None => (0..1000).for_each(|_| both(&shared(), write_and_raise, wait_and_read)),
            Some("race") => (0..1000).for_each(|_| both(&shared(), write_and_raise, read_at_once)),
            Some("use-after-free") => {
                let freed = Box::into_raw(Box::new(7));
                // SAFETY: it came out of a box a line ago.
                drop(unsafe { Box::from_raw(freed) });
                // SAFETY: none. This is the planted fault.
                black_box(unsafe { freed.read_volatile() });
            }
            Some("leak") => {
                // A word that is overwritten: a pointer left in a register would count as a use.
                black_box(
                    (0..100)
                        .map(|n| Box::into_raw(Box::new(n)) as usize)
                        .fold(0, |a, b| a ^ b),
                );
            }
            Some(other) => panic!("no fault is named {other}"),
        }
    }
}

fn main() {
    #[cfg(all(not(model), unix))]
    {
        let arguments: Vec<String> = std::env::args().collect();
        let planted = arguments
            .windows(2)
            .find(|pair| pair[0] == "--planted")
            .map(|pair| pair[1].as_str());
        stress::run(planted);
    }
}
