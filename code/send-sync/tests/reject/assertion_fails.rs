use std::rc::Rc;

struct Chart {
    _coast: Rc<str>,
}

const fn assert_send<T: Send>() {}
const _: () = assert_send::<Chart>();

fn main() {}
