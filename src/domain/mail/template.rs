//! The mails that a shop writes.

use serde::{Deserialize, Serialize};

/// What a mail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Template {
    /// The order is agreed: what, where to, how much.
    OrderPlaced,
    /// Goods left for the shopper.
    OrderShipped,
    /// Nothing more comes of the order.
    OrderCancelled,
    /// Money goes back.
    OrderRefunded,
    /// What came back is credited, and what is wanted instead costs more.
    ExchangePayable,
    /// Nothing comes of an exchange.
    ExchangeLapsed,
    /// Somebody wants an account: the link that makes it.
    VerifyEmail,
    /// Somebody wants an account for an address that has one.
    AccountExists,
    /// The link to a new password.
    ResetPassword,
    /// A passkey was added to an account.
    PasskeyAdded,
    /// A passkey does not work any more, because somebody has a copy of it.
    PasskeyBlocked,
    /// Something that somebody waits for can be bought again.
    BackInStock,
    /// The link that makes a member of the staff.
    StaffInvitation,
}

impl Template {
    /// Every mail.
    pub const ALL: [Self; 13] = [
        Self::OrderPlaced,
        Self::OrderShipped,
        Self::OrderCancelled,
        Self::OrderRefunded,
        Self::ExchangePayable,
        Self::ExchangeLapsed,
        Self::VerifyEmail,
        Self::AccountExists,
        Self::ResetPassword,
        Self::PasskeyAdded,
        Self::PasskeyBlocked,
        Self::BackInStock,
        Self::StaffInvitation,
    ];

    /// The mail about an order or an account that answers an event; most events have none.
    pub fn of_event(name: &str) -> Option<Self> {
        match name {
            "order.placed" => Some(Self::OrderPlaced),
            // Goods that left, and the parcel's number once the carrier has given one.
            "order.fulfilled" | "shipment.created" => Some(Self::OrderShipped),
            "order.cancelled" => Some(Self::OrderCancelled),
            "refund.succeeded" => Some(Self::OrderRefunded),
            "exchange.payable" => Some(Self::ExchangePayable),
            "exchange.lapsed" => Some(Self::ExchangeLapsed),
            // Who has an account already is told so instead.
            "customer.registration_requested" => Some(Self::VerifyEmail),
            "customer.reset_requested" => Some(Self::ResetPassword),
            "customer.passkey_added" => Some(Self::PasskeyAdded),
            "customer.passkey_blocked" => Some(Self::PasskeyBlocked),
            _ => None,
        }
    }

    /// Whether it is about one order, and can be shown for any.
    pub const fn is_about_order(self) -> bool {
        matches!(
            self,
            Self::OrderPlaced
                | Self::OrderShipped
                | Self::OrderCancelled
                | Self::OrderRefunded
                | Self::ExchangePayable
                | Self::ExchangeLapsed
        )
    }

    /// Whether it is about an account, or about one that could be made.
    pub const fn is_about_account(self) -> bool {
        matches!(
            self,
            Self::VerifyEmail | Self::AccountExists | Self::ResetPassword | Self::StaffInvitation
        ) || self.is_about_passkey()
    }

    /// Whether it tells a customer what became of a passkey.
    pub const fn is_about_passkey(self) -> bool {
        matches!(self, Self::PasskeyAdded | Self::PasskeyBlocked)
    }

    /// Whether its text is a secret, which is not kept once it has left.
    pub const fn holds_secret(self) -> bool {
        matches!(self, Self::VerifyEmail | Self::ResetPassword | Self::StaffInvitation)
    }

    /// Stable word for SQL.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OrderPlaced => "order_placed",
            Self::OrderShipped => "order_shipped",
            Self::OrderCancelled => "order_cancelled",
            Self::OrderRefunded => "order_refunded",
            Self::ExchangePayable => "exchange_payable",
            Self::ExchangeLapsed => "exchange_lapsed",
            Self::VerifyEmail => "verify_email",
            Self::AccountExists => "account_exists",
            Self::ResetPassword => "reset_password",
            Self::PasskeyAdded => "passkey_added",
            Self::PasskeyBlocked => "passkey_blocked",
            Self::BackInStock => "back_in_stock",
            Self::StaffInvitation => "staff_invitation",
        }
    }

    /// Reads the stable word, also with hyphens as on the command line; `None` for any other.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|template| template.as_str() == word.replace('-', "_"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back_and_events_without_a_mail_have_none() {
        for template in Template::ALL {
            assert_eq!(Template::parse(template.as_str()), Some(template));
            assert_eq!(Template::parse(&template.as_str().replace('_', "-")), Some(template));
        }
        assert_eq!(Template::of_event("order.placed"), Some(Template::OrderPlaced));
        assert_eq!(Template::of_event("order.payment_updated"), None);
    }
}
