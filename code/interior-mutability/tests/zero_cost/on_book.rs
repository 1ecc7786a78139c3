//! Functions on the book's cells. Beside it the same functions on std's.

use interior_mutability::{Cell, OnceCell, Ref, RefCell, RefMut};

include!("body.rs");
