fn main() {
    let mut kept = None;
    scoped_threads::scope(|s| kept = Some(s));
    kept.unwrap().spawn(|| println!("too late"));
}
