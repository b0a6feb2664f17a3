//! What can be allowed. A page or a verb names one; roles say who has it.

use serde::{Deserialize, Serialize};

/// One thing that a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Invite, disable, change roles, end sessions of others.
    ManageStaff,
    /// Search the audit log.
    ReadAudit,
    /// See products, also those that are not sold.
    ReadCatalogue,
    /// Change products, prices and stock.
    EditCatalogue,
    /// Change galleries, looks and their tags.
    EditGalleries,
    /// Change promotions and codes.
    EditPromotions,
    /// See orders.
    ReadOrders,
    /// Send parcels, cancel, take returns.
    EditOrders,
    /// Give money back.
    RefundOrders,
    /// See customers and their addresses.
    ReadCustomers,
    /// See figures.
    ReadReports,
    /// Keys and webhooks.
    ManageIntegrations,
    /// See the parts that pages are made of.
    ReadStyleGuide,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 13] = [
        Self::ManageStaff,
        Self::ReadAudit,
        Self::ReadCatalogue,
        Self::EditCatalogue,
        Self::EditGalleries,
        Self::EditPromotions,
        Self::ReadOrders,
        Self::EditOrders,
        Self::RefundOrders,
        Self::ReadCustomers,
        Self::ReadReports,
        Self::ManageIntegrations,
        Self::ReadStyleGuide,
    ];

    /// For people, after "You may".
    pub const fn label(self) -> &'static str {
        match self {
            Self::ManageStaff => "invite members, change their roles and disable them",
            Self::ReadAudit => "search the audit log",
            Self::ReadCatalogue => "see products and prices",
            Self::EditCatalogue => "change products, prices and stock",
            Self::EditGalleries => "change galleries and looks",
            Self::EditPromotions => "change promotions",
            Self::ReadOrders => "see orders",
            Self::EditOrders => "send, cancel and take back orders",
            Self::RefundOrders => "give money back",
            Self::ReadCustomers => "see customers",
            Self::ReadReports => "see figures",
            Self::ManageIntegrations => "manage keys and webhooks",
            Self::ReadStyleGuide => "see the style guide",
        }
    }
}
