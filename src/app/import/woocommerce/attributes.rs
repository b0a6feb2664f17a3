//! `Attribute N name` and `Attribute N value(s)`: what a product is like, and what its variations differ in.

use std::collections::BTreeMap;

use crate::import::cell;
use crate::import::choices::{NAME_LIMIT, VALUE_LIMIT, remember};
use crate::import::draft::OptionDraft;
use crate::import::outcome::{Notice, Refusal};

use super::WooColumns;
use super::columns::{Cells, Field, pieces};

/// The attributes of one row, in order.
pub struct Attributes(Vec<OptionDraft>);

impl Attributes {
    /// Reads all named attributes of a row.
    ///
    /// # Errors
    /// A [`Refusal`] when a name or value is too long.
    pub fn read(columns: &WooColumns, cells: Cells<'_>, notices: &mut Vec<Notice>) -> Result<Self, Refusal> {
        let mut attributes = Vec::new();
        for number in &columns.attributes {
            let at = cells.at(Field::AttributeName(*number));
            let name = cell::line(cells.get(Field::AttributeName(*number)), at, notices);
            let name = cell::limited(name, NAME_LIMIT, at)?;
            if !name.is_empty() {
                attributes.push(OptionDraft {
                    name,
                    values: read_values(cells, *number, notices)?,
                });
            }
        }
        Ok(Self(attributes))
    }

    /// Adds every attribute as a metafield.
    pub fn describe(&self, metafields: &mut BTreeMap<String, String>) {
        self.describe_except(&[], metafields);
    }

    /// Adds those attributes as metafields that are no options.
    pub fn describe_except(&self, options: &[OptionDraft], metafields: &mut BTreeMap<String, String>) {
        let described = |attribute: &&OptionDraft| {
            !attribute.values.is_empty() && !options.iter().any(|option| option.name == attribute.name)
        };
        for attribute in self.0.iter().filter(described) {
            let key = format!("attributes.{}", metafield_key(&attribute.name));
            metafields.insert(key, attribute.values.join(", "));
        }
    }

    /// The options of a variable product, and for each variation its values. An attribute that no variation decides
    /// ("any size") is no option: the variations do not differ in it.
    ///
    /// # Errors
    /// A [`Refusal`] for more than three options, or a variation that leaves one open which others decide.
    pub fn options(
        &self,
        columns: &WooColumns,
        variations: &[Cells<'_>],
        notices: &mut Vec<Notice>,
    ) -> Result<(Vec<OptionDraft>, Vec<Vec<String>>), Refusal> {
        let mut decided = Vec::with_capacity(variations.len());
        for cells in variations {
            decided.push((*cells, Self::read(columns, *cells, notices)?));
        }
        let mut options = self.decided_names(&decided);
        if options.len() > 3 {
            let row = variations.first().map_or(0, |cells| cells.row.number);
            return Err(Refusal::row(
                row,
                format!("variations differ in {} attributes, at most 3 fit", options.len()),
            ));
        }
        let values = decided
            .iter()
            .map(|(cells, own)| own.values_for(&mut options, *cells))
            .collect::<Result<_, _>>()?;
        self.order_as_parent(&mut options);
        Ok((options, values))
    }

    // The parent's attributes first, in its order, then what only variations name.
    fn decided_names(&self, decided: &[(Cells<'_>, Self)]) -> Vec<OptionDraft> {
        let by_variations = decided
            .iter()
            .flat_map(|(_, own)| &own.0)
            .filter(|own| !own.values.is_empty());
        let mut names: Vec<&str> = Vec::new();
        for own in by_variations {
            if !names.contains(&own.name.as_str()) {
                names.push(&own.name);
            }
        }
        let place = |name: &str| {
            self.0
                .iter()
                .position(|parent| parent.name == name)
                .unwrap_or(usize::MAX)
        };
        names.sort_by_key(|name| place(name));
        names
            .into_iter()
            .map(|name| OptionDraft {
                name: name.to_owned(),
                values: Vec::new(),
            })
            .collect()
    }

    fn values_for(&self, options: &mut [OptionDraft], cells: Cells<'_>) -> Result<Vec<String>, Refusal> {
        let mut values = Vec::with_capacity(options.len());
        for option in options {
            let own = self
                .0
                .iter()
                .find(|own| own.name == option.name)
                .and_then(|own| own.values.first());
            let Some(value) = own else {
                let reason = format!(
                    "the variation leaves {} open, which other variations decide",
                    option.name
                );
                return Err(Refusal::row(cells.row.number, reason));
            };
            if value.chars().count() > VALUE_LIMIT {
                return Err(Refusal::row(
                    cells.row.number,
                    format!("an option value has more than {VALUE_LIMIT} characters"),
                ));
            }
            remember(option, value);
            values.push(value.clone());
        }
        Ok(values)
    }

    // Values in the order in which the parent lists them; the shop shows `S, M, L` and not the order of the rows.
    fn order_as_parent(&self, options: &mut [OptionDraft]) {
        for option in options {
            if let Some(parent) = self.0.iter().find(|parent| parent.name == option.name) {
                let place = |value: &String| {
                    parent
                        .values
                        .iter()
                        .position(|known| known == value)
                        .unwrap_or(usize::MAX)
                };
                option.values.sort_by_key(place);
            }
        }
    }
}

fn read_values(cells: Cells<'_>, number: u8, notices: &mut Vec<Notice>) -> Result<Vec<String>, Refusal> {
    let at = cells.at(Field::AttributeValues(number));
    let values = pieces(cells.get(Field::AttributeValues(number)));
    values
        .into_iter()
        .map(|value| cell::limited(cell::line(&value, at, notices), 1000, at))
        .collect()
}

/// `Care Instructions` as the key `care_instructions`.
pub fn metafield_key(name: &str) -> String {
    let words: Vec<_> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join("_").to_lowercase()
}
