use std::cell::RefCell;
use std::rc::Rc;

use super::given::Bell;

/// What was heard.
type Heard = Rc<RefCell<Vec<&'static str>>>;

/// Somebody who writes down that they heard the bell.
fn hears(name: &'static str, heard: &Heard) -> Rc<dyn Fn(&Bell)> {
    let heard = Rc::clone(heard);
    Rc::new(move |_| heard.borrow_mut().push(name))
}

/// Everybody hears it, in the order in which they came.
#[test]
fn everybody_hears_it_in_order() {
    let (bell, heard) = (Bell::default(), Heard::default());
    for name in ["Ada", "Grace", "Mary"] {
        bell.listen(hears(name, &heard));
    }
    bell.ring();
    bell.ring();
    let twice = ["Ada", "Grace", "Mary", "Ada", "Grace", "Mary"];
    assert_eq!(*heard.borrow(), twice, "who heard it (left)");
}

/// A listener may add one, who hears this ring and the next, as all do.
#[test]
fn who_comes_while_it_rings_hears_it() {
    let (bell, heard) = (Bell::default(), Heard::default());
    bell.listen(hears("Ada", &heard));
    let (theirs, came) = (Rc::clone(&heard), RefCell::new(false));
    bell.listen(Rc::new(move |bell| {
        if !came.replace(true) {
            bell.listen(hears("Late", &theirs));
        }
    }));
    bell.listen(hears("Grace", &heard));
    bell.ring();
    assert_eq!(
        *heard.borrow(),
        ["Ada", "Grace", "Late"],
        "who heard the first ring (left)"
    );
    heard.borrow_mut().clear();
    bell.ring();
    assert_eq!(
        *heard.borrow(),
        ["Ada", "Grace", "Late"],
        "who heard the second ring (left)"
    );
}
