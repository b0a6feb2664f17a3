//! What a caller may choose about the private server, and the settings that it runs with.

use std::path::PathBuf;
use std::time::Duration;

use super::PostgresError;

/// Choices for [`EmbeddedPostgres::start`](super::EmbeddedPostgres::start).
#[derive(Debug, Clone)]
pub struct Options {
    /// The store's own folder, `.vitrine` by default; the database lives in `postgres/` below it.
    pub state_dir: PathBuf,
    /// The database to create and to point the URL at: a letter, then letters, digits and `_`.
    pub database: String,
    /// Where the server programs are, when they are not in the usual places.
    pub binaries: Option<PathBuf>,
    /// Where the database goes when we are root and the server's account cannot reach `state_dir`.
    pub fallback_parent: PathBuf,
    /// Additional `name = value` settings of the server; they win over ours.
    pub settings: Vec<(String, String)>,
    /// How long a start may take, recovery after a crash included.
    pub patience: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            state_dir: PathBuf::from(".vitrine"),
            database: "vitrine".to_owned(),
            binaries: None,
            fallback_parent: PathBuf::from("/var/lib"),
            settings: Vec::new(),
            patience: Duration::from_mins(2),
        }
    }
}

impl Options {
    /// The defaults with the database below `state_dir`.
    pub fn in_folder(state_dir: impl Into<PathBuf>) -> Self {
        Self {
            state_dir: state_dir.into(),
            ..Self::default()
        }
    }

    /// The name goes into a statement that takes no parameters, so only harmless ones pass.
    pub(super) fn check(&self) -> Result<(), PostgresError> {
        let starts_well = self.database.starts_with(|c: char| c.is_ascii_lowercase());
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if starts_well && self.database.len() < 64 && self.database.chars().all(plain) {
            return Ok(());
        }
        Err(PostgresError::DatabaseName {
            name: self.database.clone(),
        })
    }

    /// All settings in the order in which the server reads them: the last one of a name counts.
    pub(super) fn all_settings(&self) -> impl Iterator<Item = String> + '_ {
        let ours = SETTINGS.iter().map(|(name, value)| format!("{name}={value}"));
        let theirs = self.settings.iter().map(|(name, value)| format!("{name}={value}"));
        ours.chain(theirs)
    }
}

/// For a small machine that the store shares with its database. Durability stays as the server has it
/// (`fsync`, `synchronous_commit` on): an order that was confirmed must survive a power cut.
const SETTINGS: [(&str, &str); 14] = [
    ("listen_addresses", ""),
    ("unix_socket_permissions", "0700"),
    ("max_connections", "100"),
    // Small, since the machine's own cache of files holds the rest, and gives it up when others need the memory.
    ("shared_buffers", "16MB"),
    ("effective_cache_size", "1GB"),
    ("work_mem", "8MB"),
    ("maintenance_work_mem", "64MB"),
    // Short statements gain nothing from compiling or from helpers, and pay for both in CPU time.
    ("jit", "off"),
    ("max_parallel_workers_per_gather", "0"),
    ("random_page_cost", "1.1"),
    ("max_wal_size", "1GB"),
    ("checkpoint_timeout", "15min"),
    ("timezone", "UTC"),
    ("log_timezone", "UTC"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_name_that_could_end_a_statement_is_refused() {
        for name in ["", "1shop", "Shop", "a\"; drop database b", "a-b", "é"] {
            let options = Options {
                database: name.to_owned(),
                ..Options::default()
            };
            assert!(options.check().is_err(), "{name:?} passed");
        }
        assert!(Options::default().check().is_ok());
    }

    #[test]
    fn the_callers_settings_come_after_ours() {
        let settings = vec![("max_connections".to_owned(), "300".to_owned())];
        let options = Options {
            settings,
            ..Options::default()
        };

        assert_eq!(options.all_settings().last().as_deref(), Some("max_connections=300"));
    }
}
