use std::collections::HashMap;

use mutex::{MappedMutexGuard, Mutex, MutexGuard};

/// Jars with names, and what is in them.
pub struct Shelf {
    jars: Mutex<HashMap<String, u32>>,
}

impl Shelf {
    /// A shelf with these jars.
    pub fn new(jars: &[(&str, u32)]) -> Self {
        let jars = jars.iter().map(|&(name, plums)| (name.to_owned(), plums));
        Self {
            jars: Mutex::new(jars.collect()),
        }
    }

    /// Whether nobody holds the shelf.
    pub fn is_free(&self) -> bool {
        self.jars.try_lock().is_some()
    }

    /// Takes the jar of that name away.
    pub fn take(&self, name: &str) -> Option<u32> {
        self.jars.lock().remove(name)
    }

    /// The jar of that name, alone with it; `None` if there is none.
    pub fn jar(&self, name: &str) -> Option<MappedMutexGuard<'_, u32>> {
        let jars = self.jars.lock();
        if !jars.contains_key(name) {
            return None;
        }
        Some(MutexGuard::map(jars, |jars| {
            jars.get_mut(name)
                .expect("it was there, and the lock is held")
        }))
    }
}
