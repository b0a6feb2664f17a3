//! What a caller asks of an import.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use domain::money::Currency;

/// Which platform's file it is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Told from the header.
    #[default]
    Auto,
    /// Shopify product CSV, or refuse.
    Shopify,
    /// `WooCommerce` product CSV, or refuse.
    WooCommerce,
}

/// What a product that cannot be imported does to the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnError {
    /// It is left out whole, its rows are in the report, and the others are imported.
    #[default]
    Skip,
    /// The whole file is checked first, and one refused row refuses the file: nothing changes.
    Abort,
}

/// One run of the importer.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// The file, plain or gzip.
    pub path: PathBuf,
    /// Its platform.
    pub format: Format,
    /// Say what would happen and change nothing.
    pub dry_run: bool,
    /// What refused rows lead to.
    pub on_error: OnError,
    /// A folder whose files are taken, by file name, in place of fetching image addresses.
    pub media_dir: Option<PathBuf>,
    /// Where the JSON report goes.
    pub report_path: Option<PathBuf>,
    /// What the file's prices are in; the shop's currency if left out.
    pub currency: Option<Currency>,
}

impl ImportRequest {
    /// A plain import of `path`: recognised by itself, in the shop's currency, skipping what is refused.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            format: Format::Auto,
            dry_run: false,
            on_error: OnError::Skip,
            media_dir: None,
            report_path: None,
            currency: None,
        }
    }
}

/// A word on the command line that is not one of the choices.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not one of {choices}")]
pub struct UnknownChoice {
    given: String,
    choices: &'static str,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Shopify => "shopify",
            Self::WooCommerce => "woocommerce",
        })
    }
}

impl FromStr for Format {
    type Err = UnknownChoice;

    fn from_str(text: &str) -> Result<Self, UnknownChoice> {
        match text {
            "auto" => Ok(Self::Auto),
            "shopify" => Ok(Self::Shopify),
            "woocommerce" => Ok(Self::WooCommerce),
            _ => Err(UnknownChoice {
                given: text.to_owned(),
                choices: "auto, shopify, woocommerce",
            }),
        }
    }
}

impl FromStr for OnError {
    type Err = UnknownChoice;

    fn from_str(text: &str) -> Result<Self, UnknownChoice> {
        match text {
            "skip" => Ok(Self::Skip),
            "abort" => Ok(Self::Abort),
            _ => Err(UnknownChoice {
                given: text.to_owned(),
                choices: "skip, abort",
            }),
        }
    }
}
