fn add(names: &Vec<&str>) {
    names.push("Grace");
}

fn main() {
    add(&vec!["Ada"]);
}
