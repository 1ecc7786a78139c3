use super::given::Turnstile;

/// Two shared references to one turnstile count together.
#[test]
fn all_who_pass_are_counted() {
    let turnstile = Turnstile::default();
    let (left, right) = (&turnstile, &turnstile);
    left.pass();
    right.pass();
    left.pass();
    assert_eq!(turnstile.take(), 3, "the count (left) is wrong");
}

/// The count begins anew when it is taken.
#[test]
fn the_count_begins_anew() {
    let turnstile = Turnstile::default();
    turnstile.pass();
    assert_eq!(turnstile.take(), 1, "the count (left) is wrong");
    assert_eq!(turnstile.take(), 0, "the count (left) was not taken");
    turnstile.pass();
    assert_eq!(turnstile.take(), 1, "the count (left) is wrong");
}

/// Two turnstiles count apart.
#[test]
fn two_turnstiles_count_apart() {
    let (one, other) = (Turnstile::default(), Turnstile::default());
    one.pass();
    one.pass();
    other.pass();
    assert_eq!(
        (one.take(), other.take()),
        (2, 1),
        "the counts (left) are mixed up"
    );
}
