//! Roles, and the one table that says what each may do.

use super::Permission;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What somebody does for the shop. A member has one or more; what they may do is what any of them allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, members included.
    Owner,
    /// Galleries, looks and promotions.
    Merchandiser,
    /// Products, prices and stock.
    Catalogue,
    /// Orders, parcels, returns and refunds.
    Orders,
    /// Figures, and nothing that changes anything.
    Analyst,
    /// Keys, webhooks and the parts that pages are made of.
    Developer,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 6] = [
        Self::Owner,
        Self::Merchandiser,
        Self::Catalogue,
        Self::Orders,
        Self::Analyst,
        Self::Developer,
    ];

    /// What it allows: as little as the work needs.
    pub const fn permissions(self) -> &'static [Permission] {
        use Permission as P;
        match self {
            Self::Owner => &P::ALL,
            Self::Merchandiser => &[P::ReadCatalogue, P::EditGalleries, P::EditPromotions, P::ReadReports],
            Self::Catalogue => &[P::ReadCatalogue, P::EditCatalogue],
            Self::Orders => &[
                P::ReadCatalogue,
                P::ReadOrders,
                P::EditOrders,
                P::RefundOrders,
                P::ReadCustomers,
            ],
            Self::Analyst => &[P::ReadCatalogue, P::ReadReports],
            Self::Developer => &[P::ManageIntegrations, P::ReadStyleGuide],
        }
    }

    /// Stable word for SQL, forms and the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Merchandiser => "merchandiser",
            Self::Catalogue => "catalogue",
            Self::Orders => "orders",
            Self::Analyst => "analyst",
            Self::Developer => "developer",
        }
    }

    /// What people call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Merchandiser => "Merchandiser",
            Self::Catalogue => "Catalogue",
            Self::Orders => "Orders",
            Self::Analyst => "Analyst",
            Self::Developer => "Developer",
        }
    }

    /// What it is for, in a sentence.
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::Owner => "Everything, including who else may work here.",
            Self::Merchandiser => "Galleries, looks and promotions, and their figures.",
            Self::Catalogue => "Products, prices and stock.",
            Self::Orders => "Orders, parcels, returns and refunds, and whose they are.",
            Self::Analyst => "Figures. Changes nothing.",
            Self::Developer => "Keys, webhooks and the style guide.",
        }
    }

    /// Reads the stable word; `None` for any other.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// The roles of a member: at least one, each once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Roles(BTreeSet<Role>);

impl Roles {
    /// These roles; `None` when there is none.
    pub fn new(roles: impl IntoIterator<Item = Role>) -> Option<Self> {
        let roles: BTreeSet<Role> = roles.into_iter().collect();
        (!roles.is_empty()).then_some(Self(roles))
    }

    /// Reads stable words; `None` when there is none, or one that is no role.
    pub fn parse<'a>(words: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let roles: Option<Vec<Role>> = words.into_iter().map(Role::parse).collect();
        roles.and_then(Self::new)
    }

    /// Whether a role is among them.
    pub fn contains(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    /// Whether any of them allows it.
    pub fn allow(&self, permission: Permission) -> bool {
        self.0.iter().any(|role| role.permissions().contains(&permission))
    }

    /// What they allow, in the order of [`Permission::ALL`].
    pub fn permissions(&self) -> Vec<Permission> {
        Permission::ALL
            .into_iter()
            .filter(|permission| self.allow(*permission))
            .collect()
    }

    /// Stable words, for SQL and the audit log.
    pub fn words(&self) -> Vec<String> {
        self.0.iter().map(|role| role.as_str().to_owned()).collect()
    }

    /// For people: "Catalogue, Orders".
    pub fn text(&self) -> String {
        self.0.iter().map(|role| role.label()).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_owner_may_touch_members_and_read_the_audit_log() {
        for role in Role::ALL {
            let roles = Roles::new([role]).unwrap();
            let is_owner = role == Role::Owner;
            assert_eq!(roles.allow(Permission::ManageStaff), is_owner, "{role:?}");
            assert_eq!(roles.allow(Permission::ReadAudit), is_owner, "{role:?}");
        }
    }

    #[test]
    fn an_owner_may_do_everything_and_every_permission_is_somebodys_work() {
        let owner = Roles::new([Role::Owner]).unwrap();
        assert_eq!(owner.permissions(), Permission::ALL);
        for permission in Permission::ALL {
            let holders = Role::ALL
                .into_iter()
                .filter(|role| role.permissions().contains(&permission));
            let is_owners_alone = matches!(permission, Permission::ManageStaff | Permission::ReadAudit);
            assert_eq!(holders.count() == 1, is_owners_alone, "{permission:?}");
        }
    }

    #[test]
    fn an_analyst_changes_nothing() {
        let analyst = Roles::new([Role::Analyst]).unwrap();
        assert_eq!(
            analyst.permissions(),
            [Permission::ReadCatalogue, Permission::ReadReports]
        );
    }

    #[test]
    fn words_read_back_and_no_roles_are_none() {
        let roles = Roles::parse(["orders", "catalogue", "orders"]).unwrap();
        assert_eq!(roles.words(), ["catalogue", "orders"]);
        assert_eq!(roles.text(), "Catalogue, Orders");
        assert_eq!(Roles::parse([]), None);
        assert_eq!(Roles::parse(["owner", "root"]), None);
    }
}
