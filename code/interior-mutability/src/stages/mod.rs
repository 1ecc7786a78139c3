//! Simpler answers than the crate's own, and what becomes of its [`RefCell`](crate::RefCell) between threads.
//!
//! | stage | what it is | what is wrong with it |
//! |---|---|---|
//! | [`lending`] | a cell that lends references | what is lent can be dropped by `set` |
//! | [`assigning`] | a cell whose `set` assigns | the old value's destructor finds it in the cell |
//! | [`flag`] | a `RefCell` with a flag | two readers are a conflict |
//! | [`looking`] | the flag is atomic: looked at, then set | two threads both find it free |
//! | [`atomic`] | the count is atomic, and changed in one step | nothing; it doesn't wait |

pub mod assigning;
pub mod atomic;
pub mod flag;
pub mod lending;
pub mod looking;
