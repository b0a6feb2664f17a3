//! Integration tests: one binary, filed by door and noun.
