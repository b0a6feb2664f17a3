//! What the driver is told on its command line.

use std::path::PathBuf;
use std::time::Duration;

/// How to use it.
pub const USAGE: &str = "\
Drives a release server and writes what it measured.

    cargo bench --features ssr --bench load -- [options]

    --server FILE      the server to measure     [target/release/vitrine]
    --site FOLDER      its built front end       [target/site]
    --seconds N        measured for each cell    [4]
    --products N       products in the catalogue [20000]
    --connections A,B  at once                   [1,16,64]
    --only WORD        only operations whose name has the word
    --out FILE         where the table goes      [docs/benchmarks.md]
";

/// What to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arguments {
    /// The server.
    pub server: PathBuf,
    /// Its built front end.
    pub site: PathBuf,
    /// Measured time of each operation at each number of connections.
    pub duration: Duration,
    /// Products in the catalogue, three variants each.
    pub products: u32,
    /// Connections at once.
    pub connections: Vec<usize>,
    /// Only operations with this word in their name.
    pub only: Option<String>,
    /// Where the table goes.
    pub out: PathBuf,
}

impl Default for Arguments {
    fn default() -> Self {
        Self {
            server: PathBuf::from("target/release/vitrine"),
            site: PathBuf::from("target/site"),
            duration: Duration::from_secs(4),
            products: 20_000,
            connections: vec![1, 16, 64],
            only: None,
            out: PathBuf::from("docs/benchmarks.md"),
        }
    }
}

impl Arguments {
    /// Reads them; what `cargo bench` adds of its own is passed over.
    ///
    /// # Errors
    /// A sentence on what is wrong.
    pub fn parse(given: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut arguments = Self::default();
        let mut given = given.into_iter();
        while let Some(name) = given.next() {
            if name == "--bench" {
                continue;
            }
            let value = given.next().ok_or_else(|| format!("{name} needs a value"))?;
            arguments.set(&name, value)?;
        }
        Ok(arguments)
    }

    fn set(&mut self, name: &str, value: String) -> Result<(), String> {
        let wrong = || format!("{name} cannot be {value}");
        match name {
            "--server" => self.server = value.into(),
            "--site" => self.site = value.into(),
            "--out" => self.out = value.into(),
            "--only" => self.only = Some(value),
            "--seconds" => self.duration = Duration::from_secs(positive(&value).ok_or_else(wrong)?),
            "--products" => self.products = positive(&value).and_then(|n| u32::try_from(n).ok()).ok_or_else(wrong)?,
            "--connections" => self.connections = numbers(&value).ok_or_else(wrong)?,
            _ => return Err(format!("{name} is not known")),
        }
        Ok(())
    }
}

fn positive(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number| *number > 0)
}

fn numbers(text: &str) -> Option<Vec<usize>> {
    text.split(',')
        .map(|part| positive(part.trim()).and_then(|n| usize::try_from(n).ok()))
        .collect()
}
