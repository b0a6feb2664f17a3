//! Option texts from the file and the environment, and the faults found while they are read.

use super::{ConfigError, OPTIONS};
use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;
use url::Url;

/// Texts by option name.
pub(super) struct Source {
    texts: BTreeMap<String, String>,
    faults: Vec<String>,
}

impl Source {
    /// The file, overridden by the environment.
    pub fn read(file: Option<&Path>) -> Result<Self, ConfigError> {
        let mut texts = BTreeMap::new();
        let mut faults = Vec::new();
        let default = Path::new("vitrine.toml");
        if let Some(path) = file.or_else(|| default.exists().then_some(default)) {
            match std::fs::read_to_string(path) {
                Ok(text) => read_file(&text, path, &mut texts, &mut faults),
                Err(error) => faults.push(format!("{} cannot be read: {error}", path.display())),
            }
        }
        read_environment(&mut texts, &mut faults);
        if faults.is_empty() {
            Ok(Self { texts, faults })
        } else {
            Err(ConfigError(faults))
        }
    }

    /// Texts given by a test.
    #[cfg(test)]
    pub fn of(pairs: &[(&str, &str)]) -> Self {
        Self {
            texts: pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
            faults: Vec::new(),
        }
    }

    /// The text of an option that may be absent; empty counts as absent.
    pub fn optional(&self, name: &str) -> Option<String> {
        self.texts
            .get(name)
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
    }

    /// The text of an option, or its default.
    pub fn text(&self, name: &str) -> String {
        let default = || {
            OPTIONS
                .iter()
                .find(|option| option.name == name)
                .map_or("", |option| option.default)
        };
        self.optional(name).unwrap_or_else(|| default().to_owned())
    }

    /// The text of an option that another one makes necessary.
    pub fn required(&mut self, name: &str, because: &str) -> String {
        self.optional(name).unwrap_or_else(|| {
            self.fault(name, &format!("must be set, because {because}"));
            String::new()
        })
    }

    /// One of some words; the first stands in where the text is none of them.
    pub fn one_of(&mut self, name: &str, words: &[&'static str]) -> &'static str {
        let text = self.text(name);
        words.iter().copied().find(|word| *word == text).unwrap_or_else(|| {
            self.fault(name, &format!("is “{text}”, but must be one of: {}", words.join(", ")));
            words.first().copied().unwrap_or_default()
        })
    }

    /// `on` or `off`.
    pub fn switch(&mut self, name: &str, default: bool) -> bool {
        match self.optional(name).as_deref() {
            None => default,
            Some("on" | "true" | "1") => true,
            Some("off" | "false" | "0") => false,
            Some(other) => {
                let text = format!("is “{other}”, but must be on or off");
                self.fault(name, &text);
                default
            }
        }
    }

    /// A whole number within bounds.
    pub fn number(&mut self, name: &str, least: u32, most: u32) -> u32 {
        let text = self.text(name);
        match text.parse::<u32>() {
            Ok(number) if (least..=most).contains(&number) => number,
            _ => {
                self.fault(
                    name,
                    &format!("is “{text}”, but must be a number from {least} to {most}"),
                );
                least
            }
        }
    }

    /// A value with a parser; `sample` shows the shape.
    pub fn parsed<T: FromStr>(&mut self, name: &str, sample: &'static str) -> T
    where
        T::Err: std::fmt::Debug,
    {
        let text = self.text(name);
        text.parse().unwrap_or_else(|_| {
            self.fault(name, &format!("is “{text}”, but must look like {sample}"));
            sample
                .parse()
                .unwrap_or_else(|error| unreachable!("{sample} parses: {error:?}"))
        })
    }

    /// An http or https address without a path.
    pub fn address(&mut self, name: &str, text: &str) -> Url {
        match Url::parse(text) {
            Ok(url)
                if matches!(url.scheme(), "http" | "https")
                    && url.has_host()
                    && url.path() == "/"
                    && url.query().is_none() =>
            {
                url
            }
            _ => {
                self.fault(
                    name,
                    &format!("is “{text}”, but must look like https://shop.example, without a path"),
                );
                unreachable_url()
            }
        }
    }

    /// Notes a fault.
    pub fn fault(&mut self, name: &str, text: &str) {
        self.faults.push(format!("{name} {text}"));
    }

    /// The value, unless something was at fault.
    pub fn finish<T>(self, value: T) -> Result<T, ConfigError> {
        if self.faults.is_empty() {
            Ok(value)
        } else {
            Err(ConfigError(self.faults))
        }
    }
}

fn unreachable_url() -> Url {
    Url::parse("http://localhost").unwrap_or_else(|error| unreachable!("a constant address parses: {error}"))
}

fn read_file(text: &str, path: &Path, texts: &mut BTreeMap<String, String>, faults: &mut Vec<String>) {
    let table = match text.parse::<toml::Table>() {
        Ok(table) => table,
        Err(error) => return faults.push(format!("{} is not TOML: {error}", path.display())),
    };
    for (name, value) in table {
        if !OPTIONS.iter().any(|option| option.name == name) {
            faults.push(format!(
                "{name} in {} is no option; docs/configuration.md lists them",
                path.display()
            ));
            continue;
        }
        let text = match value {
            toml::Value::String(text) => text,
            toml::Value::Boolean(on) => if on { "on" } else { "off" }.to_owned(),
            other => other.to_string(),
        };
        texts.insert(name, text);
    }
}

fn read_environment(texts: &mut BTreeMap<String, String>, faults: &mut Vec<String>) {
    if let Ok(url) = std::env::var("DATABASE_URL") {
        texts.insert("database_url".into(), url);
    }
    for (key, text) in std::env::vars() {
        let Some(name) = key.strip_prefix("VITRINE_").map(str::to_lowercase) else {
            continue;
        };
        // Names that belong to the build and the tests.
        if matches!(name.as_str(), "config" | "shared_data")
            || name.starts_with("test_") && !name.starts_with("test_provider")
        {
            continue;
        }
        if OPTIONS.iter().any(|option| option.name == name) {
            texts.insert(name, text);
        } else {
            faults.push(format!(
                "{key} in the environment is no option; docs/configuration.md lists them"
            ));
        }
    }
}
