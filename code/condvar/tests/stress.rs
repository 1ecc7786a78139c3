//! The condition variables and what is built from them on real threads, for the sanitizers. `--planted race | use-after-free | leak` commits that
//! fault instead, and must be reported for it.

#[cfg(all(not(model), unix))]
#[path = "stress/built.rs"]
mod built;

#[cfg(not(all(not(model), unix)))]
fn main() {}

#[cfg(all(not(model), unix))]
fn main() {
    let cases: &[(&str, fn())] = &[
        ("queue", built::queue),
        ("barrier", built::barrier),
        ("semaphore", built::semaphore),
    ];
    stress::main(cases, commit);
}

#[cfg(all(not(model), unix))]
fn commit(fault: &str) {
    match fault {
        // SAFETY: none. This is the planted fault.
        "use-after-free" => unsafe { stress::use_after_free() },
        "leak" => stress::leak(),
        unknown => panic!("--planted race|use-after-free|leak, not {unknown:?}"),
    }
}
