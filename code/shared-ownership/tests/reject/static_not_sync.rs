use std::cell::RefCell;

static LOGBOOK: RefCell<Vec<u32>> = RefCell::new(Vec::new());

fn main() {
    LOGBOOK.borrow_mut().push(12);
}
