//! Section 1, *Threads*.
