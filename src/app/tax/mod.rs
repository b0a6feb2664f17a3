//! Tax categories of variants: which there are, and whether the tax table says anything of them.

use crate::App;
use domain::tax::{EXEMPT_CATEGORY, STANDARD_CATEGORY};
use store::error::StoreError;

#[cfg(test)]
mod tests;

pub use store::tax_category::{CategoryUse, SkuCategory};

/// Most stock codes of one change.
pub const MOST_SKUS: usize = 10_000;
/// Longest category in signs.
const LONGEST: usize = 40;

/// Why no category was set.
#[derive(Debug, thiserror::Error)]
pub enum TaxCategoryError {
    /// It is no word that the tax table could have.
    #[error("{0:?} is no tax category: write lower-case letters and underscores, such as reduced")]
    Category(String),
    /// Too many at once.
    #[error("name at most {MOST_SKUS} stock codes at once")]
    TooMany,
    /// Some stock codes are nobody's; nothing was changed.
    #[error("no variant has the stock code {}", .0.join(", "))]
    NoVariant(Vec<String>),
    /// Reading or saving failed.
    #[error("the category could not be read or saved")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for TaxCategoryError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// A category with what the tax table knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCategory {
    /// The category and how many variants are of it.
    pub usage: CategoryUse,
    /// Whether any rate is for it; without one it is taxed as standard. `exempt` needs none.
    pub has_rate: bool,
}

/// The categories of all variants, by name.
///
/// # Errors
/// [`TaxCategoryError::Store`].
pub async fn list_categories(app: &App) -> Result<Vec<KnownCategory>, TaxCategoryError> {
    let facts = app.shop().await?;
    let mut conn = app.pool.acquire().await?;
    let used = store::tax_category::list(&mut conn).await?;
    let known = used.into_iter().map(|usage| KnownCategory {
        has_rate: usage.tax_category == EXEMPT_CATEGORY || facts.taxes.has_category(&usage.tax_category),
        usage,
    });
    Ok(known.collect())
}

/// Gives variants a tax category, by stock code: all or none. What has it already stays untouched. Returns those that
/// changed, and whether the tax table has a rate for the category.
///
/// # Errors
/// [`TaxCategoryError`].
pub async fn set_category(
    app: &App,
    skus: &[String],
    category: &str,
) -> Result<(Vec<SkuCategory>, bool), TaxCategoryError> {
    let is_word = category.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if !is_word || category.is_empty() || category.len() > LONGEST {
        return Err(TaxCategoryError::Category(category.to_owned()));
    }
    if skus.len() > MOST_SKUS {
        return Err(TaxCategoryError::TooMany);
    }
    let facts = app.shop().await?;
    let mut tx = app.pool.begin().await?;
    let done = store::tax_category::set(&mut tx, skus, category).await?;
    let missing: Vec<String> = done
        .iter()
        .filter(|one| one.before.is_none())
        .map(|one| one.sku.clone())
        .collect();
    if !missing.is_empty() {
        return Err(TaxCategoryError::NoVariant(missing));
    }
    tx.commit().await?;
    let has_rate = [STANDARD_CATEGORY, EXEMPT_CATEGORY].contains(&category) || facts.taxes.has_category(category);
    let changed = done.into_iter().filter(|one| one.before.as_deref() != Some(category));
    Ok((changed.collect(), has_rate))
}
