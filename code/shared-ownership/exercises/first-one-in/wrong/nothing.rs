//! Fails because a value is made for each that asks.
//! Caught by: `it_is_made_once`: "how often (left) the setting was made".

/// Nothing is kept.
pub struct Setting;

impl Setting {
    /// A setting that nobody has asked for.
    pub fn new() -> Self {
        Self
    }

    /// Makes it.
    pub fn get_or_make(&self, make: impl FnOnce() -> u32) -> u32 {
        make()
    }
}
