//! The thread that lets go last drops the value, whoever made it.

use std::sync::{Arc, mpsc::channel};
use std::thread;

struct Chart;

impl Drop for Chart {
    fn drop(&mut self) {
        let here = thread::current();
        println!("{} puts it away", here.name().unwrap());
    }
}

fn main() {
    let chart = Arc::new(Chart);
    let (go, may_go) = channel();

    let theirs = Arc::clone(&chart);
    let pilot = thread::Builder::new().name("the pilot".into());
    let pilot = pilot.spawn(move || {
        may_go.recv().unwrap();
        drop(theirs);
    });

    drop(chart);
    println!("main has dropped the chart");
    go.send(()).unwrap();
    pilot.unwrap().join().unwrap();
}
