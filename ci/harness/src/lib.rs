//! What the tests of the sections share.
