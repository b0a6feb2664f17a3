//! Reads the prices off a page: each with what it is the price of, as people and machines find it.

use domain::id::VariantId;
use lol_html::errors::RewritingError;
use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str, text};
use serde_json::Value;
use std::cell::RefCell;

/// What a price is the price of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// A variant: product pages, looks, structured data, cart.
    Variant(VariantId),
    /// A product at the lowest price of its variants, by handle: cards.
    Product(String),
}

/// In which form a price is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The price of a page, with all that stands beside it.
    Label,
    /// The same, of the variant that the page is about.
    Main,
    /// `Offer` of schema.org.
    Offer,
    /// One unit of a cart's line.
    Unit,
    /// A whole line of cart or checkout.
    Line,
    /// What a cart comes to before discounts on the order.
    Subtotal,
}

/// A price as it stands on a page.
#[derive(Debug, Clone)]
pub(super) struct PrintedPrice {
    /// The form.
    pub form: Form,
    /// Of what; `None` where that cannot be told.
    pub subject: Option<Subject>,
    /// For people; empty in structured data.
    pub text: String,
    /// For machines, a decimal.
    pub value: Option<String>,
    /// ISO 4217, in structured data.
    pub currency: Option<String>,
    /// What it was, as it stands there.
    pub was: Option<String>,
    /// What a measure costs, as it stands there.
    pub measure: Option<String>,
    /// Whether "from" stands before it.
    pub is_from: bool,
    /// Its quote id, as it stands there.
    pub quote: Option<String>,
}

/// What a page says that matters here.
#[derive(Debug, Clone, Default)]
pub(super) struct PageRead {
    /// In the order in which they stand there.
    pub prices: Vec<PrintedPrice>,
    /// Where it leads, as written.
    pub links: Vec<String>,
}

/// Reads a page of ours.
///
/// # Errors
/// When it is no HTML that can be read.
pub(super) fn read(html: &str) -> Result<PageRead, RewritingError> {
    let reader = RefCell::new(Reader::default());
    // Of prices, in the order of the page: what it belongs to, then the price, then what stands beside it.
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("a[href]", |link| {
            reader.borrow_mut().link(link);
            Ok(())
        }))
        .append_element_content_handler(element!(
            "article.card, li.cart-line, li.goods-line, p.buy-price",
            |part| {
                reader.borrow_mut().part(part);
                Ok(())
            }
        ))
        .append_element_content_handler(element!("template.buy-variants > div[data-id]", |part| {
            let id = part.get_attribute("data-id");
            reader.borrow_mut().subject = id.and_then(|id| id.parse().ok()).map(Subject::Variant);
            Ok(())
        }))
        .append_element_content_handler(element!(".price-from", |_| {
            reader.borrow_mut().is_from = true;
            Ok(())
        }))
        .append_element_content_handler(element!(
            "data.price-now, p.cart-line-unit, .cart-line-now, p.goods-total, .cart-subtotal strong",
            |price| {
                reader.borrow_mut().price(price);
                Ok(())
            }
        ))
        .append_element_content_handler(text!(
            "data.price-now, p.cart-line-unit, .cart-line-now, p.goods-total, .cart-subtotal strong",
            |words| {
                reader.borrow_mut().add(words.as_str(), |price| &mut price.text);
                Ok(())
            }
        ))
        .append_element_content_handler(text!(".price-was, .goods-before", |words| {
            let mut reader = reader.borrow_mut();
            reader.add(words.as_str(), |price| price.was.get_or_insert_default());
            Ok(())
        }))
        .append_element_content_handler(text!(".price-measure", |words| {
            let mut reader = reader.borrow_mut();
            reader.add(words.as_str(), |price| price.measure.get_or_insert_default());
            Ok(())
        }))
        .append_element_content_handler(element!(".buy-form input[name=variant_id]", |field| {
            let id = field.get_attribute("value");
            reader.borrow_mut().bought(id.and_then(|id| id.parse().ok()));
            Ok(())
        }))
        .append_element_content_handler(text!("script[type='application/ld+json']", |words| {
            reader.borrow_mut().data(words.as_str(), words.last_in_text_node());
            Ok(())
        }));
    rewrite_str(html, settings)?;
    Ok(reader.into_inner().finish())
}

/// The addresses of a sitemap.
///
/// # Errors
/// When it cannot be read.
pub(super) fn read_sitemap(xml: &str) -> Result<Vec<String>, RewritingError> {
    let found = RefCell::new(Vec::<String>::new());
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("loc", |_| {
            found.borrow_mut().push(String::new());
            Ok(())
        }))
        .append_element_content_handler(text!("loc", |words| {
            if let Some(address) = found.borrow_mut().last_mut() {
                address.push_str(words.as_str());
            }
            Ok(())
        }));
    rewrite_str(xml, settings)?;
    Ok(found.into_inner())
}

