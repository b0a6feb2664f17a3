//! The account: ways in, orders, addresses, profile, sessions, data. Personal: never in a shared cache.

mod addresses;
mod data;
mod entry;
mod frame;
mod orders;
mod passkeys;
mod profile;
mod sessions;

pub use addresses::{AddressForm, address_page, addresses_page};
pub use data::data_page;
pub use entry::{new_account_page, new_password_page, register_page, reset_page, sign_in_page, wait_page};
pub(crate) use frame::fault_view;
pub use frame::{AccountNews, Typed};
pub use orders::orders_page;
pub use passkeys::passkeys_page;
pub use profile::profile_page;
pub use sessions::sessions_page;

/// Where somebody goes who has signed in: back to where they came from, if that is a page of ours that asks for it.
pub fn safe_next(wanted: &str) -> &'static str {
    match wanted {
        "/checkout" => "/checkout",
        "/cart" => "/cart",
        _ => "/account",
    }
}

#[cfg(test)]
mod tests {
    use super::safe_next;

    #[test]
    fn nobody_is_sent_to_another_site_after_signing_in() {
        assert_eq!(safe_next("/checkout"), "/checkout");
        for wanted in ["//evil.example", "https://evil.example", "/\\evil.example", ""] {
            assert_eq!(safe_next(wanted), "/account", "{wanted}");
        }
    }
}
