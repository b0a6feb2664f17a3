//! What a demo product is, and how its variants follow from a few lines.

use std::fmt::Write as _;

use domain::catalog::Handle;

/// Most words of the catalogue stand in English with the names of things as their makers spell them.
pub type Words = &'static [&'static str];

/// Whether shoppers see a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not yet.
    Draft,
    /// Yes.
    Active,
    /// No longer.
    Archived,
}

/// A picture of a product, with the code that draws it.
#[derive(Clone, Copy, Debug)]
pub struct Shot {
    /// Unique name; the picture's source is `demo:KEY`.
    pub key: &'static str,
    /// The option value that it shows, such as a colour; empty: it shows the product as such.
    pub shows: &'static str,
    /// What is to be seen, for people who do not see it.
    pub alt: &'static str,
    /// What must stay when the picture is cropped: 0 to 10,000 from the left and from the top.
    pub focal: (u16, u16),
    /// Draws it: an SVG, the same at every call.
    pub draw: fn() -> String,
}

/// Something to choose: a name and its values in the order in which they are shown.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// `Colour`.
    pub name: &'static str,
    /// `Coral`, `Ink`.
    pub values: Words,
}

/// A product of the demo store.
#[derive(Clone, Copy, Debug)]
pub struct Product {
    /// Number in the house, 1 to 999,999; stock codes and barcodes are made with it.
    pub number: u32,
    /// Last part of its address.
    pub handle: &'static str,
    /// Beginning of its stock codes.
    pub code: &'static str,
    /// Name.
    pub title: &'static str,
    /// Who makes it.
    pub vendor: &'static str,
    /// What it is.
    pub kind: &'static str,
    /// What it goes with.
    pub tags: Words,
    /// Whether it is shown.
    pub status: Status,
    /// Two to four sentences.
    pub story: &'static str,
    /// Short facts.
    pub details: Words,
    /// What it is made of.
    pub material: &'static str,
    /// How to look after it.
    pub care: &'static str,
    /// For search engines: at most 160 characters.
    pub summary: &'static str,
    /// Weight of one, in grams.
    pub grams: i32,
    /// What one holds and the measure that its price is told for, `80 g / 100 g`; empty where nobody measures it.
    pub content: &'static str,
    /// Price of one in euro cents, tax included.
    pub price: i64,
    /// What it cost before, if it is reduced.
    pub was: Option<i64>,
    /// Values that alone are reduced; empty: all are.
    pub reduced: Words,
    /// What a value costs on top of the price.
    pub extra: &'static [(&'static str, i64)],
    /// None to three choices.
    pub options: &'static [Choice],
    /// Combinations that are not made: every variant with all of these values.
    pub missing: &'static [Words],
    /// Units on hand of the variants with all of these values; the first that fits counts.
    pub stock: &'static [(Words, i32)],
    /// Whether it is made to order when none is left.
    pub to_order: bool,
    /// Pictures in the order in which they are shown.
    pub shots: &'static [Shot],
}

/// What the products of the catalogue are built upon.
pub const PLAIN: Product = Product {
    number: 0,
    handle: "",
    code: "",
    title: "",
    vendor: "Ondelune",
    kind: "",
    tags: &[],
    status: Status::Active,
    story: "",
    details: &[],
    material: "",
    care: "",
    summary: "",
    grams: 0,
    content: "",
    price: 0,
    was: None,
    reduced: &[],
    extra: &[],
    options: &[],
    missing: &[],
    stock: &[],
    to_order: false,
    shots: &[],
};

/// A variant of a demo product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// One for each choice of the product.
    pub values: Vec<&'static str>,
    /// Stock code, unique in the catalogue.
    pub sku: String,
    /// EAN-13 in the range for use inside a shop.
    pub barcode: String,
    /// Price in euro cents.
    pub price: i64,
    /// What it cost before; more than the price.
    pub was: Option<i64>,
    /// Units on hand.
    pub stock: i32,
    /// Index of its picture among the product's shots.
    pub shot: Option<usize>,
}

impl Product {
    /// The description: the story and its facts as simple HTML.
    pub fn description_html(&self) -> String {
        let mut html = format!("<p>{}</p><ul>", self.story);
        for detail in self.details {
            let _ = write!(html, "<li>{detail}</li>");
        }
        let _ = write!(html, "<li>{}</li></ul><p>{}</p>", self.material, self.care);
        html
    }

    /// Every combination of values that is made, in the order of the choices.
    pub fn variants(&self) -> Vec<Variant> {
        let mut combinations: Vec<Vec<&'static str>> = vec![Vec::new()];
        for choice in self.options {
            combinations = combinations
                .iter()
                .flat_map(|begun| choice.values.iter().map(|value| [begun.as_slice(), &[*value]].concat()))
                .collect();
        }
        combinations.retain(|values| !self.missing.iter().any(|missing| has_all(values, missing)));
        (0..)
            .zip(combinations)
            .map(|(index, values)| self.variant(index, values))
            .collect()
    }

    fn variant(&self, index: u32, values: Vec<&'static str>) -> Variant {
        let extra: i64 = self
            .extra
            .iter()
            .filter(|(value, _)| values.contains(value))
            .map(|(_, cents)| cents)
            .sum();
        let is_reduced = self.reduced.is_empty() || self.reduced.iter().any(|value| values.contains(value));
        let was = self.was.map(|was| was + extra);
        let price = if is_reduced {
            self.price
        } else {
            self.was.unwrap_or(self.price)
        };
        Variant {
            sku: self.sku(&values),
            barcode: barcode(self.number, index),
            price: price + extra,
            was: was.filter(|_| is_reduced),
            stock: self.units(index, &values),
            shot: self.shots.iter().position(|shot| values.contains(&shot.shows)),
            values,
        }
    }

    fn sku(&self, values: &[&str]) -> String {
        let mut sku = self.code.to_owned();
        for value in values {
            let word: String = Handle::from_title(value).map_or_else(|_| "X".to_owned(), |handle| handle.to_string());
            let short: String = word.chars().filter(char::is_ascii_alphanumeric).take(6).collect();
            let _ = write!(sku, "-{}", short.to_uppercase());
        }
        sku
    }

    fn units(&self, index: u32, values: &[&str]) -> i32 {
        let told = self
            .stock
            .iter()
            .find(|(wanted, _)| has_all(values, wanted))
            .map(|(_, units)| *units);
        // Otherwise something between 6 and 28 that looks counted.
        let spread = (self.number * 7 + index * 11) % 23;
        told.unwrap_or_else(|| 6 + i32::try_from(spread).unwrap_or(0))
    }
}

fn has_all(values: &[&str], wanted: &[&str]) -> bool {
    wanted.iter().all(|value| values.contains(value))
}

/// The EAN-13 of a variant: the prefix 20, which no maker is ever given, the product's number in
/// six digits, the variant's in four, and the check digit.
fn barcode(number: u32, index: u32) -> String {
    let digits = format!("20{:06}{:04}", number % 1_000_000, index % 10_000);
    let check = check_digit(&digits);
    format!("{digits}{check}")
}

/// GS1's check digit: from the left, weights 1 and 3 in turn; the sum is filled up to a multiple of ten.
/// See <https://www.gs1.org/services/how-calculate-check-digit-manually>.
pub fn check_digit(twelve: &str) -> u32 {
    let weighted = twelve.chars().zip([1, 3].into_iter().cycle());
    let sum: u32 = weighted
        .filter_map(|(digit, weight)| Some(digit.to_digit(10)? * weight))
        .sum();
    (10 - sum % 10) % 10
}
