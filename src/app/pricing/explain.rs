//! Explains what a cart comes to now, and what an order came to then.

use super::quotes::{ExplainedQuote, explain_quote};
use super::words::{Explained, explain, explain_tenders};
use super::{ProofError, verify};
use crate::App;
use crate::checkout::quote;
use domain::id::CartId;
use domain::promotion::LeftOut;
use std::collections::BTreeMap;
use store::cart::CartLine;
use store::order::TermsLine;

/// How numbers came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// From the first unit to the total.
    pub steps: Vec<Explained>,
    /// The printed price of each line.
    pub quotes: Vec<ExplainedQuote>,
    /// Promotions and codes that do not count, each in a sentence; nothing is kept of those of an order.
    pub left_out: Vec<String>,
}

/// The steps of an open cart's prices, as they are now.
///
/// # Errors
/// [`ProofError::NoCart`]; [`ProofError::Quote`] when it cannot be priced.
pub async fn explain_cart(app: &App, cart_id: CartId) -> Result<Explanation, ProofError> {
    let mut conn = app.pool.acquire().await?;
    let cart = store::cart::find_by_id(&mut conn, cart_id)
        .await?
        .ok_or(ProofError::NoCart)?;
    let quote = quote::load(&mut conn, app, cart, app.clock.now()).await?;
    let name = |line: &CartLine| name(&line.variant.product_title, &line.variant.variant_title);
    let titles = quote.lines.iter().map(|line| (line.line_seq, name(line))).collect();
    let quotes = quote.lines.iter().map(|line| {
        let subject = format!("line {}: {}", line.line_seq, name(line));
        explain_quote(&quote.facts, &quote.market, line, subject)
    });
    let mut steps = explain(&quote.priced.trace, quote.context.currency, &titles);
    steps.extend(explain_tenders(steps.len(), quote.total(), &quote.tendered));
    let refused = quote.evaluation.refused.iter();
    let left_out = quote.evaluation.left_out.iter().map(LeftOut::text);
    Ok(Explanation {
        steps,
        left_out: left_out
            .chain(refused.map(|refused| format!("{}: {}", refused.code, refused.why.text())))
            .collect(),
        quotes: quotes.collect(),
    })
}

/// The steps that were stored with an order; what became of its printed prices is as of now.
///
/// # Errors
/// [`ProofError::NoOrder`].
pub async fn explain_order(app: &App, number: i64) -> Result<Explanation, ProofError> {
    let agreement = verify::read(app, number).await?;
    let terms = &agreement.terms;
    let name = |line: &TermsLine| name(&line.product_title, &line.variant_title);
    let titles: BTreeMap<_, _> = terms.lines.iter().map(|line| (line.line_seq, name(line))).collect();
    let mut steps = explain(&agreement.calculation.trace, terms.currency, &titles);
    steps.extend(explain_tenders(steps.len(), terms.total(), &terms.tenders));
    Ok(Explanation {
        steps,
        quotes: order_quotes(app, number, &terms.lines, &titles).await?,
        left_out: Vec::new(),
    })
}

// An order's cart stays with it, and so do its lines for as long as their variants exist. Late money for a cart that had
// changed is an order whose cart has none.
async fn order_quotes(
    app: &App,
    number: i64,
    lines: &[TermsLine],
    titles: &BTreeMap<u32, String>,
) -> Result<Vec<ExplainedQuote>, ProofError> {
    let mut conn = app.pool.acquire().await?;
    let order_id = store::order::find_id_by_number(&mut conn, number).await?;
    let order_id = order_id.ok_or(ProofError::NoOrder)?;
    let order = store::order::find_by_id(&mut conn, order_id).await?;
    let cart_id = order.ok_or(ProofError::NoOrder)?.cart_id;
    let cart = store::cart::find_by_id(&mut conn, cart_id).await?;
    let cart = cart.ok_or(ProofError::NoCart)?;
    let facts = app.shop().await?;
    let market = facts.market_of(cart.market_id)?;
    let query = crate::cart::line_query(&facts, &cart, None, app.clock.now())?;
    let cart_lines = store::cart::list_lines(&mut conn, &query).await?.lines;
    let explained = lines.iter().map(|line| {
        let subject = format!("line {}: {}", line.line_seq, titles[&line.line_seq]);
        let known = cart_lines
            .iter()
            .find(|known| known.variant.variant_id == line.variant_id);
        match known.filter(|known| known.quote_id == line.quote_id) {
            Some(known) => explain_quote(&facts, market, known, subject),
            None => ExplainedQuote {
                subject,
                quote_id: line.quote_id,
                words: "nothing is left to compare it with".to_owned(),
            },
        }
    });
    Ok(explained.collect())
}

fn name(title: &str, variant_title: &str) -> String {
    if variant_title.is_empty() {
        title.to_owned()
    } else {
        format!("{title}, {variant_title}")
    }
}
