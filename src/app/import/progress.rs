//! How a run tells what it is doing, without knowing whether a terminal listens.

/// What a run is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Reads the file through: is it whole, what is in it?
    Survey,
    /// Checks every product against the shop and writes nothing.
    Rehearsal,
    /// Writes.
    Import,
}

impl Phase {
    /// One word for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Survey => "Reading",
            Self::Rehearsal => "Checking",
            Self::Import => "Importing",
        }
    }
}

/// Listens to a run. Calls come from one task, in order.
pub trait Progress: Send + Sync {
    /// A sentence to be shown now: what the file was recognised as.
    fn say(&self, line: &str);
    /// A phase starts; `rows` is how many rows it will go through, if that is known by then.
    fn begin(&self, phase: Phase, rows: Option<u64>);
    /// So many more rows are done.
    fn advance(&self, rows: u64);
    /// The phase is over.
    fn end(&self);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn say(&self, _line: &str) {}
    fn begin(&self, _phase: Phase, _rows: Option<u64>) {}
    fn advance(&self, _rows: u64) {}
    fn end(&self) {}
}
