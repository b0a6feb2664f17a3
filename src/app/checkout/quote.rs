//! The quote: a cart with everything that its total depends on, read in one go. The checkout page shows it, and the
//! placement reads it again under the cart's lock, so what is charged comes out of the same function as what was shown.

use super::requirements::{DeliveryState, Given, Stage, requirements};
use super::tax;
use crate::App;
use crate::cart::view;
use crate::promotion;
use crate::shop::ShopFacts;
use chrono::{DateTime, Utc};
use domain::cart::{BlockingReason, Supply};
use domain::checkout::{Address, DeliveryMethod};
use domain::id::{DeliveryMethodId, VariantId};
use domain::kind::{HasKind, Kind};
use domain::market::Market;
use domain::money::Money;
use domain::pricing::{
    CartLineInput, DeliveryInput, Destination, PricedCart, PricingContext, PricingError, price_cart_with, tender,
};
use domain::promotion::Evaluation;
use domain::tax::{EnginePolicy, TaxQuestion, TaxStanding};
use sqlx::PgConnection;
use std::sync::Arc;
use store::cart::{Cart, CartLine};
use store::checkout::CheckoutDetails;
use store::error::StoreError;
use store::order::TermsTender;
use store::promotion::CartPromotions;
use store::tax_answer::StoredAnswer;
use store::tender::CartTender;

/// A cart, what is known of its checkout, and what it comes to.
#[derive(Debug, Clone)]
pub struct Quote {
    /// The settings as they were then.
    pub facts: Arc<ShopFacts>,
    /// The row as it was given.
    pub cart: Cart,
    /// Its market.
    pub market: Market,
    /// Lines in creation order, then gifts, each with what an order line copies.
    pub lines: Vec<CartLine>,
    /// What the shopper has given.
    pub details: CheckoutDetails,
    /// What is known of their duties.
    pub standing: TaxStanding,
    /// The chosen delivery, if it serves the address and has a price for these goods.
    pub delivery: Option<QuotedDelivery>,
    /// Whether it is what somebody gets for goods that they sent back: the shop pays the delivery.
    pub is_exchange: bool,
    /// Ways to deliver in this market, to any of its countries.
    pub methods: Vec<DeliveryMethod>,
    /// What is on offer to the cart.
    pub promotions: CartPromotions,
    /// Which of it applies. Does not depend on the delivery, whose price depends on the goods after discounts.
    pub evaluation: Evaluation,
    /// The circumstances of the prices; taxed in the market's country, and as ever, until an address is known.
    pub context: PricingContext,
    /// The sums. Has one line for each that is sold; when `requirements` is empty, that is each of `lines`, in order.
    pub priced: PricedCart,
    /// Gift cards that were entered, and the store credit of the customer, chosen or not.
    pub tenders: Vec<CartTender>,
    /// What of these pays now (R12), in the order in which it is taken; nothing of 0.
    pub tendered: Vec<TermsTender>,
    /// What a tax engine has yet to be asked before the sums count: they are those of the table meanwhile.
    pub open_question: Option<TaxQuestion>,
    /// Why it cannot be placed; empty when it can.
    pub requirements: Vec<BlockingReason>,
}

/// A delivery method with its price for the goods of a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedDelivery {
    /// Id.
    pub delivery_method_id: DeliveryMethodId,
    /// "Standard".
    pub name: String,
    /// Minor units on the market's tax basis, by the band that the goods reach.
    pub price_minor: i64,
    /// Category in the tax table.
    pub tax_category: String,
}

