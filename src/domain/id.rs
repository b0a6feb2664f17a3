//! Typed identifiers. Each is a UUIDv7 (RFC 9562): unique without a round trip, and ordered by creation.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(value: Uuid) -> Self {
                Self(value)
            }
        }

        impl From<$name> for Uuid {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// What is shown.
    ProductId,
    /// What is bought.
    VariantId,
    /// A curated or rule-based set of products.
    CollectionId,
    /// A picture and its renditions.
    MediaId,
    /// Where and in which currency is sold.
    MarketId,
    /// A named set of prices.
    PriceListId,
    /// A discount rule.
    PromotionId,
    /// A place that holds stock.
    StockLocationId,
    /// The open basket.
    CartId,
    /// One variant in a cart.
    LineItemId,
    /// Address, delivery and payment being arranged for a cart.
    CheckoutId,
    /// A way of delivering, with its price bands.
    DeliveryMethodId,
    /// The immutable agreement.
    OrderId,
    /// One line of an order.
    OrderLineId,
    /// Stock bound to a placement.
    ReservationId,
    /// A wish to be told when a variant can be bought again.
    StockRequestId,
    /// One attempt to collect the money of an order.
    PaymentAttemptId,
    /// Goods that leave one place together.
    FulfilmentId,
    /// A parcel of a fulfilment.
    ShipmentId,
    /// A gift card, or the store credit of a customer in a currency.
    TenderAccountId,
    /// Money given back.
    RefundId,
    /// Goods that come back.
    ReturnId,
    /// Goods for goods that come back.
    ExchangeId,
    /// A fact in the outbox.
    EventId,
    /// A form submission (I-11): the key that makes its replays one effect.
    OperationId,
    /// Kept form input.
    FormStateId,
    /// A mail that was written.
    MailId,
    /// A person with an account.
    CustomerId,
    /// A browser that is signed in.
    CustomerSessionId,
    /// What somebody asked for by mail: an account, a new password.
    CustomerRequestId,
    /// One address of an address book.
    CustomerAddressId,
    /// A key that a customer's device keeps.
    CustomerPasskeyId,
    /// What a device is asked to sign.
    CustomerPasskeyChallengeId,
    /// Who made a post.
    CreatorId,
    /// One creator's post.
    UgcPostId,
    /// The permission to show a post.
    RightsGrantId,
    /// A published set of posts.
    GalleryId,
    /// A person who works for the shop.
    StaffMemberId,
    /// A link that makes a member.
    StaffInvitationId,
    /// A browser in which a member is signed in.
    StaffSessionId,
    /// A sign-in whose second step is due.
    StaffSignInId,
    /// A key that a member's device keeps.
    StaffPasskeyId,
    /// What a member's device is asked to sign.
    StaffPasskeyChallengeId,
}
