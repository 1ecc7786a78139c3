//! Fails because no jar is given out.
//! Caught by: `a_jar_is_given_out`: "there is no such jar".

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
        let _: Option<MutexGuard<'_, u32>> = None;
        self.jars.lock().get(name)?;
        None
    }
}
