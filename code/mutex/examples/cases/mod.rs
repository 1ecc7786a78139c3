//! How the two programs look at a lock.

/// Locks in each of the ways that are given. Their text is printed as it is, with what `here` has found: whether the mutex `m` was
/// held when it was called.
macro_rules! cases {
    ($group:literal $m:ident $here:ident: $({ $($code:tt)* })*) => {
        println!("{}", $group);
        $(
            let mutex = Mutex::new(vec![1]);
            let $m = &mutex;
            let found = Cell::new(None);
            // The thread that holds it gets no second guard.
            let $here = || found.set(Some($m.try_lock().is_err()));
            let case = || { $($code)* };
            case();
            let held = found.get().expect("`here` was not called");
            let text = stringify!($($code)*);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            println!("  {}  {text}", if held { "held" } else { "free" });
        )*
    };
}
