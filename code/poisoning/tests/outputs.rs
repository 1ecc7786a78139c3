//! What the examples of *Lock poisoning* print.
#![cfg(not(model))]

harness::outputs! {
    book: "book";
    broken_off: "broken_off";
    destructor_aborts: "destructor_aborts";
    destructor_goes_on: "destructor_goes_on";
    early_return: "early_return";
    goes_on: "goes_on";
    passed_on: "passed_on";
    recovered: "recovered";
    repaired: "repaired";
    restored: "restored";
    swapped_in: "swapped_in";
}
