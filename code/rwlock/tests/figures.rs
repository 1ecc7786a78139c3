//! The figures of *Reader-writer locks*: in a model build the executions that a model runs, otherwise every order of an
//! example's lines.

#[cfg(not(model))]
mod explored;

/// Which orders of two threads moor one ship twice: `two_berths`.
#[cfg(not(model))]
mod orders {
    use super::explored;

    /// Two threads look under the read lock and act under the write lock: of the six orders of these steps, four moor one ship
    /// twice.
    #[test]
    fn one_ship_is_moored_twice() {
        explored::two_berths().figure().settle("two-berths");
    }
}
