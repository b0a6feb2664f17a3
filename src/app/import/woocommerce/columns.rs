//! The columns of a `WooCommerce` product CSV.

use std::ops::Deref;

use crate::import::columns::{self, Columns};
use crate::import::measure::Unit;
use crate::import::source::Row;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    Id,
    Type,
    Sku,
    Gtin,
    Name,
    Published,
    Visibility,
    ShortDescription,
    Description,
    SaleStarts,
    SaleEnds,
    TaxStatus,
    TaxClass,
    InStock,
    Stock,
    Backorders,
    Weight,
    SalePrice,
    RegularPrice,
    Categories,
    Tags,
    Brands,
    Images,
    Parent,
    AttributeName(u8),
    AttributeValues(u8),
    /// Germanized: what the product holds, what its price is told for, and the unit of both.
    Holds,
    Reference,
    MeasureUnit,
    SeoTitle,
    SeoDescription,
}

fn known(plain: &str) -> Option<Field> {
    Some(match plain {
        "id" => Field::Id,
        "type" => Field::Type,
        "sku" => Field::Sku,
        "gtinupceanorisbn" => Field::Gtin,
        "name" => Field::Name,
        "published" => Field::Published,
        "visibilityincatalog" => Field::Visibility,
        "shortdescription" => Field::ShortDescription,
        "description" => Field::Description,
        "datesalepricestarts" => Field::SaleStarts,
        "datesalepriceends" => Field::SaleEnds,
        "taxstatus" => Field::TaxStatus,
        "taxclass" => Field::TaxClass,
        "instock" => Field::InStock,
        "stock" => Field::Stock,
        "backordersallowed" => Field::Backorders,
        "saleprice" => Field::SalePrice,
        "regularprice" => Field::RegularPrice,
        "categories" => Field::Categories,
        "tags" => Field::Tags,
        "brands" => Field::Brands,
        "images" => Field::Images,
        "parent" => Field::Parent,
        "metaunitproduct" => Field::Holds,
        "metaunitbase" => Field::Reference,
        "metaunit" => Field::MeasureUnit,
        "metayoastwpseotitle" => Field::SeoTitle,
        "metayoastwpseometadesc" => Field::SeoDescription,
        _ if plain.starts_with("weight") => Field::Weight,
        _ => return attribute(plain),
    })
}

fn attribute(plain: &str) -> Option<Field> {
    let rest = plain.strip_prefix("attribute")?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = rest[..digits].parse().ok()?;
    match &rest[digits..] {
        "name" => Some(Field::AttributeName(number)),
        "values" => Some(Field::AttributeValues(number)),
        _ => None,
    }
}

/// One row of such a file.
pub type Cells<'a> = columns::Cells<'a, Field>;

/// Which cell holds what.
#[derive(Debug, Clone)]
pub struct WooColumns {
    columns: Columns<Field>,
    /// What weights are in, from `Weight (kg)`.
    pub weight_unit: Unit,
    /// The numbers of the attributes that have columns, ascending.
    pub attributes: Vec<u8>,
}

impl WooColumns {
    /// Matches a header.
    pub fn find(header: &[String]) -> Self {
        let columns = Columns::find(header, known);
        let name = columns.name(Field::Weight);
        let unit = name
            .split(['(', ')'])
            .nth(1)
            .and_then(Unit::parse)
            .unwrap_or(Unit::Kilogram);
        let attributes = (1..=u8::MAX)
            .filter(|number| columns.has(Field::AttributeName(*number)))
            .collect();
        Self {
            columns,
            weight_unit: unit,
            attributes,
        }
    }

    /// A view of one row by field.
    pub fn cells<'a>(&'a self, row: &'a Row) -> Cells<'a> {
        Cells::new(&self.columns, row)
    }
}

impl Deref for WooColumns {
    type Target = Columns<Field>;

    fn deref(&self) -> &Columns<Field> {
        &self.columns
    }
}

/// The pieces of a list cell: commas part them, `\,` is a comma.
pub fn pieces(raw: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&',') => {
                chars.next();
                pieces.iter_mut().last().into_iter().for_each(|piece| piece.push(','));
            }
            ',' => pieces.push(String::new()),
            _ => pieces.iter_mut().last().into_iter().for_each(|piece| piece.push(c)),
        }
    }
    pieces
        .iter()
        .map(|piece| piece.trim().to_owned())
        .filter(|piece| !piece.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_and_the_unit_of_weight_come_from_the_header() {
        let header = [
            "Attribute 1 Name",
            "Attribute 1 Value(s)",
            "Attribute 2 name",
            "Attribute 2 visible",
            "Weight (lbs)",
        ];

        let columns = WooColumns::find(&header.map(str::to_owned));

        assert_eq!(columns.attributes, [1, 2]);
        assert_eq!(columns.weight_unit, Unit::Pound);
        assert_eq!(columns.ignored, ["Attribute 2 visible"]);
    }

    #[test]
    fn an_escaped_comma_parts_nothing() {
        assert_eq!(pieces(r"Black\, matte, Green,, "), ["Black, matte", "Green"]);
    }
}