#[derive(Default)]
struct Reader {
    page: PageRead,
    /// What the prices that follow are prices of.
    subject: Option<Subject>,
    /// Of the line that follows.
    quote: Option<String>,
    is_from: bool,
    is_main: bool,
    script: String,
}

impl Reader {
    fn link(&mut self, link: &Element<'_, '_>) {
        let Some(href) = link.get_attribute("href") else { return };
        let href = href.replace("&amp;", "&");
        let class = link.get_attribute("class").unwrap_or_default();
        // A choice of the product page leads away from what its price is of.
        if href.starts_with("/products/") && !class.contains("option-value") {
            self.subject = subject_of(&href);
        }
        self.page.links.push(href);
    }

    // A new thing begins, so that nothing is taken for the one before.
    fn part(&mut self, part: &Element<'_, '_>) {
        self.subject = None;
        self.quote = part.get_attribute("data-quote");
        self.is_main = part.tag_name() == "p";
    }

    fn price(&mut self, element: &Element<'_, '_>) {
        let class = element.get_attribute("class").unwrap_or_default();
        let form = match class.as_str() {
            "price-now" if std::mem::take(&mut self.is_main) => Form::Main,
            "price-now" => Form::Label,
            "cart-line-unit" => Form::Unit,
            "cart-line-now" | "goods-total" => Form::Line,
            _ => Form::Subtotal,
        };
        let own = element.get_attribute("data-quote");
        self.page.prices.push(PrintedPrice {
            form,
            subject: self.subject.clone(),
            text: String::new(),
            value: element.get_attribute("value"),
            currency: None,
            was: None,
            measure: None,
            is_from: std::mem::take(&mut self.is_from),
            quote: own.or_else(|| self.quote.take()),
        });
    }

    fn add(&mut self, words: &str, part: impl FnOnce(&mut PrintedPrice) -> &mut String) {
        if let Some(price) = self.page.prices.last_mut() {
            part(price).push_str(words);
        }
    }

    // The form below says which variant the page's price is of.
    fn bought(&mut self, variant_id: Option<VariantId>) {
        let main = self.page.prices.iter_mut().rfind(|price| price.form == Form::Main);
        if let Some(price) = main {
            price.subject = variant_id.map(Subject::Variant);
        }
    }

    fn data(&mut self, words: &str, is_whole: bool) {
        self.script.push_str(words);
        if is_whole {
            let data = serde_json::from_str::<Value>(&std::mem::take(&mut self.script)).unwrap_or_default();
            self.page.prices.extend(offer(&data["offers"]));
        }
    }

    fn finish(mut self) -> PageRead {
        for price in &mut self.page.prices {
            price.tidy();
        }
        // Templates of lines that are not there yet.
        self.page
            .prices
            .retain(|price| !(price.text.is_empty() && price.value.is_none()));
        self.page
    }
}

impl PrintedPrice {
    // Without the words that stand around the amounts.
    fn tidy(&mut self) {
        let trimmed = |text: &str, before: &str| text.trim().trim_start_matches(before).trim().to_owned();
        self.was = self.was.take().map(|was| trimmed(&was, "was "));
        self.measure = self.measure.take().map(|measure| trimmed(&measure, ""));
        self.text = match self.form {
            Form::Line => trimmed(&self.text, self.was.as_deref().unwrap_or_default()),
            Form::Unit => trimmed(self.text.split(" each").next().unwrap_or_default(), ""),
            _ => trimmed(&self.text, ""),
        };
    }
}

// "/products/mug?variant=ID" is a variant, "/products/mug" the product.
fn subject_of(href: &str) -> Option<Subject> {
    let path = href.strip_prefix("/products/")?;
    match path.split_once("?variant=") {
        Some((_, id)) => id.parse().ok().map(Subject::Variant),
        None => Some(Subject::Product(path.to_owned())),
    }
}

fn offer(data: &Value) -> Option<PrintedPrice> {
    let text = |name: &str| data[name].as_str().map(str::to_owned);
    let (_, path) = data["url"].as_str()?.split_once("/products/")?;
    Some(PrintedPrice {
        form: Form::Offer,
        subject: subject_of(&format!("/products/{path}")),
        text: String::new(),
        value: Some(text("price")?),
        currency: text("priceCurrency"),
        was: None,
        measure: None,
        is_from: false,
        quote: text("identifier"),
    })
}
