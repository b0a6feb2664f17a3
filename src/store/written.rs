//! What became of something that a file says.

/// What became of one thing that a merchant wrote in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It is new.
    Created,
    /// It was there and different.
    Updated,
    /// It was there and the same.
    Unchanged,
}

impl Written {
    /// From whether it was there before, and whether a row was written.
    pub const fn of(was_there: bool, is_written: bool) -> Self {
        match (was_there, is_written) {
            (false, _) => Self::Created,
            (true, true) => Self::Updated,
            (true, false) => Self::Unchanged,
        }
    }
}
