fn main() {
    let mut kept = None;
    scoped_threads::scope(|s| kept = Some(s.spawn(|| "land")));
    kept.unwrap().join().unwrap();
}