/// Why there is no quote.
#[derive(Debug, thiserror::Error)]
pub enum QuoteError {
    /// Reading failed.
    #[error("the cart could not be read")]
    Store(#[from] StoreError),
    /// An amount does not fit.
    #[error("the cart could not be priced")]
    Pricing(#[from] PricingError),
}

impl HasKind for QuoteError {
    fn kind(&self) -> Kind {
        match self {
            Self::Store(error) => error.kind(),
            Self::Pricing(_) => Kind::Internal,
        }
    }
}

/// Reads the quote of a cart in two or three statements, with the settings as they are now. A caller that acts on it holds the
/// cart's lock and passes the locked row; `now` is its one reading of the clock (R4).
///
/// # Errors
/// [`QuoteError`].
pub async fn load(conn: &mut PgConnection, app: &App, cart: Cart, now: DateTime<Utc>) -> Result<Quote, QuoteError> {
    let checkout = store::checkout::find(&mut *conn, cart.cart_id, now).await?;
    let facts = app.shop_at(&mut *conn, checkout.settings_version).await?;
    let query = crate::cart::line_query(&facts, &cart, None, now)?;
    let contents = store::cart::list_lines(&mut *conn, &query).await?;
    let promotions = crate::promotion::of_cart(conn, &cart, &contents, now).await?;
    let market = facts.market_of(cart.market_id)?.clone();
    let typed = checkout.details.vat_id.as_deref().filter(|_| market.asks_vat_id);
    let standing = checkout.buyer.standing(typed);
    Ok(assemble(
        facts,
        (cart, market),
        contents.lines,
        Known {
            standing,
            details: checkout.details,
            tenders: checkout.tenders,
            tax_answer: checkout.tax_answer,
            is_exchange: checkout.is_exchange,
        },
        promotions,
        now,
    )?)
}

/// What is known of a checkout beside the lines of its cart.
pub(super) struct Known {
    standing: TaxStanding,
    details: CheckoutDetails,
    tenders: Vec<CartTender>,
    tax_answer: Option<StoredAnswer>,
    is_exchange: bool,
}

/// Puts a quote together; pure.
pub(super) fn assemble(
    facts: Arc<ShopFacts>,
    (cart, market): (Cart, Market),
    lines: Vec<CartLine>,
    known: Known,
    promotions: CartPromotions,
    now: DateTime<Utc>,
) -> Result<Quote, PricingError> {
    let details = known.details;
    let mut context = facts.context(&market, now, details.address.as_ref().map(destination));
    if details.address.is_some() {
        context.treatment = known
            .standing
            .treatment(&facts.shop.country, &context.destination, now.date_naive());
    }
    let evaluation = promotion::evaluate(&promotions, &cart, &lines, &context)?;
    let lines = promotion::with_gifts(&lines, &promotions, &evaluation, now);
    let goods = view::inputs(&lines);
    let priced = price_cart_with(&goods, None, &evaluation.discounts, &context, &facts.taxes)?;
    let mut quote = Quote {
        methods: facts.delivery_methods(&market),
        cart,
        market,
        lines,
        details,
        standing: known.standing,
        delivery: None,
        is_exchange: known.is_exchange,
        promotions,
        evaluation,
        context,
        priced,
        tenders: known.tenders,
        tendered: Vec::new(),
        open_question: None,
        requirements: Vec::new(),
        facts,
    };
    quote.delivery = quote.chosen_delivery();
    if let Some(delivery) = &quote.delivery {
        let discounts = &quote.evaluation.discounts;
        quote.priced = price_cart_with(
            &goods,
            Some(&delivery.input()),
            discounts,
            &quote.context,
            &quote.facts.taxes,
        )?;
    }
    quote.ask_engine(&goods, known.tax_answer)?;
    quote.tendered = quote.tendered()?;
    quote.requirements = requirements(&quote.lines, &quote.market, &Stage::Checkout(quote.given()));
    Ok(quote)
}

fn destination(address: &Address) -> Destination {
    let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    Destination {
        country: address.country.clone(),
        region: given(&address.region),
        postal_code: given(&address.postal_code),
    }
}

impl QuotedDelivery {
    fn of(method: &DeliveryMethod, goods_minor: i64) -> Option<Self> {
        Some(Self {
            delivery_method_id: method.delivery_method_id,
            name: method.name.clone(),
            price_minor: method.price_for(goods_minor)?,
            tax_category: method.tax_category.clone(),
        })
    }

    fn input(&self) -> DeliveryInput {
        DeliveryInput {
            name: self.name.clone(),
            price_minor: self.price_minor,
            tax_category: self.tax_category.clone(),
        }
    }
}

impl Quote {
    /// Whether one of these variants is given here.
    pub fn gives_any_of(&self, variants: &[VariantId]) -> bool {
        let mut gifts = self.lines.iter().filter(|line| line.gift_of.is_some());
        gifts.any(|line| variants.contains(&line.variant.variant_id))
    }

    /// The same cart, where these variants can no longer be given.
    ///
    /// # Errors
    /// [`PricingError`], which it had before if at all.
    pub fn without_gifts(self, variants: &[VariantId]) -> Result<Self, PricingError> {
        let mut promotions = self.promotions;
        promotions.gifts.retain(|gift| !variants.contains(&gift.variant_id));
        for offer in &mut promotions.offers {
            let gift = offer.promotion.benefit.gift();
            if gift.is_some_and(|(variant_id, _)| variants.contains(&variant_id)) {
                offer.gift = None;
            }
        }
        assemble(
            self.facts,
            (self.cart, self.market),
            self.lines,
            Known {
                standing: self.standing,
                details: self.details,
                tenders: self.tenders,
                // About a cart with the gift in it.
                tax_answer: None,
                is_exchange: self.is_exchange,
            },
            promotions,
            self.context.now,
        )
    }

    /// What the order comes to; the number that `expected_total` guards.
    pub const fn total(&self) -> Money {
        Money::new(self.priced.total_minor, self.context.currency)
    }

    /// What is left to pay after gift cards and store credit; the number that `expected_due` guards.
    pub fn due(&self) -> Money {
        let tendered: i64 = self.tendered.iter().map(|paid| paid.amount_minor).sum();
        Money::new(self.priced.total_minor - tendered, self.context.currency)
    }

    fn tendered(&self) -> Result<Vec<TermsTender>, PricingError> {
        let payable = |tender: &CartTender| tender.payable_minor(self.context.currency);
        let balances: Vec<i64> = self.tenders.iter().map(payable).collect();
        let applied = tender(self.priced.total_minor, &balances)?.applied;
        let paying = self.tenders.iter().zip(applied).filter(|(_, minor)| *minor > 0);
        Ok(paying
            .map(|(tender, amount_minor)| TermsTender {
                tender_account_id: tender.tender_account_id,
                kind: tender.kind,
                last_four: tender.last_four.clone(),
                amount_minor,
            })
            .collect())
    }

    /// Goods after discounts, on the market's tax basis: what price bands look at.
    pub const fn goods_minor(&self) -> i64 {
        self.priced.subtotal_minor - self.priced.discount_minor
    }

    /// Whether anything that can be bought is sent.
    pub fn needs_delivery(&self) -> bool {
        let sold = |line: &&CartLine| line.variant.supply(line.quantity) != Supply::NotSold;
        self.lines
            .iter()
            .filter(sold)
            .any(|line| line.variant.requires_shipping)
    }

    /// Whether nothing that the shopper has yet to say can change the total.
    pub fn is_final(&self) -> bool {
        self.details.address.is_some() && (self.delivery.is_some() || !self.needs_delivery())
    }

    // R16: where an engine decides, its answer to exactly this question, or the word that there was none.
    fn ask_engine(&mut self, goods: &[CartLineInput], stored: Option<StoredAnswer>) -> Result<(), PricingError> {
        let policy = self.market.tax_engine;
        let is_asked = policy != EnginePolicy::Off && self.context.treatment.relief().is_none() && !goods.is_empty();
        if !is_asked || !self.is_final() {
            return Ok(());
        }
        let delivery = self.delivery.as_ref().map(QuotedDelivery::input);
        let question = TaxQuestion::new(goods, delivery.as_ref(), &self.priced, &self.context);
        let is_being_paid = self.cart.completing_at.is_some();
        let stored = stored.filter(|stored| {
            stored.fingerprint == question.fingerprint() && tax::counts(stored, policy, is_being_paid, self.context.now)
        });
        match stored {
            None => self.open_question = Some(question),
            Some(StoredAnswer {
                source, answer: None, ..
            }) => self.priced.trace.tax_source = source,
            // It was checked before it was kept.
            Some(StoredAnswer {
                source,
                answer: Some(answer),
                ..
            }) => self.priced = self.priced.clone().with_engine_taxes(&answer, source, &self.context)?,
        }
        Ok(())
    }

    /// Ways to deliver these goods to a country, with their prices, in the merchant's order.
    pub fn offers<'a>(&'a self, country: &'a str) -> impl Iterator<Item = (&'a DeliveryMethod, QuotedDelivery)> {
        let serving = self
            .methods
            .iter()
            .filter(move |method| self.needs_delivery() && method.serves(country));
        serving.filter_map(|method| Some((method, QuotedDelivery::of(method, self.goods_minor())?)))
    }

    /// Of the offers the wished one, or else the cheapest: what is chosen for a shopper who has not chosen.
    pub fn preferred(&self, country: &str, wished: Option<DeliveryMethodId>) -> Option<DeliveryMethodId> {
        let offers = || self.offers(country).map(|(_, offer)| offer);
        let wished = offers().find(|offer| Some(offer.delivery_method_id) == wished);
        wished
            .or_else(|| offers().min_by_key(|offer| offer.price_minor))
            .map(|offer| offer.delivery_method_id)
    }

    fn chosen_delivery(&self) -> Option<QuotedDelivery> {
        let address = self.details.address.as_ref()?;
        let chosen = self.details.delivery_method_id?;
        self.offers(&address.country)
            .map(|(_, offer)| offer)
            .find(|offer| offer.delivery_method_id == chosen)
            .map(|offer| QuotedDelivery {
                price_minor: if self.is_exchange { 0 } else { offer.price_minor },
                ..offer
            })
    }

    fn given(&self) -> Given<'_> {
        let address = self.details.address.as_ref();
        Given {
            email: self.details.email.as_deref(),
            address,
            delivery: self.delivery_state(),
        }
    }

    fn delivery_state(&self) -> DeliveryState {
        let country = self.details.address.as_ref().map(|address| address.country.as_str());
        if country.is_some_and(|country| !self.methods.iter().any(|method| method.serves(country))) {
            // Nothing is sold to where nothing could be sent, not even what is not sent.
            DeliveryState::NotOffered
        } else if !self.needs_delivery() {
            DeliveryState::NotNeeded
        } else if self.delivery.is_some() {
            DeliveryState::Chosen
        } else if country.is_some_and(|country| self.offers(country).next().is_none()) {
            DeliveryState::NotOffered
        } else {
            DeliveryState::Open
        }
    }
}
