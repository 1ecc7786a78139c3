//! The statements that the pages of *Shared ownership* make.
#![cfg(not(model))]
