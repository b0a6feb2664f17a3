//! A catalogue that is the same on every machine: written as a Shopify product CSV and imported like any merchant's.

use std::io::{self, Write};

/// Variants of each product.
pub const VARIANTS: u32 = 3;
/// So many units of each that no run sells out.
const STOCK: u32 = 1_000_000;

const COLUMNS: &str = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,\
    Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,\
    Variant Fulfillment Service,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Status";

const COLOURS: [&str; 16] = [
    "Amber", "Basalt", "Coral", "Dune", "Ebony", "Fern", "Granite", "Harbour", "Indigo", "Jade", "Kelp", "Lagoon",
    "Moss", "Navy", "Ochre", "Pearl",
];
const CUTS: [&str; 10] = [
    "Breeze", "Classic", "Drift", "Everyday", "Fitted", "Heritage", "Light", "Relaxed", "Slim", "Summit",
];
const KINDS: [(&str, u32); 12] = [
    ("Anorak", 12_900),
    ("Bikini", 4_990),
    ("Cardigan", 7_950),
    ("Dress", 8_900),
    ("Hoodie", 6_500),
    ("Jumper", 7_200),
    ("Leggings", 4_500),
    ("Parka", 18_900),
    ("Shirt", 3_990),
    ("Shorts", 3_490),
    ("Swimsuit", 6_990),
    ("Trousers", 8_490),
];
const VENDORS: [&str; 8] = [
    "Albatross",
    "Brightwater",
    "Cape & Co",
    "Driftline",
    "Eastwind",
    "Fathom",
    "Greyling",
    "Headland",
];
const SIZES: [&str; VARIANTS as usize] = ["S", "M", "L"];

/// The handle of a product.
pub fn handle(number: u32) -> String {
    title(number).to_lowercase().replace(' ', "-")
}

/// Words that a shopper might search for: a whole name, a beginning, a slip of the finger, a stock code.
pub fn search_words(number: u32) -> String {
    let title = title(number);
    match number % 4 {
        0 => title,
        1 => title.chars().take(title.len() / 2).collect(),
        2 => misspelt(&title),
        _ => sku(number, 1),
    }
}

/// Writes the file.
///
/// # Errors
/// What writing failed with.
pub fn write(products: u32, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{COLUMNS}")?;
    (0..products).try_for_each(|number| (0..VARIANTS).try_for_each(|variant| write_row(number, variant, out)))
}

// Only the first row of a product carries what belongs to the product.
fn write_row(number: u32, variant: u32, out: &mut impl Write) -> io::Result<()> {
    let (handle, size, sku) = (handle(number), SIZES[variant as usize], sku(number, variant));
    if variant == 0 {
        let (title, kind, vendor) = (title(number), kind(number).0, VENDORS[at(number, 7, VENDORS.len())]);
        let tags = format!("{}, {}, benchmark", colour(number), cut(number));
        write!(
            out,
            "{handle},{title},\"{}\",{vendor},{kind},\"{tags}\",TRUE,Size,",
            body(number)
        )?;
    } else {
        write!(out, "{handle},,,,,,,,")?;
    }
    let (price, was) = prices(number, variant);
    let status = if variant == 0 { "active" } else { "" };
    writeln!(
        out,
        "{size},{sku},{},shopify,{STOCK},deny,manual,{price},{was},TRUE,TRUE,{status}",
        200 + 10 * variant
    )
}

fn title(number: u32) -> String {
    format!("{} {} {} {number}", colour(number), cut(number), kind(number).0)
}

fn sku(number: u32, variant: u32) -> String {
    format!("BENCH-{number:05}-{}", SIZES[variant as usize])
}

fn body(number: u32) -> String {
    let (colour, cut, kind) = (
        colour(number).to_lowercase(),
        cut(number).to_lowercase(),
        kind(number).0.to_lowercase(),
    );
    format!(
        "<p>A {cut} {kind} in {colour}, cut for long days by the water and the way home after them.</p>\
         <ul><li>Made to be mended</li><li>Washes at thirty degrees</li><li>Batch {number}</li></ul>\
         <p>Wear it with anything in {colour}; it fits true to size.</p>"
    )
}

// One in four is reduced by a quarter.
fn prices(number: u32, variant: u32) -> (String, String) {
    let amount = kind(number).1 + number % 37 * 10 + variant * 100;
    let text = |minor: u32| format!("{}.{:02}", minor / 100, minor % 100);
    if number.is_multiple_of(4) {
        (text(amount * 3 / 4), text(amount))
    } else {
        (text(amount), String::new())
    }
}

fn misspelt(title: &str) -> String {
    let mut letters: Vec<char> = title.chars().collect();
    letters.swap(1, 2);
    letters.into_iter().collect()
}

fn colour(number: u32) -> &'static str {
    COLOURS[at(number, 1, COLOURS.len())]
}

fn cut(number: u32) -> &'static str {
    CUTS[at(number, 3, CUTS.len())]
}

fn kind(number: u32) -> (&'static str, u32) {
    KINDS[at(number, 5, KINDS.len())]
}

// Spreads the numbers over a list, differently for each salt, and always in the same way.
fn at(number: u32, salt: u32, length: usize) -> usize {
    let mixed = (number ^ salt.wrapping_mul(0x9E37_79B9)).wrapping_mul(0x85EB_CA6B);
    (mixed ^ (mixed >> 15)) as usize % length
}
