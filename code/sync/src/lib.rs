//! Everything the book builds, under the names std gives it.
