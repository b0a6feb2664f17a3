//! A cart of a few things: its lines and sums, and those of the checkout, beside what the cart itself says.

use super::ParityError;
use super::compare::{difference, of};
use super::crawl::MarketParity;
use super::read::{Form, PrintedPrice, Subject, read};
use adapters::http_client::{VisitError, Visitor};
use app::App;
use app::market::CorePrices;
use app::scope::Scope;
use domain::cart::CartView;
use domain::id::VariantId;

/// Fills a cart with one unit of each, compares both pages, and forgets the cart. What is not for sale is left out. No
/// address is given, so nothing is held and no order made.
pub(super) async fn compare(
    app: &App,
    visitor: &mut Visitor,
    core: &CorePrices,
    wanted: &[VariantId],
    found: &mut MarketParity,
) -> Result<(), ParityError> {
    let filled = fill(visitor, wanted, found).await;
    let scope = Scope {
        cart_token: visitor.cookie("vitrine_cart").map(str::to_owned),
        market: Some(core.market.code.clone()),
    };
    let compared = match filled {
        Ok(()) => pages(app, visitor, &scope, core, found).await,
        Err(error) => {
            found.unread.push(format!("/cart: {error}"));
            Ok(())
        }
    };
    app::cart::discard(app, &scope).await?;
    compared
}

async fn fill(visitor: &mut Visitor, wanted: &[VariantId], found: &MarketParity) -> Result<(), VisitError> {
    for variant_id in wanted {
        let id = variant_id.to_string();
        let op = format!("parity-{}-{}", found.market, uuid::Uuid::now_v7());
        let fields = [("variant_id", id.as_str()), ("quantity", "1"), ("_op", op.as_str())];
        visitor.submit("/cart/lines", &fields).await?;
    }
    Ok(())
}

async fn pages(
    app: &App,
    visitor: &Visitor,
    scope: &Scope,
    core: &CorePrices,
    found: &mut MarketParity,
) -> Result<(), ParityError> {
    for path in ["/cart", "/checkout"] {
        let answer = visitor.get(path).await;
        let page = match answer {
            Ok(answer) if answer.status == 200 => read(&answer.text).map_err(|error| error.to_string()),
            // A cart that cannot be bought as it is has no checkout.
            Ok(answer) if answer.status < 500 => continue,
            Ok(answer) => Err(format!("it answered {}", answer.status)),
            Err(error) => Err(error.to_string()),
        };
        let page = match page {
            Ok(page) => page,
            Err(reason) => {
                found.unread.push(format!("{path}: {reason}"));
                continue;
            }
        };
        let cart = app::cart::show_cart(app, scope).await?;
        found.pages += 1;
        found.prices += page.prices.len();
        let differing = page.prices.iter().filter_map(|price| in_cart(path, price, core, &cart));
        found.differences.extend(differing);
        let lines = page.prices.iter().filter(|price| price.form == Form::Line).count();
        if lines != cart.lines.len() {
            let count = |lines: usize| format!("{lines} lines");
            let missing = of(path, None, count(lines), count(cart.lines.len()));
            found.differences.push(missing);
        }
    }
    Ok(())
}

fn in_cart(path: &str, printed: &PrintedPrice, core: &CorePrices, cart: &CartView) -> Option<super::Difference> {
    let subject = printed.subject.as_ref();
    let differs = |core: String| (printed.text != core).then(|| of(path, subject, printed.text.clone(), core));
    let variant_id = match (printed.form, subject) {
        (Form::Subtotal, _) => return differs(cart.subtotal_text.clone()),
        (Form::Line, Some(Subject::Variant(variant_id))) => *variant_id,
        (Form::Line, _) => return differs("nothing".to_owned()),
        _ => return difference(path, printed, core),
    };
    // A gift stands beside what was bought, and may be the same thing.
    let mut lines = cart.lines.iter().filter(|line| line.variant_id == variant_id);
    if lines.clone().any(|line| line.line_total_text == printed.text) {
        return None;
    }
    differs(
        lines
            .next()
            .map_or_else(|| "nothing".to_owned(), |line| line.line_total_text.clone()),
    )
}
