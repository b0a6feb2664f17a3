//! What wrote this file? Told from the header, before a single row is read.
//!
//! Files of platforms that are not read yet are refused by name, so that the reader learns that the file is fine and
//! the importer is what is missing, and so that a Magento export is never half understood as something else.

use std::collections::HashSet;
use std::fmt;

use super::columns::plain;
use super::request::Format;
use super::source::Source;

/// A platform whose product files are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    /// Shopify product CSV.
    Shopify,
    /// `WooCommerce` product CSV.
    WooCommerce,
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shopify => "Shopify product CSV",
            Self::WooCommerce => "WooCommerce product CSV",
        })
    }
}

/// A file that is not imported: what it was recognised as, and why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreign {
    /// The name of the platform or kind of file, such as `Magento 2 product CSV`.
    pub name: &'static str,
    /// What is missing, or what to do instead; a whole sentence.
    pub reason: String,
}

impl Foreign {
    /// The name of what has none.
    pub const UNKNOWN: &str = "nothing known";
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name {
            Self::UNKNOWN => write!(f, "not recognised: {}", self.reason),
            name => write!(f, "recognised as {name}: {}", self.reason),
        }
    }
}

/// Tells the platform, or says why the file is not imported.
///
/// # Errors
/// [`Foreign`] for every file that is not a Shopify or `WooCommerce` product CSV, or not the one that was asked for.
pub fn recognise(source: &Source, format: Format) -> Result<Platform, Foreign> {
    if let Some(foreign) = not_delimited(&source.head) {
        return Err(foreign);
    }
    let names = Names::new(&source.header);
    let platform = names.platform()?;
    match (format, platform) {
        (Format::Shopify, Platform::WooCommerce) | (Format::WooCommerce, Platform::Shopify) => Err(Foreign {
            name: if platform == Platform::Shopify {
                "Shopify product CSV"
            } else {
                "WooCommerce product CSV"
            },
            reason: format!("but --format {format} was asked for; leave the option out, or give the right one"),
        }),
        _ => Ok(platform),
    }
}

// JSON, XML and HTML show themselves in their first character.
fn not_delimited(head: &str) -> Option<Foreign> {
    let text = head.trim_start();
    let not_read = |name| {
        Some(Foreign {
            name,
            reason: NOT_READ.to_owned(),
        })
    };
    match text.chars().next()? {
        '[' | '{' if text.contains("\"model\": \"product.") || text.contains("\"model\": \"discount.") => {
            not_read("Saleor fixture (JSON)")
        }
        '[' | '{' if text.contains("\"attributes\"") && text.contains("\"key\"") && text.contains("\"label\"") => {
            not_read("commercetools product types (JSON)")
        }
        '[' | '{' => not_read("JSON"),
        '<' => not_read("XML or HTML"),
        _ => None,
    }
}

const NOT_READ: &str = "this kind of file is not read yet; product CSV files of Shopify and WooCommerce are";

struct Names<'a> {
    header: &'a [String],
    plain: HashSet<String>,
}

// A foreign platform, and the plain column names that together give it away.
const FOREIGN: &[(&str, &[&str])] = &[
    ("Magento 2 product CSV", &["sku", "attributesetcode", "producttype"]),
    ("Medusa product CSV", &["productid", "producthandle", "variantid"]),
    ("Vendure product CSV", &["optiongroups", "sku", "trackinventory"]),
    ("Vendure product CSV", &["optiongroups", "optionvaluesen", "sku"]),
    ("commercetools inventory CSV", &["sku", "quantityonstock"]),
    (
        "commercetools category CSV",
        &["key", "externalid", "parentid", "orderhint"],
    ),
    ("WooCommerce tax rates", &["countrycode", "rate", "taxname"]),
];

impl<'a> Names<'a> {
    fn new(header: &'a [String]) -> Self {
        Self {
            header,
            plain: header.iter().map(|name| plain(name)).collect(),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.plain.contains(name)
    }

    fn has_all(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.has(name))
    }

    fn platform(&self) -> Result<Platform, Foreign> {
        if let Some((name, _)) = FOREIGN.iter().find(|(_, names)| self.has_all(names)) {
            return Err(Foreign {
                name,
                reason: NOT_READ.to_owned(),
            });
        }
        if self.is_shopify() {
            return Ok(Platform::Shopify);
        }
        if self.has_all(&["type", "sku", "name", "regularprice"]) {
            return Ok(Platform::WooCommerce);
        }
        Err(self.unknown())
    }

    // Both column sets: the one up to 2024 (`Variant Price`) and the newer one (`URL handle`, `Price`).
    fn is_shopify(&self) -> bool {
        let classic = self.has("handle") && self.has("title") && self.has("variantprice");
        let newer = self.has("urlhandle") && self.has("title") && self.has("price");
        classic || newer
    }

    fn unknown(&self) -> Foreign {
        if self.has_no_header() {
            return self.headless();
        }
        if self.has("variantprice") || self.has("option1value") || self.has("variantsku") {
            return Foreign {
                name: "Shopify product CSV with missing columns",
                reason: self.missing_shopify(),
            };
        }
        let columns = self.listed();
        if self.has_all(&["title", "price", "sku"]) || self.has_all(&["title", "price", "sizes"]) {
            return Foreign {
                name: "a flat product list",
                reason: format!(
                    "one row a product and no Handle or variant columns, so nothing says which rows belong together \
                     and how they are sold; the columns found were: {columns}"
                ),
            };
        }
        if self.has("sku") && self.plain.iter().filter(|name| name.ends_with("price")).count() > 1 {
            return Foreign {
                name: "a price list",
                reason: format!(
                    "it has several price columns and no Handle and Title of products; the columns found were: {columns}"
                ),
            };
        }
        Foreign {
            name: Foreign::UNKNOWN,
            reason: format!("the columns found were: {columns}"),
        }
    }

    fn missing_shopify(&self) -> String {
        let required = [
            ("handle", "Handle"),
            ("title", "Title"),
            ("variantprice", "Variant Price"),
        ];
        let missing: Vec<_> = required
            .iter()
            .filter(|(plain, _)| !self.has(plain))
            .map(|(_, name)| *name)
            .collect();
        let (missing, found) = (missing.join(", "), self.listed());
        format!(
            "the column {missing} is missing, and without it rows cannot be put together to products; the columns \
             found were: {found}"
        )
    }

    // A first record with a long number or a sentence in it is data.
    fn has_no_header(&self) -> bool {
        self.header.iter().any(|cell| {
            let digits = cell.bytes().filter(u8::is_ascii_digit).count();
            cell.len() > 200 || (digits >= 8 && digits == cell.len())
        })
    }

    fn headless(&self) -> Foreign {
        let oscar = self.header.len() >= 5
            && self.header[1].contains(" > ")
            && self.header[2].bytes().all(|byte| byte.is_ascii_digit());
        Foreign {
            name: if oscar {
                "django-oscar catalogue (no header line)"
            } else {
                "a file without a header line"
            },
            reason: if oscar {
                NOT_READ.to_owned()
            } else {
                "the first line must name the columns, such as Handle, Title, Variant Price".to_owned()
            },
        }
    }

    // The first thirty names, each cut short: a message is for reading.
    fn listed(&self) -> String {
        let mut names: Vec<String> = self
            .header
            .iter()
            .take(30)
            .map(|name| name.chars().take(40).collect())
            .collect();
        if self.header.len() > 30 {
            names.push(format!("and {} more", self.header.len() - 30));
        }
        names.join(", ")
    }
}
