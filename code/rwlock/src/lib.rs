//! Section 9, *Reader-writer locks*.
