//! The only place that knows whether the book's primitives run on an operating system or in a model.

pub mod atomic;
pub mod cell;
pub mod futex;
pub mod hint;
pub mod model;
pub mod thread;

/// Declares functions that are `const` on an operating system. The model checker's constructors
/// register their object with the running execution and so can't be.
#[cfg(not(model))]
#[macro_export]
macro_rules! const_fn {
    ($($(#[$attribute:meta])* $vis:vis const fn $name:ident($($args:tt)*) -> $ret:ty $body:block)*) => {
        $($(#[$attribute])* $vis const fn $name($($args)*) -> $ret $body)*
    };
}
/// Declares functions that are `const` on an operating system. The model checker's constructors
/// register their object with the running execution and so can't be.
#[cfg(model)]
#[macro_export]
macro_rules! const_fn {
    ($($(#[$attribute:meta])* $vis:vis const fn $name:ident($($args:tt)*) -> $ret:ty $body:block)*) => {
        $($(#[$attribute])* $vis fn $name($($args)*) -> $ret $body)*
    };
}
