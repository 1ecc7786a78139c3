use std::cell::RefCell;

fn first(names: &RefCell<Vec<String>>) -> &str {
    &names.borrow()[0]
}

fn main() {
    let names = RefCell::new(vec!["Ada".to_owned()]);
    println!("{}", first(&names));
}
