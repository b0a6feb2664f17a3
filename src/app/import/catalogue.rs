//! A recognised file: its platform, its survey, and its products as often as they are asked for.

use domain::money::Currency;

use super::outcome::Parsed;
use super::pictures::MediaFolder;
use super::recognise::Platform;
use super::shopify::{self, ShopifyColumns, ShopifyProducts, ShopifySurvey};
use super::source::{Source, SourceError};
use super::woocommerce::{self, WooColumns, WooProducts, WooSurvey};

/// A file that was surveyed and is whole.
#[derive(Clone)]
pub struct Catalogue {
    source: Source,
    survey: Survey,
}

#[derive(Clone)]
enum Survey {
    Shopify(Box<(ShopifyColumns, ShopifySurvey)>),
    Woo(Box<(WooColumns, WooSurvey)>),
}

/// The products of a file, one after the other.
pub type Products = Box<dyn Iterator<Item = Result<Parsed, SourceError>> + Send>;

impl Catalogue {
    /// Reads the file through.
    ///
    /// # Errors
    /// [`SourceError`] when it is not whole; then nothing of it may be imported.
    pub fn survey(source: Source, platform: Platform) -> Result<Self, SourceError> {
        let survey = match platform {
            Platform::Shopify => {
                let columns = ShopifyColumns::find(&source.header);
                let survey = shopify::survey(&source, &columns)?;
                Survey::Shopify(Box::new((columns, survey)))
            }
            Platform::WooCommerce => {
                let columns = WooColumns::find(&source.header);
                let survey = woocommerce::survey(&source, &columns)?;
                Survey::Woo(Box::new((columns, survey)))
            }
        };
        Ok(Self { source, survey })
    }

    /// Rows below the header.
    pub fn rows(&self) -> u64 {
        match &self.survey {
            Survey::Shopify(parts) => parts.1.rows,
            Survey::Woo(parts) => parts.1.rows,
        }
    }

    /// Columns that nothing is read from.
    pub fn ignored_columns(&self) -> Vec<String> {
        match &self.survey {
            Survey::Shopify(parts) => parts.0.ignored.clone(),
            Survey::Woo(parts) => parts.0.ignored.clone(),
        }
    }

    /// Reads the products from the top, prices in `currency`.
    ///
    /// # Errors
    /// [`SourceError`] when the file cannot be opened again.
    pub fn products(&self, folder: MediaFolder, currency: Currency) -> Result<Products, SourceError> {
        Ok(match &self.survey {
            Survey::Shopify(parts) => {
                let (columns, survey) = parts.as_ref().clone();
                Box::new(ShopifyProducts::new(&self.source, columns, survey, folder, currency)?)
            }
            Survey::Woo(parts) => {
                let (columns, survey) = parts.as_ref().clone();
                Box::new(WooProducts::new(&self.source, columns, survey, folder, currency)?)
            }
        })
    }
}
