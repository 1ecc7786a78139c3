//! What the examples of *Shared ownership* print.
#![cfg(not(model))]

use harness::{hangs, outputs};

outputs! {
    put_away: "put_away";
    statics: "statics";
    #[cfg(target_os = "linux")] older_than_main: "older_than_main";
    static_not_dropped: "static_not_dropped";
    const_counter: "const_counter";
    leaked: "leaked";
    leak_cost: "leak_cost";
    counted: "counted";
    racy_count: "racy_count";
    arc_shared: "arc_shared";
    shadowed: "shadowed";
    exclusive_access: "exclusive_access";
    cycle: "cycle";
    cycle_broken: "cycle_broken";
    first_use: "first_use";
    lazy_panics: "lazy_panics";
    last_one_out: "last_one_out";
    last_one_out_asks: "last_one_out_asks";
    #[cfg(target_os = "linux")] joins_itself: "joins_itself";
    joins_the_other: "joins_the_other";
    #[cfg(unix)] long_chain: "long_chain";
    long_chain_unwound: "long_chain_unwound";
}

#[test]
fn lazy_recursion() {
    hangs("lazy_recursion");
}
