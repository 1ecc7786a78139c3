//! The figures of the section.

// ---- The section page: orders of programs that no model can run ----

#[cfg(not(model))]
mod explored;

#[cfg(not(model))]
mod orders {
    use super::explored;

    /// Two threads each clone by reading the count of owners and then writing it back, and both clones are dropped later. In 9
    /// of the 19 orders one owner isn't counted, and the value is freed while `main` still owns it.
    #[test]
    fn a_count_in_two_steps_loses_an_owner() {
        let explored = explored::racy_count();
        let outcomes = &explored.figure().outcomes;
        let freed = outcomes
            .iter()
            .find(|outcome| outcome.name.starts_with("freed"))
            .expect("an order that frees too early");
        let all = explored.figure().executions;
        assert_eq!((freed.executions, all, outcomes.len()), (9, 19, 2));
        explored.figure().settle("lost-owner");
    }

    /// Two owners that each look at `strong_count` and then drop have six orders. In four of them both see two owners, and
    /// neither finds itself the last. In none do both.
    #[test]
    fn two_owners_can_both_find_another() {
        let explored = explored::last_one_out();
        let outcomes = &explored.figure().outcomes;
        let nobody = outcomes
            .iter()
            .find(|outcome| outcome.name.starts_with("nobody"))
            .expect("an order in which nobody is the last");
        assert_eq!((nobody.executions, outcomes.len()), (4, 2));
        explored.figure().settle("last-one-out");
    }
}
