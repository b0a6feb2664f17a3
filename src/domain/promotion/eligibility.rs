//! For whom and where a promotion is.

use std::collections::BTreeSet;

use super::CodeRefusal;
use crate::id::MarketId;

/// Who can have a promotion, whatever is in the cart. By default everybody, everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Eligibility {
    /// Only in these markets; everywhere where none is named.
    pub markets: BTreeSet<MarketId>,
    /// Only for signed-in customers who are in one of these groups; for everybody where none is named.
    pub customer_groups: BTreeSet<String>,
    /// Only for who has not ordered before.
    pub first_order: bool,
}

/// Who shops where, as far as promotions ask. Whether they have ordered before is in the [`super::Offer`], since only some
/// promotions ask for it.
#[derive(Clone, Copy, Debug)]
pub struct Shopper<'a> {
    /// The market of the cart.
    pub market_id: MarketId,
    /// Groups of the customer who is signed in, none perhaps; `None` for a guest.
    pub customer_groups: Option<&'a [String]>,
}

impl Eligibility {
    /// Whether a promotion of these could ever meet one of those in a cart: not where their markets have none in common.
    /// A customer can be in several groups, so groups never keep two apart.
    pub fn may_meet(&self, other: &Self) -> bool {
        self.markets.is_empty() || other.markets.is_empty() || !self.markets.is_disjoint(&other.markets)
    }

    // Market and groups; orders are counted beside the limits.
    pub(super) fn admit(&self, shopper: &Shopper<'_>) -> Result<(), CodeRefusal> {
        if !(self.markets.is_empty() || self.markets.contains(&shopper.market_id)) {
            return Err(CodeRefusal::OtherMarket);
        }
        let Some(groups) = shopper.customer_groups else {
            return if self.customer_groups.is_empty() {
                Ok(())
            } else {
                Err(CodeRefusal::SignInFirst)
            };
        };
        let is_member = groups.iter().any(|group| self.customer_groups.contains(group));
        if self.customer_groups.is_empty() || is_member {
            Ok(())
        } else {
            Err(CodeRefusal::OtherGroup)
        }
    }
}
