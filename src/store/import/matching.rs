//! Which variant of the shop is which variant of the file. Pure.

use super::draft::ProductDraft;
use super::existing::{ExistingVariant, Known};

/// Matches by SKU first, then by option values among what is left. What the file does not name stays as it is.
///
/// # Errors
/// A sentence when variants that stay would no longer fit: the options got other names, or one of them has the option
/// values that the file gives to another.
pub fn match_variants(
    draft: &ProductDraft,
    existing: &[ExistingVariant],
    option_names: &[String],
) -> Result<Known, String> {
    let mut left: Vec<&ExistingVariant> = existing.iter().collect();
    let mut matched: Vec<Option<ExistingVariant>> = vec![None; draft.variants.len()];
    for (found, variant) in matched.iter_mut().zip(&draft.variants) {
        *found = take(&mut left, |other| variant.sku.is_some() && other.sku == variant.sku);
    }
    for (found, variant) in matched.iter_mut().zip(&draft.variants) {
        if found.is_none() {
            *found = take(&mut left, |other| other.option_values == variant.option_values);
        }
    }
    refuse_misfits(draft, &left, option_names)?;
    let kept_values = kept_values(draft, &left);
    Ok(Known {
        product_id: uuid::Uuid::nil(),
        variants: matched,
        kept_values,
    })
}

fn take(left: &mut Vec<&ExistingVariant>, wanted: impl Fn(&ExistingVariant) -> bool) -> Option<ExistingVariant> {
    let place = left.iter().position(|variant| wanted(variant))?;
    Some(left.remove(place).clone())
}

fn refuse_misfits(draft: &ProductDraft, left: &[&ExistingVariant], option_names: &[String]) -> Result<(), String> {
    let Some(stays) = left.first() else { return Ok(()) };
    let named: Vec<&String> = draft.options.iter().map(|option| &option.name).collect();
    if named.len() != option_names.len() || named.iter().zip(option_names).any(|(new, old)| *new != old) {
        let (old, name) = (option_names.join(", "), describe(stays));
        return Err(format!(
            "the options of the product in the shop are [{old}], and its variant {name} is not in the file"
        ));
    }
    let clash = left.iter().find(|other| {
        draft
            .variants
            .iter()
            .any(|new| new.option_values == other.option_values)
    });
    match clash {
        Some(other) => Err(format!(
            "the variant {} in the shop has options that the file gives to another",
            describe(other)
        )),
        None => Ok(()),
    }
}

fn describe(variant: &ExistingVariant) -> String {
    variant
        .sku
        .clone()
        .unwrap_or_else(|| format!("`{}`", variant.option_values.join(" / ")))
}

fn kept_values(draft: &ProductDraft, left: &[&ExistingVariant]) -> Vec<Vec<String>> {
    let mut kept = vec![Vec::new(); draft.options.len()];
    for variant in left {
        for ((kept, option), value) in kept.iter_mut().zip(&draft.options).zip(&variant.option_values) {
            if !option.values.contains(value) && !kept.contains(value) {
                kept.push(value.clone());
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use uuid::Uuid;

    use super::super::draft::{DraftStatus, OptionDraft, VariantDraft};
    use super::*;

    fn draft(variants: &[(Option<&str>, &str)]) -> ProductDraft {
        let variant = |(sku, size): &(Option<&str>, &str)| VariantDraft {
            sku: sku.map(str::to_owned),
            barcode: None,
            option_values: vec![(*size).to_owned()],
            weight_grams: 0,
            requires_shipping: true,
            tax_category: "standard".to_owned(),
            tracks_inventory: true,
            continue_selling: false,
            quantity: None,
            amount_minor: 1,
            compare_at_minor: None,
            content: None,
            image: None,
        };
        ProductDraft {
            handle: "ring".to_owned(),
            handle_is_derived: false,
            title: "Ring".to_owned(),
            description_html: String::new(),
            vendor: String::new(),
            product_type: String::new(),
            tags: Vec::new(),
            status: DraftStatus::Active,
            published_from: None,
            seo_title: String::new(),
            seo_description: String::new(),
            metafields: BTreeMap::new(),
            options: vec![OptionDraft {
                name: "Size".to_owned(),
                values: variants.iter().map(|(_, size)| (*size).to_owned()).collect(),
            }],
            variants: variants.iter().map(variant).collect(),
            images: Vec::new(),
        }
    }

    fn existing(number: u128, sku: Option<&str>, size: &str) -> ExistingVariant {
        ExistingVariant {
            variant_id: Uuid::from_u128(number),
            product_id: Uuid::from_u128(99),
            sku: sku.map(str::to_owned),
            option_values: vec![size.to_owned()],
        }
    }

    fn numbers(known: &Known) -> Vec<Option<u128>> {
        known
            .variants
            .iter()
            .map(|found| found.as_ref().map(|found| found.variant_id.as_u128()))
            .collect()
    }

    #[test]
    fn a_sku_is_known_even_when_sizes_are_swapped() {
        let shop = [existing(1, Some("A"), "S"), existing(2, Some("B"), "M")];

        let known = match_variants(
            &draft(&[(Some("A"), "M"), (Some("B"), "S")]),
            &shop,
            &["Size".to_owned()],
        );

        assert_eq!(known.map(|known| numbers(&known)), Ok(vec![Some(1), Some(2)]));
    }

    #[test]
    fn option_values_are_the_second_way_and_what_is_new_is_new() {
        let shop = [existing(1, None, "S"), existing(2, Some("B"), "M")];

        let known = match_variants(
            &draft(&[(Some("A"), "S"), (Some("B2"), "M"), (None, "L")]),
            &shop,
            &["Size".to_owned()],
        );

        assert_eq!(known.map(|known| numbers(&known)), Ok(vec![Some(1), Some(2), None]));
    }

    #[test]
    fn a_variant_that_the_file_does_not_name_stays_with_its_value() {
        let shop = [existing(1, Some("A"), "S"), existing(2, Some("B"), "XL")];

        let known = match_variants(&draft(&[(Some("A"), "S")]), &shop, &["Size".to_owned()]).expect("fits");

        assert_eq!(known.kept_values, [["XL"]]);
    }

    #[test]
    fn other_option_names_are_refused_only_while_a_variant_would_stay_behind() {
        let shop = [existing(1, Some("A"), "S"), existing(2, Some("B"), "M")];
        let names = ["Length".to_owned()];

        assert!(match_variants(&draft(&[(Some("A"), "S")]), &shop, &names).is_err());
        assert!(match_variants(&draft(&[(Some("A"), "S"), (Some("B"), "M")]), &shop, &names).is_ok());
    }

    #[test]
    fn a_variant_that_stays_cannot_share_its_options() {
        let shop = [existing(1, Some("A"), "S"), existing(2, Some("B"), "M")];

        let refusal = match_variants(&draft(&[(Some("A"), "M")]), &shop, &["Size".to_owned()]).expect_err("refused");

        assert!(refusal.contains("variant B"), "{refusal}");
    }
}
