//! Finds the server programs: on `PATH`, and where the distributions put them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::PostgresError;

/// The oldest version whose SQL the store uses.
const OLDEST: u32 = 15;

/// Debian and Ubuntu, Red Hat, a build from source, Homebrew. `*` stands for one folder name part.
const USUAL_PLACES: [(&str, &str); 4] = [
    ("/usr/lib/postgresql", "bin"),
    ("/usr", "bin"),
    ("/usr/local", "bin"),
    ("/opt/homebrew/opt", "bin"),
];

/// A folder with `initdb` and `postgres` of one version.
#[derive(Debug, Clone)]
pub(super) struct Binaries {
    /// The folder of the programs.
    pub folder: PathBuf,
    /// The major version, at least 15.
    pub major: u32,
}

impl Binaries {
    /// The newest supported version, or exactly the one that made an existing database. `only` restricts
    /// the search to one folder.
    pub fn find(only: Option<&Path>, made_by: Option<(PathBuf, u32)>) -> Result<Self, PostgresError> {
        let candidates = only.map_or_else(candidates, |folder| vec![folder.to_path_buf()]);
        let mut found: Vec<Self> = candidates.iter().filter_map(|folder| Self::at(folder)).collect();
        found.retain(|binaries| binaries.major >= OLDEST);
        found.sort_by_key(|binaries| binaries.major);
        let Some(newest) = found.last().cloned() else {
            return Err(PostgresError::NotInstalled {
                looked_in: shown(&candidates),
            });
        };
        let Some((folder, needed)) = made_by else {
            return Ok(newest);
        };
        let available = versions(&found);
        found
            .into_iter()
            .find(|binaries| binaries.major == needed)
            .ok_or(PostgresError::OtherVersion {
                folder,
                needed,
                available,
            })
    }

    /// The path of one program.
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Follows links, so that the folder named in messages has the other programs of the version too.
    fn at(folder: &Path) -> Option<Self> {
        let postgres = folder.join("postgres").canonicalize().ok()?;
        let folder = postgres.parent()?.to_path_buf();
        if !folder.join("initdb").is_file() {
            return None;
        }
        let answer = Command::new(&postgres)
            .arg("--version")
            .stdin(Stdio::null())
            .output()
            .ok()?;
        let major = major_version(&String::from_utf8_lossy(&answer.stdout))?;
        Some(Self { folder, major })
    }
}

/// Reads `postgres (PostgreSQL) 15.14 (Debian …)`, betas (`18beta1`) included.
fn major_version(answer: &str) -> Option<u32> {
    let version = answer.split("(PostgreSQL)").nth(1)?.trim_start();
    let digits = version.find(|c: char| !c.is_ascii_digit()).unwrap_or(version.len());
    version[..digits].parse().ok()
}

fn candidates() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .collect();
    for (parent, leaf) in USUAL_PLACES {
        let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
        let named = entries.filter(|entry| is_postgres_folder(parent, &entry.file_name()));
        folders.extend(named.map(|entry| entry.path().join(leaf)));
    }
    folders
}

/// `/usr/lib/postgresql/15`, `/usr/pgsql-16`, `/usr/local/pgsql`, `/opt/homebrew/opt/postgresql@17`.
fn is_postgres_folder(parent: &str, name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    parent.ends_with("postgresql") || name.starts_with("pgsql") || name.starts_with("postgresql@")
}

fn shown(folders: &[PathBuf]) -> String {
    let shown: Vec<_> = folders.iter().map(|folder| folder.display().to_string()).collect();
    shown.join(", ")
}

fn versions(found: &[Binaries]) -> String {
    let majors: Vec<_> = found.iter().map(|binaries| binaries.major.to_string()).collect();
    majors.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_every_form_of_the_answer() {
        assert_eq!(
            major_version("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n"),
            Some(15)
        );
        assert_eq!(major_version("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major_version("postgres (PostgreSQL) 17\n"), Some(17));
        assert_eq!(major_version("command not found"), None);
    }

    #[test]
    fn a_folder_without_programs_is_refused_with_what_to_install() {
        let empty = tempfile::tempdir().unwrap();

        let refusal = Binaries::find(Some(empty.path()), None).unwrap_err().to_string();

        assert!(refusal.contains("apt-get install postgresql"), "{refusal}");
        assert!(refusal.contains(&empty.path().display().to_string()), "{refusal}");
    }

    #[test]
    fn a_database_of_a_version_that_is_gone_is_refused_with_the_package_to_install() {
        let made_by = Some((PathBuf::from("/srv/data"), 12));

        let refusal = Binaries::find(None, made_by).unwrap_err().to_string();

        assert!(refusal.contains("apt-get install postgresql-12"), "{refusal}");
    }
}
