//! The versions that lead to the crate's [`spawn`](crate::spawn), each complete, so that two can be
//! compared line by line. All of them leak the packet that the thread and the handle share.
//!
//! | stage        | what is new              | what is wrong with it                                |
//! |--------------|--------------------------|------------------------------------------------------|
//! | [`relaxed`]  | a slot and a flag        | the flag publishes nothing: a data race              |
//! | [`spinning`] | `Release` and `Acquire`  | waiting burns a core                                 |
//! | [`sleeping`] | a futex                  | a panic in the closure ends the process              |
//! | [`catching`] | `catch_unwind`           | the packet is leaked, and a result nobody takes      |

#![expect(
    clippy::missing_panics_doc,
    reason = "shown on the page in full; the crate's own `spawn` documents its panics"
)]

pub mod catching;
pub mod relaxed;
pub mod sleeping;
pub mod spinning;
