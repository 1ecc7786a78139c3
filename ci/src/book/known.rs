//! What earlier builds of this process found in a text, and what therefore still holds.
//!
//! Whoever serves the book builds it after every save, and one save changes one file. What a file's text alone decides
//! is kept here with that text, and found out anew as soon as the text differs by a byte. Nothing is kept that depends on
//! anything else: what a page becomes depends on the whole book, and is made each time.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::book::{checks, crates, rendered};

/// All that is kept. A clone shares it.
#[derive(Debug, Default, Clone)]
pub(crate) struct Known {
    /// The checks in the files of tests.
    pub(crate) checks: Of<checks::Tests>,
    /// The words of the files of tests.
    pub(crate) words: Of<crates::Words>,
    /// The pages with their code coloured, by what they are before that.
    pub(crate) coloured: Of<String>,
    /// The links and ids of the finished pages.
    pub(crate) pages: Of<rendered::Page>,
}

/// What is known of files, each with the text that it is known of.
#[derive(Debug)]
pub(crate) struct Of<T>(Arc<Mutex<ByFile<T>>>);

type ByFile<T> = HashMap<PathBuf, (String, Arc<T>)>;

impl<T> Of<T> {
    /// What `find_out` makes of the text: now, or when it was last asked for this file with this very text.
    ///
    /// # Errors
    /// Those of `find_out`, which are not kept.
    pub(crate) fn get<E>(
        &self,
        file: &Path,
        text: String,
        find_out: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, found)) = known.get(file)
            && *of == text
        {
            return Ok(Arc::clone(found));
        }
        let found = Arc::new(find_out(&text)?);
        known.insert(file.to_owned(), (text, Arc::clone(&found)));
        Ok(found)
    }
}

impl<T> Default for Of<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Clone for Of<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    #[test]
    fn it_is_found_out_once_for_each_text() {
        let known = Of::default();
        let mut asked = 0;
        let mut length = |file: &str, text: &str| {
            let found = known.get(Path::new(file), text.to_owned(), |text| {
                asked += 1;
                Ok::<_, Infallible>(text.len())
            });
            let Ok(found) = found;
            (*found, asked)
        };
        assert_eq!(length("a", "one"), (3, 1));
        assert_eq!(length("a", "one"), (3, 1));
        assert_eq!(length("b", "four"), (4, 2));
        assert_eq!(length("a", "two"), (3, 3));
        assert_eq!(
            length("a", "one"),
            (3, 4),
            "the text before the last is forgotten"
        );
    }

    #[test]
    fn a_failure_is_not_kept() {
        let known = Of::default();
        let ask = |answer: Result<u8, u8>| {
            let found = known.get(Path::new("a"), String::new(), |_| answer);
            found.map(|found| *found)
        };
        assert_eq!(ask(Err(1)), Err(1));
        assert_eq!(ask(Ok(2)), Ok(2));
        assert_eq!(ask(Ok(3)), Ok(2));
    }
}
