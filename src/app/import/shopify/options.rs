//! The options of a Shopify product and each variant's values.

use crate::import::cell;
use crate::import::choices::{Combinations, NAME_LIMIT, VALUE_LIMIT, remember};
use crate::import::draft::OptionDraft;
use crate::import::outcome::{Notice, Refusal};

use super::columns::{Cells, Field};

/// What the variants of a product differ in.
pub struct Choices {
    /// None to three options; the values are those that variants have.
    pub options: Vec<OptionDraft>,
    /// For each variant row its values, one an option.
    pub values: Vec<Vec<String>>,
}

impl Choices {
    /// Reads names from the whole product and values from its variants.
    ///
    /// # Errors
    /// A [`Refusal`] for names that contradict each other, missing values, and two variants with the same ones.
    pub fn read(rows: &[Cells<'_>], variants: &[Cells<'_>], notices: &mut Vec<Notice>) -> Result<Self, Refusal> {
        if is_single(variants) {
            return Ok(Self {
                options: Vec::new(),
                values: vec![Vec::new()],
            });
        }
        let mut options = Vec::new();
        let mut places = Vec::new();
        for place in 1..=3 {
            if let Some(name) = option_name(rows, variants, place, notices)? {
                refuse_repetition(&options, &name, rows[0], place)?;
                options.push(OptionDraft {
                    name,
                    values: Vec::new(),
                });
                places.push(place);
            }
        }
        let mut combinations = Combinations::default();
        let mut all = Vec::with_capacity(variants.len());
        for cells in variants {
            let values = read_values(*cells, &places, &mut options, notices)?;
            if let Err(other) = combinations.take(&values, cells.row.number) {
                let reason = format!("the variant has the same options as the one in row {other}");
                return Err(cells.at(Field::OptionValue(1)).refuse(reason));
            }
            all.push(values);
        }
        Ok(Self { options, values: all })
    }
}

// Shopify writes a product without options as one variant of the option `Title` with the value `Default Title`.
fn is_single(variants: &[Cells<'_>]) -> bool {
    let [only] = variants else { return false };
    let default = ["", "default title"];
    default.contains(&only.get(Field::OptionValue(1)).to_lowercase().as_str())
        && !only.says(Field::OptionValue(2))
        && !only.says(Field::OptionValue(3))
}

// The name of an option that some variant has a value of.
fn option_name(
    rows: &[Cells<'_>],
    variants: &[Cells<'_>],
    place: u8,
    notices: &mut Vec<Notice>,
) -> Result<Option<String>, Refusal> {
    let field = Field::OptionName(place);
    let mut named = rows.iter().filter(|cells| cells.says(field));
    let valued = variants.iter().find(|cells| cells.says(Field::OptionValue(place)));
    let Some(valued) = valued else { return Ok(None) };
    let Some(first) = named.next() else {
        return Err(valued.at(field).refuse("the option has values but no name"));
    };
    if let Some(other) = named.find(|cells| cells.get(field) != first.get(field)) {
        return Err(other.at(field).refuse("the option has another name further up"));
    }
    let at = first.at(field);
    cell::limited(cell::line(first.get(field), at, notices), NAME_LIMIT, at).map(Some)
}

fn refuse_repetition(options: &[OptionDraft], name: &str, head: Cells<'_>, place: u8) -> Result<(), Refusal> {
    if options.iter().any(|option| option.name == name) {
        return Err(head
            .at(Field::OptionName(place))
            .refuse("two options have the same name"));
    }
    Ok(())
}

fn read_values(
    cells: Cells<'_>,
    places: &[u8],
    options: &mut [OptionDraft],
    notices: &mut Vec<Notice>,
) -> Result<Vec<String>, Refusal> {
    let mut values = Vec::with_capacity(places.len());
    for (place, option) in places.iter().zip(options) {
        let field = Field::OptionValue(*place);
        let at = cells.at(field);
        let value = cell::limited(cell::line(cells.get(field), at, notices), VALUE_LIMIT, at)?;
        if value.is_empty() {
            return Err(at.refuse(format!("the variant has no value for the option {}", option.name)));
        }
        remember(option, &value);
        values.push(value);
    }
    Ok(values)
}
