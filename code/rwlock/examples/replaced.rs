//! A request keeps the configuration that it began with.

use std::mem;
use std::sync::{Arc, RwLock};
use std::thread;

// ANCHOR: settings
struct Config {
    greeting: &'static str,
    guests: usize,
}

struct Settings(RwLock<Arc<Config>>);

impl Settings {
    /// The configuration of this moment. The lock is held for one clone.
    fn current(&self) -> Arc<Config> {
        Arc::clone(&self.0.read().unwrap())
    }

    /// Puts another in its place. The old one is dropped outside the lock.
    fn replace(&self, config: Config) {
        let config = Arc::new(config);
        let old = mem::replace(&mut *self.0.write().unwrap(), config);
        drop(old);
    }
}
// ANCHOR_END: settings

// ANCHOR: main
fn main() {
    let settings = Settings(RwLock::new(Arc::new(Config {
        greeting: "hello",
        guests: 5,
    })));
    let request = settings.current();
    thread::scope(|s| {
        s.spawn(|| {
            settings.replace(Config {
                greeting: "welcome",
                guests: 7,
            });
        });
    });
    let next = settings.current();
    println!("this request: {} to {}", request.greeting, request.guests);
    println!("the next one: {} to {}", next.greeting, next.guests);
}
// ANCHOR_END: main
