//! Search: the words as typed, and what resembles them when nothing matches.

use super::CatalogError;
use super::cards::card;
use crate::App;
use crate::scope::Scope;
use domain::catalog::{ListFilter, PAGE_SIZE, SearchPage};

/// Longest query that is looked at, in characters.
pub(super) const MAX_QUERY: usize = 200;
/// Most words of a query that count.
const MAX_WORDS: usize = 12;

/// Products for a query. An empty query finds nothing and is no error.
///
/// # Errors
/// [`CatalogError`] when the database fails.
pub async fn search(app: &App, scope: &Scope, query: &str, filter: ListFilter) -> Result<SearchPage, CatalogError> {
    let facts = app.shop().await?;
    let market = facts.market(scope.market.as_deref());
    let query: String = query
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(MAX_QUERY)
        .collect();
    let mut found = (Vec::new(), 0);
    let mut is_fuzzy = false;
    if let Some(words) = prefix_query(&query) {
        let mut conn = app.pool.acquire().await?;
        let now = app.clock.now();
        found = store::catalog::list_found(&mut conn, market.market_id, &words, &filter, now).await?;
        if found.1 == 0 && filter.page == 1 {
            found = store::catalog::list_similar(&mut conn, market.market_id, &query, &filter, now).await?;
            is_fuzzy = found.1 > 0;
        }
    }
    let total = u32::try_from(found.1).unwrap_or(0);
    Ok(SearchPage {
        query,
        filter,
        products: found.0.into_iter().map(|row| card(row, &facts, market)).collect(),
        total,
        page_count: total.div_ceil(PAGE_SIZE).max(1),
        is_fuzzy,
    })
}

/// The words as a query for `to_tsquery`: all must be there, each may go on. Quotes keep whatever a shopper types from
/// being read as operators.
pub(super) fn prefix_query(text: &str) -> Option<String> {
    let words: Vec<_> = text
        .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(MAX_WORDS)
        .map(|word| format!("'{word}':*"))
        .collect();
    (!words.is_empty()).then(|| words.join(" & "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_typed_becomes_words_and_never_operators() {
        assert_eq!(prefix_query("coral  ring").as_deref(), Some("'coral':* & 'ring':*"));
        assert_eq!(
            prefix_query("a' | !b & (c:*)").as_deref(),
            Some("'a':* & 'b':* & 'c':*")
        );
        assert_eq!(prefix_query("SKU-12").as_deref(), Some("'SKU-12':*"));
        assert_eq!(prefix_query("' -- \\"), None);
    }
}
