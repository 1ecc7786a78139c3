//! What the examples of *Send and Sync* print.
#![cfg(not(model))]

use harness::outputs;

outputs! {
    asked: "asked";
    opted_out: "opted_out";
    opted_in: "opted_in";
    handle_elsewhere: "handle_elsewhere";
}
