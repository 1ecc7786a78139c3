use super::given::Ticket;

/// A `Ticket` isn't `Send`.
#[test]
fn it_stays_on_its_thread() {
    Ticket::new(7);
    let (is_send, _) = ask!(Ticket);
    assert!(!is_send, "a `Ticket` can be sent away");
}

/// A `Ticket` is `Sync`.
#[test]
fn others_may_look_at_it() {
    Ticket::new(7);
    let (_, is_sync) = ask!(Ticket);
    assert!(is_sync, "a `Ticket` can't be shared");
}

/// A `Ticket` has its number, and is no larger than that.
#[test]
fn it_is_a_number() {
    assert_eq!(
        Ticket::new(7).number(),
        7,
        "what is printed on ticket 7 (left)"
    );
    assert_eq!(
        size_of::<Ticket>(),
        size_of::<u32>(),
        "the size of a ticket (left)"
    );
}
