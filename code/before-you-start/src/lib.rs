//! The programs and checks of the front matter. It builds nothing, so this library is empty.
#![forbid(unsafe_code)]
