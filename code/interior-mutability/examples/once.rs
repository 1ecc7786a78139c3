//! A value that is made when it is first wanted.

use std::cell::OnceCell;

struct Show {
    title: &'static str,
    poster: OnceCell<String>,
}

impl Show {
    fn poster(&self) -> &str {
        self.poster.get_or_init(|| {
            println!("(painting)");
            self.title.to_uppercase()
        })
    }
}

fn main() {
    let show = Show {
        title: "Tosca",
        poster: OnceCell::new(),
    };
    println!("{}", show.poster());
    println!("{}", show.poster());
}
