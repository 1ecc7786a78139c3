//! The versions on the way to the token, one a file, so that each can be read as a change of the one before.
//!
//! | stage | who waits | what is wrong with it |
//! |---|---|---|
//! | [`polling`] | looks for a flag again and again | burns processor time |
//! | [`forgetful`] | sleeps | a wake-up that comes before the sleep is lost |
//! | [`two_states`] | sleeps as long as there is no token | whoever sets it can't know whether anybody sleeps, and calls the kernel every time |
//! | [`three_states`] | says so in the word, and sleeps | sleeps where to wait a little would be cheaper |
//! | [`spinning`] | looks for a while, then says so and sleeps | looks in vain where the other thread needs the processor |
//! | [`yielding`] | looks, and yields to others between two looks | a thread that computes gets a time slice for each yield |

pub mod forgetful;
pub mod polling;
pub mod spinning;
pub mod three_states;
pub mod two_states;
pub mod yielding;

// ANCHOR: trait
/// A token, as far as a stage has come. One thread at a time waits for it.
pub trait Token: Send + Sync {
    /// No token.
    fn new() -> Self;

    /// Sets the token, and wakes whoever waits for it.
    fn set(&self);

    /// Waits for the token, and takes it.
    fn take(&self);
}
// ANCHOR_END: trait
