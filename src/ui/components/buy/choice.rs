//! Which variant a click on an option value leads to. The same rule on the server and in the browser.

/// What the rule knows of a variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Index of its value in each option.
    pub values: Vec<usize>,
    /// Whether it can be bought.
    pub is_available: bool,
}

/// Where a value leads, given what is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// To the variant that differs only in this option.
    Exact(usize),
    /// That combination does not exist: to the nearest variant that has the value.
    Near(usize),
    /// No variant has the value.
    Nowhere,
}

/// How a value stands to the rest of the choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Can be chosen.
    Free,
    /// The combination is sold out.
    SoldOut,
    /// The combination does not exist.
    Elsewhere,
}

impl Reach {
    /// Index of the variant that it leads to.
    pub const fn index(self) -> Option<usize> {
        match self {
            Self::Exact(index) | Self::Near(index) => Some(index),
            Self::Nowhere => None,
        }
    }

    /// How the value is to be shown.
    pub fn standing(self, variants: &[Variant]) -> Standing {
        match self {
            Self::Exact(index) if variants[index].is_available => Standing::Free,
            Self::Exact(_) => Standing::SoldOut,
            Self::Near(_) | Self::Nowhere => Standing::Elsewhere,
        }
    }
}

impl Standing {
    /// Class of the value's link.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Free => "option-value",
            Self::SoldOut => "option-value is-sold-out",
            Self::Elsewhere => "option-value is-elsewhere",
        }
    }

    /// Said after the value, for those who do not see the class.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Free => "",
            Self::SoldOut => ", sold out",
            Self::Elsewhere => ", not in this combination",
        }
    }
}

/// The variant reached from `selected` by choosing `value` of `option`: most options kept, then what can be bought,
/// then the merchant's order.
pub fn reach(variants: &[Variant], selected: usize, option: usize, value: usize) -> Reach {
    let Some(from) = variants.get(selected) else {
        return Reach::Nowhere;
    };
    let mut best: Option<(usize, (usize, bool))> = None;
    for (index, variant) in variants.iter().enumerate() {
        let worth = (kept(from, variant, option), variant.is_available);
        if variant.values.get(option) == Some(&value) && best.is_none_or(|(_, known)| worth > known) {
            best = Some((index, worth));
        }
    }
    match best {
        None => Reach::Nowhere,
        Some((index, (kept, _))) if kept + 1 == from.values.len() => Reach::Exact(index),
        Some((index, _)) => Reach::Near(index),
    }
}

// How many of the other options stay as they are.
fn kept(from: &Variant, to: &Variant, option: usize) -> usize {
    from.values
        .iter()
        .zip(&to.values)
        .enumerate()
        .filter(|(at, (a, b))| *at != option && a == b)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variant(values: &[usize], is_available: bool) -> Variant {
        Variant {
            values: values.to_vec(),
            is_available,
        }
    }

    #[test]
    fn the_combination_that_exists_is_reached_even_when_it_is_sold_out() {
        let variants = [variant(&[0, 0], true), variant(&[0, 1], false), variant(&[1, 1], true)];

        assert_eq!(reach(&variants, 0, 1, 1), Reach::Exact(1));
        assert_eq!(reach(&variants, 0, 1, 1).standing(&variants), Standing::SoldOut);
        assert_eq!(reach(&variants, 0, 1, 0), Reach::Exact(0));
    }

    #[test]
    fn a_missing_combination_leads_to_the_nearest_that_can_be_bought() {
        let variants = [variant(&[0, 0], true), variant(&[1, 1], false), variant(&[1, 2], true)];

        assert_eq!(reach(&variants, 0, 0, 1), Reach::Near(2));
        assert_eq!(reach(&variants, 0, 0, 9), Reach::Nowhere);
        assert_eq!(reach(&variants, 7, 0, 0), Reach::Nowhere);
    }
}
