//! Functions on std's cells. Beside it the same functions on the book's.

use std::cell::{Cell, OnceCell, Ref, RefCell, RefMut};

include!("body.rs");
