//! Why a code does nothing, in words that say what would help.

use chrono::{DateTime, Utc};

use crate::money::{Currency, Money, display};

/// Why an entered code does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeRefusal {
    /// There is no such code, or it is not published.
    Unknown,
    /// Its time has not come.
    NotYet {
        /// When it will.
        starts_at: DateTime<Utc>,
    },
    /// Its time is over.
    Expired,
    /// As many orders as may have had it.
    UsedUp,
    /// This shopper has had it as often as anybody may.
    UsedByCustomer,
    /// It is for who has not ordered before, and this shopper has.
    NotFirstOrder,
    /// It is for other markets.
    OtherMarket,
    /// It is for customers of some groups, and nobody is signed in.
    SignInFirst,
    /// It is for customers of groups that this one is not in.
    OtherGroup,
    /// It speaks of amounts in another currency.
    OtherCurrency {
        /// The one that the cart is in.
        currency: Currency,
    },
    /// Nothing in the cart is what it is about.
    NotForTheseGoods,
    /// The goods cost too little.
    SubtotalMissing {
        /// How much more is needed.
        missing: Money,
        /// Whether only some goods count.
        of_some_goods: bool,
    },
    /// There are too few units.
    QuantityMissing {
        /// How many more are needed.
        missing: u32,
        /// Whether only some goods count.
        of_some_goods: bool,
    },
    /// Its gift cannot be had now.
    GiftGone,
    /// Another promotion that saves more, or as much and goes first, does not stand beside it.
    DoesNotCombine {
        /// Its name.
        with: String,
    },
}

impl CodeRefusal {
    /// Whether neither changing the cart nor signing in can help: such a code is not kept when it is entered.
    pub const fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Unknown
                | Self::NotYet { .. }
                | Self::Expired
                | Self::UsedUp
                | Self::UsedByCustomer
                | Self::NotFirstOrder
                | Self::OtherMarket
                | Self::OtherGroup
                | Self::OtherCurrency { .. }
        )
    }

    /// The stable word.
    pub const fn code(&self) -> &'static str {
        match self {
            // The same, so that nobody learns by trying which codes there once were.
            Self::Unknown | Self::Expired => "code_unknown",
            Self::NotYet { .. } => "code_not_yet",
            Self::UsedUp => "code_used_up",
            Self::UsedByCustomer => "code_used_by_customer",
            Self::NotFirstOrder => "code_not_first_order",
            Self::OtherMarket => "code_other_market",
            Self::SignInFirst => "code_sign_in_first",
            Self::OtherGroup => "code_other_group",
            Self::OtherCurrency { .. } => "code_other_currency",
            Self::NotForTheseGoods => "code_not_for_these_goods",
            Self::SubtotalMissing { .. } => "code_subtotal_missing",
            Self::QuantityMissing { .. } => "code_quantity_missing",
            Self::GiftGone => "code_gift_gone",
            Self::DoesNotCombine { .. } => "code_does_not_combine",
        }
    }

    /// What a shopper reads after the code.
    pub fn text(&self) -> String {
        match self {
            Self::Unknown | Self::Expired => {
                "We do not know this code, or its time is over. Please check how it is spelled.".to_owned()
            }
            Self::NotYet { starts_at } => format!(
                "This code is good from {} on.",
                starts_at.format("%-d %B %Y, %H:%M UTC")
            ),
            Self::UsedUp => "This code has been used up.".to_owned(),
            Self::UsedByCustomer => "You have used this code already.".to_owned(),
            Self::NotFirstOrder => "This code is for a first order, and there is one of yours already.".to_owned(),
            Self::OtherMarket => "This code is for other countries.".to_owned(),
            Self::SignInFirst => {
                "This code is for some customers only. Sign in to your account and it counts if you are one of them."
                    .to_owned()
            }
            Self::OtherGroup => "This code is for some customers only, and your account is not among them.".to_owned(),
            Self::OtherCurrency { currency } => format!("This code is not for prices in {currency}."),
            Self::GiftGone => "The gift of this code has run out. Everything else goes on without it.".to_owned(),
            Self::NotForTheseGoods => "This code is not for the goods in your cart.".to_owned(),
            Self::SubtotalMissing { missing, of_some_goods } => {
                let amount = display::format(*missing, display::Locale::default());
                let goods = if *of_some_goods { " of the goods it is for" } else { "" };
                format!("{amount} more{goods} and this code counts.")
            }
            Self::QuantityMissing { missing, of_some_goods } => {
                let goods = if *of_some_goods { " of the goods it is for" } else { "" };
                let items = if *missing == 1 { "item" } else { "items" };
                format!("{missing} more {items}{goods} and this code counts.")
            }
            Self::DoesNotCombine { with } => {
                format!("This code cannot be combined with “{with}”, which you have already.")
            }
        }
    }
}
