//! Text that claims to be a file of promotions or of settings, read as the program reads it.

use crate::shop::known;
use domain::money::Currency;
use domain::promotion::{Definition, conflicts, normalise_code};
use domain::settings::{Settings, checked};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Promotions {
    promotions: Vec<Definition>,
}

/// Reads a text as TOML and as JSON, as promotions and as settings, and checks what could be read.
///
/// # Errors
/// What is wrong with the reader: the text was taken, and then written and read again it was another, or a rule that was
/// found sound is not.
pub fn read(text: &str) -> Result<(), String> {
    for currency in [Currency::EUR, Currency::JPY] {
        if let Some(file) = both::<Promotions>(text)? {
            promotions(&file.promotions, currency)?;
        }
        if let Some(settings) = both::<Settings>(text)? {
            let _faults = checked(&settings, &known(currency));
        }
    }
    Ok(())
}

fn both<T: Serialize + DeserializeOwned + PartialEq>(text: &str) -> Result<Option<T>, String> {
    let from_toml = toml::from_str::<T>(text).ok();
    let Some(file) = from_toml.or_else(|| serde_json::from_str(text).ok()) else {
        return Ok(None);
    };
    let written = serde_json::to_string(&file).map_err(|error| format!("cannot be written: {error}"))?;
    let again: T = serde_json::from_str(&written).map_err(|error| format!("cannot be read again: {error}"))?;
    if again == file {
        Ok(Some(file))
    } else {
        Err(format!("is another when it is read again: {written}"))
    }
}

fn promotions(definitions: &[Definition], currency: Currency) -> Result<(), String> {
    let mut sound = Vec::new();
    for definition in definitions {
        let checked = definition.checked(
            Uuid::nil().into(),
            currency,
            Default::default(),
            Default::default(),
            None,
        );
        let Ok((promotion, codes)) = checked else {
            continue;
        };
        if !promotion.benefit.fits(promotion.class) {
            return Err(format!("{}: a benefit that its class does not give", promotion.handle));
        }
        if promotion.minimum.subtotal_minor.is_some_and(|minor| minor <= 0) {
            return Err(format!("{}: a subtotal of nothing", promotion.handle));
        }
        for (code, _) in codes {
            if normalise_code(&code).as_ref() != Ok(&code) {
                return Err(format!("{code}: not the one spelling of a code"));
            }
        }
        sound.push(promotion);
    }
    conflicts(&sound);
    Ok(())
}
