//! Fails because a search that finds nothing at once is given up.
//! Caught by: `what_is_found_is_returned`: "one of the searches finds something".

/// Calls each search once.
pub fn first_found<R, F>(searches: Vec<F>) -> R
where
    R: Send,
    F: FnMut() -> Option<R> + Send,
{
    let mut searches = searches;
    let found = searches.iter_mut().find_map(|search| search());
    found.expect("one of the searches finds something")
}
