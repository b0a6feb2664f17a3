//! Which variant a click on an option value leads to. The same rule on the server and in the browser.

use super::Buyable;

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

impl Reach {
    /// Index of the variant that it leads to.
    pub const fn index(self) -> Option<usize> {
        match self {
            Self::Exact(index) | Self::Near(index) => Some(index),
            Self::Nowhere => None,
        }
    }
}

/// The variant reached from `selected` by choosing `value` of `option`: most options kept, then what can be bought,
/// then the merchant's order.
pub fn reach(variants: &[Buyable], selected: usize, option: usize, value: u16) -> Reach {
    let Some(from) = variants.get(selected) else { return Reach::Nowhere };
    let best = (0..variants.len())
        .filter(|index| variants[*index].values.get(option) == Some(&value))
        .max_by_key(|index| {
            let variant = &variants[*index];
            (kept(from, variant, option), variant.level.is_available(), std::cmp::Reverse(*index))
        });
    match best {
        None => Reach::Nowhere,
        Some(index) if kept(from, &variants[index], option) + 1 == from.values.len() => Reach::Exact(index),
        Some(index) => Reach::Near(index),
    }
}

// How many of the other options stay as they are.
fn kept(from: &Buyable, to: &Buyable, option: usize) -> usize {
    from.values.iter().zip(&to.values).enumerate().filter(|(at, (a, b))| *at != option && a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catalog::StockLevel::{self, InStock, OutOfStock};

    fn variant(values: &[u16], level: StockLevel) -> Buyable {
        let id = "0190f5fe-0000-7000-8000-000000000000".parse().unwrap();
        Buyable { variant_id: id, values: values.to_vec(), price: String::new(), was: None, level, stock: String::new(), sku: String::new(), picture: None }
    }

    #[test]
    fn the_combination_that_exists_is_reached_even_when_it_is_sold_out() {
        let variants = [variant(&[0, 0], InStock), variant(&[0, 1], OutOfStock), variant(&[1, 1], InStock)];

        assert_eq!(reach(&variants, 0, 1, 1), Reach::Exact(1));
        assert_eq!(reach(&variants, 0, 1, 0), Reach::Exact(0));
    }

    #[test]
    fn a_missing_combination_leads_to_the_nearest_that_can_be_bought() {
        let variants = [variant(&[0, 0], InStock), variant(&[1, 1], OutOfStock), variant(&[1, 2], InStock)];

        assert_eq!(reach(&variants, 0, 0, 1), Reach::Near(2));
        assert_eq!(reach(&variants, 0, 0, 9), Reach::Nowhere);
    }
}
